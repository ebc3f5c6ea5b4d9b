"""Pages of gaps: what is out of step, one gap, and what can be done with it."""
