"""What the trail records about series, claims and studies; each docstring is the sentence people read."""
