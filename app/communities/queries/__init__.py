"""Reads about what schools do together."""
