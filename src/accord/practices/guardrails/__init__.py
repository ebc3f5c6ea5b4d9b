"""Practices of experiments inside guardrails."""
