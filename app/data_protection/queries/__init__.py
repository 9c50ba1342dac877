"""Reads across all modules: about one person, about a stretch of time, about everybody's ways in."""
