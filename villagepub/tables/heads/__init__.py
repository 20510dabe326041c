"""The head of a sheet, its columns and sections."""
