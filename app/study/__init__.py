"""Rounds of lesson study, and the week as a teacher lives it."""
