"""What is refused about rounds, each with the words that people read and the next best thing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from app.db import faults
from app.kernel.errors import Conflict, Forbidden, Unreadable


@dataclass(eq=False)
class NoSchoolThen(Conflict):
    """The day is not an ordinary school day of the year."""

    code: ClassVar[str] = "study/no-school"
    title: ClassVar[str] = "There are no lessons on that day"
    held_on: date

    def __str__(self) -> str:
        return f"{self.held_on:%A %-d %B %Y} is not an ordinary school day. Choose a lesson from the week's grid."


@dataclass(eq=False)
class NoSuchPeriod(Unreadable):
    code: ClassVar[str] = "study/no-such-period"
    title: ClassVar[str] = "The timetable has no such period on that day"
    period: str


@dataclass(eq=False)
class NoSuchSlice(Unreadable):
    """The half hour lies outside the period."""

    code: ClassVar[str] = "study/no-such-half"
    title: ClassVar[str] = "The period has no such half hour"
    slices: int

    def __str__(self) -> str:
        return f"This period has {self.slices} half hours, counted from 0."


class NotOfTheGroup(Conflict):
    """Hosts, observers and coverers are members of the group."""

    code = "study/not-of-the-group"
    title = "Everybody in a round is a member of its group"


@dataclass(eq=False)
class HostNotTeaching(Conflict):
    """A research lesson is a timetabled lesson of its host."""

    code: ClassVar[str] = "study/host-not-teaching"
    title: ClassVar[str] = "The host is not teaching then"
    host_name: str
    held_on: date
    period: str

    def __str__(self) -> str:
        return (
            f"{self.host_name} does not teach on {self.held_on:%a %-d %b}, {self.period}. "
            "A research lesson is one of the host's own lessons: choose one of those."
        )


class ObserverIsHost(Unreadable):
    code = "study/observer-is-host"
    title = "The host cannot observe their own lesson"


class ObserverTwice(Unreadable):
    code = "study/observer-twice"
    title = "Each colleague observes a lesson once"


@dataclass(eq=False)
class NotFreeThen(Conflict):
    """Somebody who is needed is held by something that cannot be given up."""

    code: ClassVar[str] = "study/not-free"
    title: ClassVar[str] = "Somebody is not free then"
    staff_id: UUID
    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name} cannot be there: {self.reason}. Choose the other half, another lesson or a colleague."


class LessonTaken(Conflict):
    """The same lesson is a research lesson already."""

    code = "study/lesson-taken"
    title = "That lesson is a research lesson already"


@dataclass(eq=False)
class DebriefTooEarly(Conflict):
    code: ClassVar[str] = "study/debrief-too-early"
    title: ClassVar[str] = "The debrief comes after the lesson"
    lesson_ends_at: datetime


@dataclass(eq=False)
class DebriefTooLate(Conflict):
    """Evidence fades: a debrief long after the lesson is no debrief of it."""

    code: ClassVar[str] = "study/debrief-too-late"
    title: ClassVar[str] = "The debrief is too long after the lesson"
    school_days_max: int

    def __str__(self) -> str:
        return f"Hold it within {self.school_days_max} school days of the lesson, best on the same or the next day."


class DebriefInBreak(Conflict):
    """DOMAIN R_LUNCH: breaks are nobody's to direct."""

    code = "study/debrief-in-break"
    title = "A debrief is held after school or inside one period, never in a break"


class SkippedHour(Unreadable):
    code = "study/skipped-hour"
    title = "The clocks go forward then: that time does not exist"


@dataclass(eq=False)
class TooLongAgo(Conflict):
    """Logging is for the last days; older corrections are the CPD lead's."""

    code: ClassVar[str] = "study/too-long-ago"
    title: ClassVar[str] = "That is too long ago to plan"
    days_max: int

    def __str__(self) -> str:
        return f"A lesson of the last {self.days_max} days can still be entered; ask the CPD lead about older ones."


class CoverTooLate(Conflict):
    """Nobody can agree to cover a lesson that is over."""

    code = "study/cover-too-late"
    title = "That lesson is over, so nobody can be asked to cover; log the minutes in My time, with the reason"


@dataclass(eq=False)
class RoundNotYet(Conflict):
    """Minutes are spent when they have been used."""

    code: ClassVar[str] = "study/too-early"
    title: ClassVar[str] = "It has not taken place yet"
    from_at: datetime


class CoverOpen(Conflict):
    """Nobody has agreed to take the observer's class."""

    code = "study/cover-open"
    title = "Your class has no cover yet, so you cannot have been there; settle the cover first"


@dataclass(eq=False)
class RoundClosed(Conflict):
    """The round is past the state in which this can be done."""

    code: ClassVar[str] = "study/round-closed"
    title: ClassVar[str] = "The round cannot be changed any more"
    state: str

    def __str__(self) -> str:
        return f"It is {self.state} now."


class NotYours(Forbidden):
    """People log their own time."""

    code = "study/not-yours"
    title = "Only the person themselves can log that"


faults.means(
    LessonTaken,
    "uq_study_round_lesson",
    "unique study_round.school_id, study_round.host_id, study_round.held_on, study_round.period",
)
