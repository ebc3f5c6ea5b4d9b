"""Releases, challenges, reviews and budgets as pages."""
