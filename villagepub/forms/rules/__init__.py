"""Rules that tie the figures and the rows of a list: faults with evidence."""
