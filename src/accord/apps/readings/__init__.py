"""What the engine measured on the records, with its history."""
