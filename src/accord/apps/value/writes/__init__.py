"""Changing cases, the ledger, effects and what is decided: the only door for pages, API, jobs and imports."""
