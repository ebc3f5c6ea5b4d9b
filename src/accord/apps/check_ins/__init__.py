"""Check-ins: short, asynchronous, signed by one side and acknowledged by the other."""
