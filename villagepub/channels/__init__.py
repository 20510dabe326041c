"""Channels: what each kind is called, what it sends and how its end is learned."""
