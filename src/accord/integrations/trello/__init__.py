"""Reads a Trello board, exported as JSON, into records: one for each card."""
