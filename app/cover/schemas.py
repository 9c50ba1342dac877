"""What travels over HTTP about cover."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from app.cover.rules import AskState, CoverKind, CoverState
from app.web.bodies import Body, Line, Out, WallTime


class AskOut(Out):
    """For members of the group only: leaders never see who declined."""

    staff_id: UUID
    name: str
    state: AskState


class CoverSlotOut(Out):
    """Half a period in which a colleague's class needs somebody."""

    id: UUID
    round_id: UUID
    group_id: UUID
    group_name: str
    state: CoverState
    kind: CoverKind
    held_on: date
    period: str
    start: WallTime
    end: WallTime
    class_name: str
    subject: str
    room: str
    released_id: UUID
    released_name: str
    coverer_id: UUID | None
    coverer_name: str | None
    arrangement: str
    """What the cover lead arranged, in their words; empty for mutual cover."""
    focus: str
    """The group's shared focus, so that covering is learning too."""
    minutes: int
    asks: list[AskOut]
    """Empty unless you are a member of the group."""
    asked_at: datetime | None
    version: int


class AskIn(Body):
    staff_ids: list[UUID] = Field(min_length=1, max_length=20)


class ArrangeIn(Body):
    arrangement: Line
    """For instance "Cover supervisor" or "Supply, Tuesday". No reason why is asked for or kept."""


class BalanceOut(Out):
    """Minutes of mutual cover given and received: a balance, never a ranking."""

    staff_id: UUID
    name: str
    given_minutes: int
    received_minutes: int
