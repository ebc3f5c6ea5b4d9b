"""Practices of learning: what follows from what was found, asked and promised."""
