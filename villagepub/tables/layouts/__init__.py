"""Lists that do not simply stand below one head: blocks, turned sheets, groups."""
