"""What a sheet states beside its rows: sums in words, in titles, for a section."""
