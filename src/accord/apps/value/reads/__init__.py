"""Questions about cases, the ledger, effects and what is decided, one subject per file."""
