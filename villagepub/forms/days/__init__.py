"""Days, months and years as people write them, and those that cannot be meant."""
