"""Practices of delivery and trust."""
