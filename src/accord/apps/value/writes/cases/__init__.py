"""Changing cases."""
