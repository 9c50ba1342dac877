"""Reads of whom something may be told to, by which ways, and when."""

from app.notices.queries.choices import (
    choice_of,
    choices_of,
    is_here,
    own_choices,
    own_quiet,
    quiet_of,
    waiting_ways,
)
from app.notices.queries.links import one_click_link
from app.notices.queries.readers import Reader, lead_ids, readers, still_for, zone_of

__all__ = [
    "Reader",
    "choice_of",
    "choices_of",
    "is_here",
    "lead_ids",
    "one_click_link",
    "own_choices",
    "own_quiet",
    "quiet_of",
    "readers",
    "still_for",
    "waiting_ways",
    "zone_of",
]
