"""What initiatives caused as pages and pictures."""
