"""What is refused about directed time, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from app.db import faults
from app.kernel.errors import Conflict, Unreadable

NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OverBy:
    """Who would be over their cap, and by how much."""

    staff_id: UUID
    name: str
    over_minutes: int


@dataclass(eq=False)
class OverCap(Conflict):
    """R_CAP: an event would take somebody over their cap who was not over it. Reaching it exactly is allowed."""

    code: ClassVar[str] = "working-time/over-cap"
    title: ClassVar[str] = "Somebody would have more directed time than their cap"
    people: list[OverBy]

    def __str__(self) -> str:
        shown = ", ".join(f"{one.name} by {one.over_minutes} minutes" for one in self.people[:NAMES_SHOWN])
        more = len(self.people) - NAMES_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        return f"Over the cap: {shown}{rest}. Make it shorter, invite fewer people, or take contingency or events away."


@dataclass(eq=False)
class NoSuchProfile(Unreadable):
    """The profile or edition is not in the data."""

    code: ClassVar[str] = "working-time/no-such-profile"
    title: ClassVar[str] = "There are no such working-time rules"
    profile: str
    edition: str

    def __str__(self) -> str:
        return f"There is no edition {self.edition} of {self.profile}. Choose one of the list of profiles."


@dataclass(eq=False)
class FigureOutOfBounds(Unreadable):
    """A figure can be varied, but not to anything."""

    code: ClassVar[str] = "working-time/figure-out-of-bounds"
    title: ClassVar[str] = "That figure cannot be so much or so little"
    least: int
    most: int

    def __str__(self) -> str:
        return f"Choose a whole number from {self.least} to {self.most}; both are allowed."


class NoFigure(Conflict):
    """The profile that counts does not have the figure at all."""

    code = "working-time/no-figure"
    title = "These working-time rules have no such figure: choose the profile that has it first"


class NotVaried(Conflict):
    """Only what was varied can go back to the edition's figure."""

    code = "working-time/not-varied"
    title = "That figure is already as the edition says"


class NothingChosen(Conflict):
    """What is varied or published has to be chosen first."""

    code = "working-time/nothing-chosen"
    title = "Choose this year's working-time rules first, even if they are the default ones"


@dataclass(eq=False)
class DayOutsideYear(Conflict):
    """Events of a school year are held in it."""

    code: ClassVar[str] = "working-time/outside-year"
    title: ClassVar[str] = "That day is not in this school year"
    starts_on: date
    ends_on: date

    def __str__(self) -> str:
        return f"The school year runs from {self.starts_on:%d %B %Y} to {self.ends_on:%d %B %Y}. Choose a day in it."


@dataclass(eq=False)
class NotASchoolDay(Conflict):
    """Nobody is directed at weekends, in holidays or when the school is closed."""

    code: ClassVar[str] = "working-time/not-a-school-day"
    title: ClassVar[str] = "That day is not a school day"
    held_on: date
    why: str

    def __str__(self) -> str:
        return f"{self.held_on:%A %d %B %Y} is {self.why}. Choose a school day, or change the school's calendar first."


@dataclass(eq=False)
class NoSuchTime(Unreadable):
    """The clocks skip that time on that day."""

    code: ClassVar[str] = "working-time/no-such-time"
    title: ClassVar[str] = "The clocks go forward then: that time does not exist"
    held_on: date
    at: str

    def __str__(self) -> str:
        return f"{self.at} does not exist on {self.held_on:%d %B %Y}: the clocks go forward. Choose another time."


class EndsAfterMidnight(Unreadable):
    """An event is held on one day."""

    code = "working-time/ends-after-midnight"
    title = "That would end after midnight: start earlier, or make it shorter"


@dataclass(eq=False)
class NotAnInsetDay(Conflict):
    """INSET events and splits belong to the INSET days of the calendar."""

    code: ClassVar[str] = "working-time/not-an-inset-day"
    title: ClassVar[str] = "That is not an INSET day of the school's calendar"
    held_on: date

    def __str__(self) -> str:
        return f"{self.held_on:%d %B %Y} is no INSET day. Make it one in the school year first, or choose one that is."


class InsetDayTaken(Conflict):
    """An INSET day has one event at most."""

    code = "working-time/inset-day-taken"
    title = "That INSET day has its event already: change that one, or cancel it"


class InsetDaySplit(Conflict):
    """An INSET day is split once."""

    code = "working-time/already-split"
    title = "That INSET day is split into twilights already: cancel the split first"


@dataclass(eq=False)
class SplitDoesNotSumUp(Conflict):
    """Twilights in place of an INSET day are together as long as the day. Not a minute more or less."""

    code: ClassVar[str] = "working-time/split-does-not-sum-up"
    title: ClassVar[str] = "The twilights have to be as long as the INSET day together"
    minutes: int
    minutes_needed: int

    def __str__(self) -> str:
        differ = self.minutes_needed - self.minutes
        more = f"{differ} minutes more" if differ > 0 else f"{-differ} minutes less"
        return f"They are {self.minutes} minutes, and the INSET day is {self.minutes_needed}: plan {more}."


class PartOfASplit(Conflict):
    """What was agreed as a whole is changed as a whole."""

    code = "working-time/part-of-a-split"
    title = "This twilight stands for part of an INSET day: move it, or cancel the INSET day's split as a whole"


@dataclass(eq=False)
class TooManyEvents(Conflict):
    """A year's calendar is something that people read."""

    code: ClassVar[str] = "working-time/too-many-events"
    title: ClassVar[str] = "The year has as many directed events as a calendar can hold"
    events_max: int

    def __str__(self) -> str:
        return f"A year has at most {self.events_max} events. Cancel some that are not needed."


class EventCancelled(Conflict):
    """What was cancelled stays cancelled."""

    code = "working-time/event-cancelled"
    title = "That event was cancelled: add a new one"


@dataclass(eq=False)
class NotWorkingHere(Conflict):
    """Somebody named does not work at the school on that day: a leaver, a joiner still to come, or a guest."""

    code: ClassVar[str] = "working-time/not-working-here"
    title: ClassVar[str] = "Somebody named does not work here on that day"
    staff_ids: list[UUID]
    names: list[str]

    def __str__(self) -> str:
        return (
            f"Not at the school on that day: {', '.join(self.names[:NAMES_SHOWN])}. Leave them out, or change the day."
        )


@dataclass(eq=False)
class AtLunch(Conflict):
    """R_LUNCH: everybody has a break between the sessions, and is not directed in it."""

    code: ClassVar[str] = "working-time/at-lunch"
    title: ClassVar[str] = "That is the lunch break, in which nobody is directed"
    lunch_starts: str
    lunch_ends: str

    def __str__(self) -> str:
        return f"The lunch break is from {self.lunch_starts} to {self.lunch_ends} that day. End before or start after."


@dataclass(eq=False)
class NotSixHalfTerms(Conflict):
    """Twilights are planned one a half-term."""

    code: ClassVar[str] = "working-time/not-enough-half-terms"
    title: ClassVar[str] = "The year has too few half-terms for one twilight in each"
    half_terms: int
    half_terms_needed: int

    def __str__(self) -> str:
        return (
            f"{self.half_terms} half-terms have a school day on that weekday, and {self.half_terms_needed} are needed. "
            "Choose another weekday, or change the school year."
        )


class TwilightsPlanned(Conflict):
    """The year's twilights are planned once; each can then be moved or cancelled."""

    code = "working-time/twilights-planned"
    title = "This year has twilights already: move or cancel those, or add one by itself"


class DirectedAnyway(Conflict):
    """Who is directed to an event does not volunteer for it."""

    code = "working-time/directed-anyway"
    title = "They are directed to this event: it counts in their directed time, and there is nothing to volunteer for"


class VolunteeredAlready(Conflict):
    """One attendance each."""

    code = "working-time/volunteered-already"
    title = "They have volunteered for this already"


faults.means(
    InsetDayTaken, "uq_directed_event_inset", "unique directed_event.school_id, directed_event.held_on"
)  # fmt: skip
faults.means(
    VolunteeredAlready, "uq_voluntary_attendance_live",
    "unique voluntary_attendance.school_id, voluntary_attendance.event_id, voluntary_attendance.staff_id",
)  # fmt: skip
