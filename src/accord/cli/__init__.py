"""Storey 6: the `accord` command."""
