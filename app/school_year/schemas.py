"""What travels over HTTP about the school's calendar."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.school_year.rules import DayKind
from app.web.bodies import Body, Flag, Line, OptionalLine, Out, SchoolDate


class HalfTermIn(Body):
    starts_on: SchoolDate
    ends_on: SchoolDate


class HalfTermOut(Out):
    position: int
    starts_on: date
    ends_on: date


class ExceptionIn(Body):
    """A weekday of a half-term on which the school does not run as usual."""

    held_on: SchoolDate
    kind: DayKind
    note: OptionalLine = ""


class YearIn(Body):
    """Six half-terms, what is not an ordinary day, and how the timetable's days repeat."""

    name: Line
    half_terms: list[HalfTermIn] = Field(min_length=6, max_length=6)
    exceptions: list[ExceptionIn] = Field(default_factory=list, max_length=200)
    cycle_days: list[Line] = Field(min_length=1, max_length=30)
    """Names in order, e.g. Monday..Friday, or "A Monday".."B Friday", or "Day 1".."Day 6"."""
    cycle_follows_weekdays: Flag = True
    """True: cycle days are whole weeks of five (weeks A/B alternate over school weeks). False: each
    ordinary day takes the next cycle day."""
    starts_with_week: Annotated[int, Strict(), Field(ge=1, le=6)] = 1


class YearOut(Out):
    id: UUID
    name: str
    starts_on: date
    ends_on: date
    half_terms: list[HalfTermOut]
    cycle_days: list[str]
    cycle_follows_weekdays: bool
    starts_with_week: int
    ordinary_days: int
    inset_days: int
    is_current: bool
    version: int


class SchoolDayOut(Out):
    held_on: date
    kind: DayKind
    cycle_day: str | None
    half_term: int | None
    note: str
