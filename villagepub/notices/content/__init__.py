"""What a notice says: from a filled form to the words that people read."""
