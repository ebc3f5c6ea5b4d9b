"""What we do about the goals: initiatives with their stages, goals served, milestones and money."""
