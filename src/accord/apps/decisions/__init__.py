"""Decisions: a question, who decides, the options, what was decided and why, and whether it still holds."""
