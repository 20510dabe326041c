"""Two lists of one village compared: rows in, differences out. Pure: no database."""
