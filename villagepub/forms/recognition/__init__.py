"""Which form a sheet is, and which of its columns is which."""
