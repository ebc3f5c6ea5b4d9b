"""Notices: what people are told, how often and how, and the signed links by which they answer from mail."""
