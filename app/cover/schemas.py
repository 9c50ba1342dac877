"""What travels over HTTP about cover."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from app.cover.rules import AskState, CoverKind, CoverState
from app.kernel.signed import TOKEN_MAX
from app.web.bodies import Body, Line, Out, Plain, WallTime


class CoverExport(StrEnum):
    """What of cover goes into a file: what nobody covers yet, or everything that is still to be or was covered."""

    OPEN = "open"
    ALL = "all"


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


class CoverLinkIn(Body):
    secret: Plain = Field(min_length=1, max_length=TOKEN_MAX)


class CoverAnswerIn(CoverLinkIn):
    answer: Literal["accept", "decline"]


class CoverQuestionOut(Out):
    """What somebody is asked by a link in their mail, and where it stands."""

    name: str
    """Who is asked."""
    released_name: str
    class_name: str
    subject: str
    room: str
    day: str
    """Such as "Tuesday 24 November"."""
    start: WallTime
    end: WallTime
    period: str
    minutes: int
    state: Literal["open", "accepted", "declined", "taken", "gone", "over"]
    """open: an answer is awaited; taken: a colleague was quicker, or cover is arranged; gone: the round does not take
    place; over: the lesson has begun."""
