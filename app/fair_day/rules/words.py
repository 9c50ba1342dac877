"""A learning fair, on paper (DOMAIN 3.10): formats of talks with their minutes."""

from enum import StrEnum


class FairState(StrEnum):
    PLANNED = "planned"
    """Being put together: only leads see the programme."""
    OPEN = "open"
    """The programme is out; on the day stalls are visited."""
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SlotKind(StrEnum):
    STALL = "stall"
    NANO = "nano"
    MICRO = "micro"
    SOAPBOX = "soapbox"


TALK_MINUTES = {SlotKind.NANO: 2, SlotKind.MICRO: 7, SlotKind.SOAPBOX: 15}
"""A TeachMeet's formats; stalls stand as long as their market lasts."""
TALKS = tuple(TALK_MINUTES)
STAMPS_MIN = 5
"""Fewer visitors of one stall than this are not counted out loud: colleagues would know who is meant (DOMAIN 3.9)."""
GAP_MINUTES = 1
"""Between two talks in one room, so that one can leave and the next can plug in."""


class Size(StrEnum):
    """A poster's paper."""

    A3 = "a3"
    A1 = "a1"


class PostersState(StrEnum):
    """How far the making of all posters is."""

    NONE = "none"
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
