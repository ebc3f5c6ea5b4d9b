"""What is out of step, from the second reading that says so until the measure has moved."""
