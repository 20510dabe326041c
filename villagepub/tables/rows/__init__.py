"""The rows under a head: people, signatures, numbering, households."""
