"""Cases as pages."""
