"""My turn: the one place a busy person needs."""
