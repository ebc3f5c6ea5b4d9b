"""What people type about cases, postings, series and releases, read into values; one subject per file."""
