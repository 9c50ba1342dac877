"""What a calendar can be of, and how many there are."""

from enum import StrEnum


class CalendarKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    FAIR = "fair"


ADDRESSES_MAX = 20
"""Of one person, revoked ones not counted: a phone, a computer and each group of theirs."""
EVENTS_MAX = 2_000
"""In one calendar. A year of one busy person is some 300; beyond that the oldest are left out."""
ALARM_MINUTES = 15
"""How long before a thing a program rings, when it is to."""
