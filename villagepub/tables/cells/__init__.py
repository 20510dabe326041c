"""Cells as text: what a format shows, what a formula lost."""
