"""Storey 3: one folder per capability along one street; each imports only what stands below it."""
