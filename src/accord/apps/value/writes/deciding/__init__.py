"""Changing releases, challenges, reviews and budgets."""
