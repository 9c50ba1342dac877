"""What is refused about communities and open lessons, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.communities.rules import LEADERS, SCHOOLS_MAX
from app.db import faults
from app.kernel.errors import Conflict

FIELD_WORDS = {
    "name": "the name", "title": "the title", "focus": "the focus", "about": "what it is about", "text": "the text",
    "where_held": "the place", "reason": "the reason", "note": "your word to the host", "workshop": "the workshop",
    "application": "the application", "evaluation": "the evaluation",
}  # fmt: skip
"""The parts of a community and an open lesson, as their screens call them."""


class NoTrustToOpenTo(Conflict):
    """A school outside any trust has no trust to open something to."""

    code = "communities/no-trust"
    title = "Your school belongs to no trust: open it to every school instead"


class StepsOutOfOrder(Conflict):
    """A community has a workshop, then its application, then an evaluation."""

    code = "communities/steps-out-of-order"
    title = "Give a day to the workshop, to its application after it, and to the evaluation after both"


class LeadersNeeded(Conflict):
    """Each school sends two different people who work there."""

    code = "communities/leaders-needed"
    title = f"Choose {LEADERS} different colleagues who work at your school"


class AlreadyInCommunity(Conflict):
    """A school has one place in a community."""

    code = "communities/already-in"
    title = "Your school is in this community already"


class NotInCommunity(Conflict):
    """Only the schools in a community lead and report in it."""

    code = "communities/not-in"
    title = "Your school is not in this community; ask a lead to join it first"


@dataclass(eq=False)
class CommunityFull(Conflict):
    """More schools than six make no community."""

    code: ClassVar[str] = "communities/full"
    title: ClassVar[str] = "All places in this community are taken"
    schools_max: int = SCHOOLS_MAX

    def __str__(self) -> str:
        return f"{self.schools_max} schools are in it. Begin another community, or ask when one ends."


class CommunityClosed(Conflict):
    """A community that has ended stays to be read."""

    code = "communities/closed"
    title = "This community has ended; what it found stays to be read"


class HostStays(Conflict):
    """The school that began a community keeps it until it ends."""

    code = "communities/host-stays"
    title = "Your school began this community: end it instead of leaving it"


class OwnLesson(Conflict):
    """Places are for other schools; colleagues simply come."""

    code = "communities/own-lesson"
    title = "It is held at your own school: you need no place to come"


class LessonCancelled(Conflict):
    """Nobody visits what is not held."""

    code = "communities/cancelled"
    title = "It has been cancelled; look for another one"


class LessonBegun(Conflict):
    """Places are booked, freed and changed until it begins."""

    code = "communities/begun"
    title = "It has begun already; speak with the school that holds it"


@dataclass(eq=False)
class NoPlaceLeft(Conflict):
    """Every place has one visitor."""

    code: ClassVar[str] = "communities/no-place-left"
    title: ClassVar[str] = "Every place is taken"
    places: int

    def __str__(self) -> str:
        return f"All {self.places} places are taken. Look again later: a place that somebody frees is shown at once."


class AlreadyBooked(Conflict):
    """One person, one place."""

    code = "communities/already-booked"
    title = "That person has a place already"


@dataclass(eq=False)
class PlacesOnlyGrow(Conflict):
    """A place that was offered may be taken at this very moment."""

    code: ClassVar[str] = "communities/places-only-grow"
    title: ClassVar[str] = "Places that were offered are not taken away again"
    places: int

    def __str__(self) -> str:
        return f"Keep at least the {self.places} that are offered, or cancel it and open another with fewer."


@dataclass(eq=False)
class VisitorsCome(Conflict):
    """Whoever has booked comes at the time they booked for."""

    code: ClassVar[str] = "communities/visitors-come"
    title: ClassVar[str] = "Visitors have booked for this time already"
    visitors: int

    def __str__(self) -> str:
        return f"{self.visitors} would come at the old time. Cancel it with a reason, and open another at the new time."


@dataclass(eq=False)
class NamesAPupilToOthers(Conflict):
    """Other schools read this, so no pupil is named in it."""

    code: ClassVar[str] = "communities/names-a-pupil"
    title: ClassVar[str] = "Other schools would read a pupil's name"
    field: str
    word: str

    def __str__(self) -> str:
        return f"Write a label (A, B or C) instead of {self.word} in {FIELD_WORDS[self.field]}."


faults.means(
    AlreadyInCommunity, "uq_community_member_school",
    "unique community_member.school_id, community_member.community_id",
)  # fmt: skip
faults.means(
    AlreadyBooked, "uq_open_booking_person",
    "unique open_booking.school_id, open_booking.lesson_id, open_booking.staff_id",
)  # fmt: skip
