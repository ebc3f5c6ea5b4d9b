"""Reads spreadsheets saved as text (CSV and its relatives) into rows."""
