"""Practices about money and value."""
