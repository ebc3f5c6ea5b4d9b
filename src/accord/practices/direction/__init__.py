"""Practices of shared direction."""
