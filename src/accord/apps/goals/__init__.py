"""What the business wants: goals as a tree, owned by business and IT together, with measures as series."""
