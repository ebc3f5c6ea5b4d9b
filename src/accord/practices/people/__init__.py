"""Practices of the people around an initiative."""
