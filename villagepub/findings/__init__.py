"""What differs between village and government, and what became of it."""
