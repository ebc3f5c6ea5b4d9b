"""Rows of cases, claims, reviews and budgets for the snapshot, one table per file."""
