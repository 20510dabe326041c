"""Forms that a township made, and free notices: columns and words that they may have."""
