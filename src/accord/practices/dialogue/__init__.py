"""Practices of dialogue."""
