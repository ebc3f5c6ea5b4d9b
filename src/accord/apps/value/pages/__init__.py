"""HTTP to one read or one write and a template, one subject per file."""
