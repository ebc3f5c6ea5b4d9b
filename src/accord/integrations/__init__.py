"""Storey 4: one deletable folder per outside system; each only turns a source into rows."""
