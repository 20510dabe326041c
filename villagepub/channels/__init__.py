"""Channels: one module a kind, with what it is called, sends, learns and asks."""
