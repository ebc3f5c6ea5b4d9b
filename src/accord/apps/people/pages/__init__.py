"""Pages of people, departments, roles, one's own account and signing in."""
