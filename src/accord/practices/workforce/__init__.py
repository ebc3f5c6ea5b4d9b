"""Practices of the workforce."""
