"""Holding a list of staff against our own: who is whom, who comes, who goes, what has changed."""

from app.rosters.rules.matching import (
    Change,
    Changed,
    ChangedField,
    Colleague,
    Comparison,
    Doubtful,
    Leaver,
    Way,
    changes_of,
    compare,
)

__all__ = [
    "Change",
    "Changed",
    "ChangedField",
    "Colleague",
    "Comparison",
    "Doubtful",
    "Leaver",
    "Way",
    "changes_of",
    "compare",
]
