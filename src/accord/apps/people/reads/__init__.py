"""Answers about departments, persons, roles, one's own account and invitations."""
