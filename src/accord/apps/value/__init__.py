"""What an initiative is worth: its case, its ledger, what it really caused, and what is released for it."""
