"""Accord keeps business and IT in step on AI: record, measure, show the gap, close it."""

__version__ = "0.1.0"
