"""What the trail records about the ledger, postings and months; each docstring is the sentence people read."""
