"""Changing series, claims, studies and credits."""
