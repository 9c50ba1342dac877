"""Cover on paper: who may stand in, and through which states a need goes (DOMAIN 3.3)."""

from enum import StrEnum


class CoverKind(StrEnum):
    """MUTUAL: a colleague in the group. RESIDUAL: what the group could not meet."""

    MUTUAL = "mutual"
    RESIDUAL = "residual"


class CoverState(StrEnum):
    NEEDED = "needed"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ESCALATED = "escalated"
    ARRANGED = "arranged"
    CANCELLED = "cancelled"
    STALE = "stale"
    DONE = "done"


class AskState(StrEnum):
    """What became of asking one colleague."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"
