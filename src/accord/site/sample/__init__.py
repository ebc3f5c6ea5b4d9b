"""The sample organisation: a story with planted truths, told through the same writes that people use."""
