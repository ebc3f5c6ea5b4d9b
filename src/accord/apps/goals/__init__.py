"""What the business wants, owned by both sides, with measures as series."""
