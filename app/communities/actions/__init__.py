"""Writes about what schools do together."""
