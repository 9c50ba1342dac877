"""Findings and the learning fair."""
