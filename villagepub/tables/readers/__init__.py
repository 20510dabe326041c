"""One module a kind of file: bytes to grids."""
