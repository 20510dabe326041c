"""villagepub: village notices, filled once, checked, signed, frozen and rendered."""
