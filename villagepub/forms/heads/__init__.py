"""Heads of a sheet and the columns of a form that they may name."""
