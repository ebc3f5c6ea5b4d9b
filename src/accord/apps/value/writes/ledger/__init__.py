"""Changing the ledger."""
