"""What is refused about learning fairs, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import faults
from app.fair_day.rules import FairState
from app.kernel.errors import Conflict, TooMany, Unreadable
from app.plc.rules import listed


class PresenterInTwoPlaces(Conflict):
    """Nobody is at a stall and gives a talk at once, nor two of either."""

    code = "fair-day/presenter-in-two-places"
    title = "A presenter would be in two places at once"

    def __str__(self) -> str:
        return "Choose another author for one of the two, or another time."


class RoomTaken(Conflict):
    """One talk at a time in a room."""

    code = "fair-day/room-taken"
    title = "There is another talk in that room then"

    def __str__(self) -> str:
        return "Choose another room or time, or leave the start out: then it is the next that is free."


@dataclass(eq=False)
class NotAccepted(Conflict):
    """A fair shows what a lead has accepted for safeguarding, and nothing else."""

    code: ClassVar[str] = "fair-day/not-accepted"
    title: ClassVar[str] = "That finding has not been accepted for the fair"
    titles: list[str]

    def __str__(self) -> str:
        return f"Accept {listed(self.titles)} first, in the list of findings to accept."


@dataclass(eq=False)
class ForItsGroup(Conflict):
    """What is for its group alone is shown to nobody else."""

    code: ClassVar[str] = "fair-day/for-its-group"
    title: ClassVar[str] = "That finding is for its group alone"
    titles: list[str]

    def __str__(self) -> str:
        return f"Ask the authors of {listed(self.titles)} to share it with the school, or leave it out."


@dataclass(eq=False)
class RoomFull(Conflict):
    """A room holds as many stalls as it was said to, and talks until the fair ends."""

    code: ClassVar[str] = "fair-day/room-full"
    title: ClassVar[str] = "There is no place left in that room"
    room: str

    def __str__(self) -> str:
        return f"{self.room} is full. Choose another room, give it more stalls, or let the fair end later."


@dataclass(eq=False)
class OutsideTheFair(Conflict):
    """What stands or is told does so while the fair lasts. To begin and end with it exactly is allowed."""

    code: ClassVar[str] = "fair-day/outside-the-fair"
    title: ClassVar[str] = "That is outside the fair's hours"
    starts: str
    ends: str

    def __str__(self) -> str:
        return f"The fair is from {self.starts} to {self.ends}. Choose a time within, or change the fair's hours."


@dataclass(eq=False)
class PresenterNotAnAuthor(Conflict):
    """A finding is presented by those who wrote it."""

    code: ClassVar[str] = "fair-day/not-an-author"
    title: ClassVar[str] = "Only authors present a finding"
    authors: list[str]

    def __str__(self) -> str:
        return f"Choose from its authors: {listed(self.authors)}."


class ShownTwice(Conflict):
    """A finding has one stall at a fair, and one talk of each kind."""

    code = "fair-day/shown-twice"
    title = "That finding is in the programme like this already"

    def __str__(self) -> str:
        return "Move the one that is there, or choose another kind of talk."


class NumberTaken(Conflict):
    """Stalls are found by their number."""

    code = "fair-day/number-taken"
    title = "There is a stall with that number"

    def __str__(self) -> str:
        return "Leave the number out: then it is the next that is free."


@dataclass(eq=False)
class FairNotOpen(Conflict):
    """What happens at a fair happens while it is open."""

    code: ClassVar[str] = "fair-day/not-open"
    title: ClassVar[str] = "The fair is not open"
    state: FairState

    def __str__(self) -> str:
        if self.state == FairState.PLANNED:
            return "It is still being planned. Open it first: then everybody sees the programme."
        return "It is over." if self.state == FairState.CLOSED else "It was cancelled."


@dataclass(eq=False)
class FairOver(Conflict):
    """The programme of a fair that was closed or cancelled stays as it was."""

    code: ClassVar[str] = "fair-day/over"
    title: ClassVar[str] = "That fair is over"
    state: FairState

    def __str__(self) -> str:
        return f"It was {self.state}. Plan a new fair instead."


@dataclass(eq=False)
class FairNotPlanned(Conflict):
    """A fair is opened once."""

    code: ClassVar[str] = "fair-day/not-planned"
    title: ClassVar[str] = "Only a fair that is being planned can be opened"
    state: FairState


class NothingToShow(Conflict):
    """Whoever opens a programme finds something in it."""

    code = "fair-day/nothing-to-show"
    title = "The programme is empty"

    def __str__(self) -> str:
        return "Place at least one stall or talk, then open the fair."


@dataclass(eq=False)
class FairNotToday(Conflict):
    """Stamps, talks and attendance are of the day itself."""

    code: ClassVar[str] = "fair-day/not-today"
    title: ClassVar[str] = "The fair is on another day"
    held_on: date

    def __str__(self) -> str:
        return f"It is on {self.held_on:%A %-d %B %Y}."


@dataclass(eq=False)
class FairInThePast(Unreadable):
    """A fair is planned for today or later."""

    code: ClassVar[str] = "fair-day/in-the-past"
    title: ClassVar[str] = "That day is over"
    today: date


class RoomInUse(Conflict):
    """A room goes from a fair when nothing is in it."""

    code = "fair-day/room-in-use"
    title = "There are stalls or talks in that room"

    def __str__(self) -> str:
        return "Move them first, or keep at least as many stalls as stand there."


class RoomNamedTwice(Conflict):
    code = "fair-day/room-named-twice"
    title = "The fair has a room of that name"


@dataclass(eq=False)
class FairTooLarge(Conflict):
    """A programme is something that people read."""

    code: ClassVar[str] = "fair-day/too-large"
    title: ClassVar[str] = "A fair cannot hold more"
    most: int

    def __str__(self) -> str:
        return f"It has {self.most} already. Plan a second fair for the others."


class NotAStall(Conflict):
    """Talks are listened to; stamps are for stalls."""

    code = "fair-day/not-a-stall"
    title = "Only stalls give stamps"


class OwnStall(Conflict):
    """A passport is filled at other people's stalls."""

    code = "fair-day/own-stall"
    title = "That is your own stall"

    def __str__(self) -> str:
        return "Stamps are for the stalls of others: ask a co-author to stand in, and go and look."


class AlreadyVisited(Conflict):
    code = "fair-day/already-visited"
    title = "You have the stamp of that stall already"


class PresentedAlready(Conflict):
    code = "fair-day/presented-already"
    title = "That was marked as presented before"


@dataclass(eq=False)
class TooManyMinutes(Conflict):
    """Nobody was there for longer than the fair lasted. Exactly as long is allowed."""

    code: ClassVar[str] = "fair-day/too-many-minutes"
    title: ClassVar[str] = "The fair did not last so long"
    minutes_max: int

    def __str__(self) -> str:
        return f"It lasted {self.minutes_max} minutes."


class NamedTwice(Unreadable):
    """One line a person."""

    code = "fair-day/named-twice"
    title = "Somebody or something is named twice"


class EventElsewhere(Conflict):
    """A fair counts as the directed event that is held on its day, while it lasts."""

    code = "fair-day/event-elsewhere"
    title = "That directed event is not when the fair is"

    def __str__(self) -> str:
        return "Choose an event of the same day whose hours overlap the fair's and that is not cancelled, or none."


class NoPostersYet(Conflict):
    """All posters are made on request, and anew when the programme has changed."""

    code = "fair-day/no-posters-yet"
    title = "The posters of this programme have not been made yet"

    def __str__(self) -> str:
        return "Ask for them; they are ready within a minute or two."


class PosterCannotBeMade(Conflict):
    """Setting it took longer, or grew larger, than a poster can."""

    code = "fair-day/poster-cannot-be-made"
    title = "This poster cannot be set"

    def __str__(self) -> str:
        return "Leave the image out, or shorten the text, and try again."


class PosterPrintersBusy(TooMany):
    """Several posters are being set already."""

    code = "fair-day/printers-busy"
    title = "Posters are being made for others; try again in a moment"


faults.means(PresenterInTwoPlaces, "fair_presenter_two_places")
faults.means(RoomTaken, "fair_slot_room_taken")
faults.means(
    ShownTwice,
    "uq_fair_slot_once",
    "unique fair_slot.school_id, fair_slot.fair_id, fair_slot.finding_id, fair_slot.kind",
)
faults.means(NumberTaken, "uq_fair_slot_number", "unique fair_slot.school_id, fair_slot.fair_id, fair_slot.number")
faults.means(RoomNamedTwice, "uq_fair_room_name", "unique fair_room.school_id, fair_room.fair_id, fair_room.name")
faults.means(
    AlreadyVisited, "uq_fair_visit_once", "unique fair_visit.school_id, fair_visit.slot_id, fair_visit.staff_id"
)
