"""Pages of goals: the tree, one goal, its measures."""
