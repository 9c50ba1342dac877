"""What travels over HTTP about lists of staff."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.rosters.importers.understanding import LeavingReason
from app.rosters.rules import ChangedField, Way
from app.timetable.schemas import ProblemSeen
from app.web.bodies import Body, Flag, Out, SchoolDate

PEOPLE_MAX = 2_000
Row = Annotated[int, Strict(), Field(ge=0, lt=PEOPLE_MAX)]
"""A place in the list, from 0."""


class RosterGroup(StrEnum):
    """What a list means for somebody. `only_here` are colleagues of whom it says nothing."""

    JOINERS = "joiners"
    LEAVERS = "leavers"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    SAME = "same"
    ONLY_HERE = "only_here"
    PASSED_OVER = "passed_over"


class RosterImportOut(Out):
    """A list that was read: what it would change. Nothing has until it is taken over."""

    id: UUID
    file_names: list[str]
    source: str
    names_everybody: bool
    """False where the list holds only what has changed: then nobody leaves by not being in it."""
    listed_count: int
    others_count: int
    """Pupils, parents and others who were passed over; nothing of them is kept."""
    group_counts: dict[RosterGroup, int]
    may_be_partial: bool
    """True when so many would leave that one should see whether the list is whole."""
    problem_count: int
    problems: list[ProblemSeen]
    """The first hundred; warnings first."""
    created_at: datetime
    committed_at: datetime | None


class RosterChange(Out):
    """What the list says otherwise; empty is nothing said."""

    field: ChangedField
    before: str
    after: str


class RosterCandidate(Out):
    """A colleague whom somebody in the list may be."""

    staff_id: UUID
    name: str
    code: str
    department: str


class RosterLine(Out):
    """One person: as the list names them, and as we do. Null or empty is what is not said."""

    group: RosterGroup
    row: int | None
    file: str
    line: int | None
    name: str
    code: str
    email: str
    department: str
    fte_percent: int | None
    joined_on: date | None
    left_on: date | None
    class_count: int | None
    staff_id: UUID | None
    staff_name: str | None
    way: Way | None
    reason: LeavingReason | None
    changes: list[RosterChange]
    candidates: list[RosterCandidate]


class RosterWord(Body):
    """Who somebody in doubt is: a colleague, or with `staff_id` null somebody new; or they are left out."""

    row: Row
    staff_id: UUID | None
    leave_out: Flag = False


class RosterLeaver(Body):
    """Whose last day is when."""

    staff_id: UUID
    left_on: SchoolDate


class RosterUntaken(Body):
    """Changes of one person that are not taken."""

    row: Row
    fields: list[ChangedField] = Field(min_length=1, max_length=len(ChangedField))


class RosterCommit(Body):
    """What a person says to a list: every doubt is answered, and only the leavers that are named leave."""

    words: list[RosterWord] = Field(default_factory=list, max_length=PEOPLE_MAX)
    leavers: list[RosterLeaver] = Field(default_factory=list, max_length=PEOPLE_MAX)
    joiners_left_out: list[Row] = Field(default_factory=list, max_length=PEOPLE_MAX)
    changes_left_out: list[RosterUntaken] = Field(default_factory=list, max_length=PEOPLE_MAX)
    take_back_minutes: Flag = False
    """Whether what leavers have not placed goes back to the school."""


class StillPlannedWith(Out):
    """A leaver whose minutes stay until what is planned after their last day is called off."""

    staff_id: UUID
    name: str
    minutes: int


class RosterCommitted(Out):
    """What taking a list over did. Nobody was invited and nothing was deleted."""

    id: UUID
    joined: int
    left: int
    changed: int
    known_by_id: int
    """Colleagues whose id in the list is now kept, so that they are known by it next time."""
    taken_back_minutes: int
    still_planned: list[StillPlannedWith]
    committed_at: datetime
