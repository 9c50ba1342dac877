"""Kenkyu: professional learning communities and lesson study, planned into protected time."""
