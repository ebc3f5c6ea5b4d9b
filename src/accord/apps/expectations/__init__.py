"""Expectations: what each side believes an initiative will bring, sealed until all are revealed together, and judged later."""
