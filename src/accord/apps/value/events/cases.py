"""What the trail records about cases, their versions, signatures and rates; each docstring is the sentence people read."""
