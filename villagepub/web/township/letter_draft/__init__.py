"""A letter before it is issued: what it speaks of, how it looks."""
