"""Pages of initiatives: the list, one, and a page for each thing that can be changed on it."""
