"""Promises: what somebody said they will do, by when, and what became of it."""
