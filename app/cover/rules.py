"""Cover on paper: who may stand in, and through which states a need goes (DOMAIN 3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class CoverKind(StrEnum):
    """MUTUAL: a colleague in the group. EXCHANGE: one of another group. RESIDUAL: what colleagues could not meet."""

    MUTUAL = "mutual"
    EXCHANGE = "exchange"
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


OPEN = frozenset({CoverState.NEEDED, CoverState.OFFERED, CoverState.ESCALATED})
"""Nobody stands in yet: a colleague may still accept, whether the cover lead knows of it or not."""
AGREED = frozenset({CoverState.ACCEPTED, CoverState.DONE})
"""A colleague has agreed to stand in: what counts as given and received."""
ARRANGEABLE = OPEN | {CoverState.ARRANGED}
"""The cover lead may change what they arranged, but never takes cover away from somebody who agreed."""
REPLANNABLE = OPEN | {CoverState.ACCEPTED}
"""A repaired plan may ask somebody else, but never undoes what the cover lead has arranged."""
CLOSED = frozenset({CoverState.CANCELLED, CoverState.STALE})
LIVING = frozenset(CoverState) - CLOSED - {CoverState.DONE}
"""What goes when its round goes. What was done stays done."""


@dataclass(frozen=True, slots=True)
class Need:
    """Half a period in which a released teacher's class needs somebody."""

    group_id: UUID
    round_id: UUID
    released_id: UUID
    held_on: date
    period: str
    slice: int
    starts_at: datetime
    ends_at: datetime
    minutes: int
    class_name: str
    subject: str = ""
    room: str = ""
    ask_ids: tuple[UUID, ...] = ()
    """Colleagues to ask: of the group, or of others where *kind* is EXCHANGE. Empty: the cover lead is asked."""
    kind: CoverKind = CoverKind.MUTUAL


def state_after_asking(asks: Iterable[AskState]) -> CoverState:
    """OFFERED while anybody's answer is awaited, else ESCALATED: nobody left to ask is the cover lead's to know."""
    return CoverState.OFFERED if AskState.ASKED in set(asks) else CoverState.ESCALATED
