"""Queued work of value: studying what an initiative caused, one subject per file."""
