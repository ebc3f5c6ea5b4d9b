"""Meetings: where records meet people: an agenda with evidence, an outcome for each item, nothing lost."""
