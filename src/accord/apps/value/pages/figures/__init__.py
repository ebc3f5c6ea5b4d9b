"""What a case may come to as pages and pictures."""
