"""Work that takes more than a moment: queued, retried, with progress, and on a schedule."""
