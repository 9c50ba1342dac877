"""What is refused about meetings, each with the words that people read and the next best thing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.errors import Conflict, Unreadable
from app.meetings.rules import MeetingState


@dataclass(eq=False)
class NoSchoolForMeeting(Conflict):
    """Directed time lies on school days and INSET days."""

    code: ClassVar[str] = "meetings/no-school"
    title: ClassVar[str] = "That is no school day"
    held_on: date

    def __str__(self) -> str:
        return f"{self.held_on:%A %-d %B %Y} is no school day. Choose another day, or make the meeting voluntary."


class MeetingInBreak(Conflict):
    """DOMAIN R_LUNCH: breaks are nobody's to direct."""

    code = "meetings/in-break"
    title = "A meeting is held after school, on an INSET day or inside one period, never in a break"

    def __str__(self) -> str:
        return "Choose a time after school or inside one period, or make the meeting voluntary."


class MeetingSkippedHour(Unreadable):
    code = "meetings/skipped-hour"
    title = "The clocks go forward then: that time does not exist"


@dataclass(eq=False)
class MeetingTooLongAgo(Conflict):
    """Older minutes are entered by the CPD lead."""

    code: ClassVar[str] = "meetings/too-long-ago"
    title: ClassVar[str] = "That is too long ago"
    earliest: date

    def __str__(self) -> str:
        return f"Meetings from {self.earliest:%-d %B} on can still be entered; ask the CPD lead about older ones."


@dataclass(eq=False)
class NotFreeForMeeting(Conflict):
    """Somebody who is expected is held by something else."""

    code: ClassVar[str] = "meetings/not-free"
    title: ClassVar[str] = "Somebody is not free then"
    staff_id: UUID
    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name} cannot be there: {self.reason}. Choose another time, or meet without them."


class NotOfTheMeeting(Conflict):
    """Who is expected, and who promises something, belongs to the group."""

    code = "meetings/not-of-the-group"
    title = "Everybody in a meeting is a member of its group"


@dataclass(eq=False)
class EventDoesNotFit(Conflict):
    """A meeting inside a twilight or INSET day takes place while that does."""

    code: ClassVar[str] = "meetings/event-does-not-fit"
    title: ClassVar[str] = "The meeting does not lie inside that event of the calendar"
    event_title: str
    held_on: date
    starts: str
    ends: str

    def __str__(self) -> str:
        return f"{self.event_title} is on {self.held_on:%-d %B %Y} from {self.starts} to {self.ends}."


@dataclass(eq=False)
class MeetingClosed(Conflict):
    """What was held or called off keeps its time and its people."""

    code: ClassVar[str] = "meetings/closed"
    title: ClassVar[str] = "That cannot be changed any more"
    state: MeetingState

    def __str__(self) -> str:
        if self.state == MeetingState.HELD:
            return "The meeting was held: title, agenda and record can be put right, its time and people cannot."
        return "The meeting was called off. Plan another one."


@dataclass(eq=False)
class MeetingNotYet(Conflict):
    """Minutes are spent when they have been used."""

    code: ClassVar[str] = "meetings/too-early"
    title: ClassVar[str] = "The meeting has not begun yet"
    from_at: datetime


class SeatsDoNotFit(Conflict):
    """Of everybody who was expected it is said whether they came."""

    code = "meetings/seats-do-not-fit"
    title = "Say of everybody who was expected, once each, whether they came"


@dataclass(eq=False)
class TooManyActions(Conflict):
    code: ClassVar[str] = "meetings/too-many-actions"
    title: ClassVar[str] = "That is more than one meeting can agree"
    actions_max: int


class ActionDiffers(Conflict):
    """The id belongs to another action."""

    code = "meetings/action-differs"
    title = "That was saved already, with another text"
