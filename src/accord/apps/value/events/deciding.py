"""What the trail records about stages, releases, challenges, reviews and budgets; each docstring is the sentence people read."""
