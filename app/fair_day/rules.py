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
