"""Two lists of one village held against each other: rows in, differences out."""
