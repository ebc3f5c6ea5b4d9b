"""Questions about releases, challenges, reviews and budgets."""
