"""What is refused about protected minutes, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import constraints, faults
from app.kernel.errors import Conflict, Forbidden
from app.time_budget.rules import Capacity, TimeCategory

_POTS = {
    TimeCategory.OBSERVE: "observing",
    TimeCategory.COVER: "cover",
    TimeCategory.DEBRIEF_MOVE: "debriefs",
}


@dataclass(eq=False)
class BudgetExhausted(Conflict):
    """A pot does not hold the minutes that were asked of it. Asking for exactly what is left is allowed."""

    code: ClassVar[str] = "time-budget/exhausted"
    title: ClassVar[str] = "There are not enough protected minutes left"
    category: TimeCategory
    requested_minutes: int
    available_minutes: int
    name: str | None = None
    """Whose pot it is, where it is a colleague's; null for one's own."""

    def __str__(self) -> str:
        pot = _POTS[self.category]
        whose = f"{self.name} has" if self.name else "You have"
        return (
            f"{whose} {self.available_minutes} protected minutes for {pot} left this year, and this needs "
            f"{self.requested_minutes}. Choose something shorter, or ask the CPD lead for more."
        )


class BudgetJustExhausted(Conflict):
    """The database's own refusal of an overdrawn pot: it knows that, but not the numbers."""

    code = BudgetExhausted.code
    title = BudgetExhausted.title


class AlreadySettled(Conflict):
    """Minutes that were promised are logged or given back once."""

    code = "time-budget/already-settled"
    title = "Those minutes have been logged or given back already"


class EntriesAreKept(Conflict):
    """The ledger is append-only, and the pots' sums are those of its entries."""

    code = "time-budget/entries-are-kept"
    title = "What is in the ledger stays: correct it with a new entry"


@dataclass(eq=False)
class OutsideYear(Conflict):
    """Minutes of a school year are used within it."""

    code: ClassVar[str] = "time-budget/outside-year"
    title: ClassVar[str] = "That day is not in this school year"
    starts_on: date
    ends_on: date

    def __str__(self) -> str:
        return f"The school year runs from {self.starts_on:%d %B %Y} to {self.ends_on:%d %B %Y}. Choose a day in it."


@dataclass(eq=False)
class NotYetHeld(Conflict):
    """Minutes are logged once they have been used."""

    code: ClassVar[str] = "time-budget/not-yet"
    title: ClassVar[str] = "That day has not come yet"
    held_on: date

    def __str__(self) -> str:
        return f"Log it on {self.held_on:%d %B} or after. To plan ahead, plan a round: it holds the minutes for you."


@dataclass(eq=False)
class HasLeft(Conflict):
    """Minutes belong to days on which their owner is at the school."""

    code: ClassVar[str] = "time-budget/has-left"
    title: ClassVar[str] = "They are not at the school on that day"
    name: str
    held_on: date
    joined_on: date | None
    left_on: date | None

    def __str__(self) -> str:
        if self.left_on is not None and self.held_on > self.left_on:
            return f"{self.name}'s last day is {_day(self.left_on)}. Choose a day until then, or another person."
        if self.joined_on is not None and self.held_on < self.joined_on:
            return f"{self.name}'s first day is {_day(self.joined_on)}. Choose a day from then on, or another person."
        return f"{self.name} does not work here any more. Choose another person."


class YearIsClosed(Conflict):
    """Once a year is closed, nothing moves in it."""

    code = "time-budget/year-closed"
    title = "That year has been signed for and closed: its minutes stay as they are"


@dataclass(eq=False)
class YearNotOver(Conflict):
    """A year is signed for when it is over."""

    code: ClassVar[str] = "time-budget/year-not-over"
    title: ClassVar[str] = "The year is not over yet"
    ends_on: date

    def __str__(self) -> str:
        return f"It can be signed for and closed from its last day, {_day(self.ends_on)}."


@dataclass(eq=False)
class StillToLog(Conflict):
    """Before a year is signed for, every promise is logged or given back."""

    code: ClassVar[str] = "time-budget/still-to-log"
    title: ClassVar[str] = "Minutes are still planned and neither logged nor given back"
    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes} minutes: log what took place, call off what did not, then try again."


@dataclass(eq=False)
class NotSigned(Conflict):
    """A year is closed when the head and the teachers' representative have signed for the same figures."""

    code: ClassVar[str] = "time-budget/not-signed"
    title: ClassVar[str] = "A signature under these figures is missing"
    missing: list[Capacity]

    def __str__(self) -> str:
        words = {Capacity.HEAD: "the head's", Capacity.TEACHERS: "the teachers' representative's"}
        return f"Missing: {' and '.join(words[capacity] for capacity in self.missing)}. Let them look, and sign."


@dataclass(eq=False)
class NoNextYear(Conflict):
    """Minutes go over into a year that is in the calendar."""

    code: ClassVar[str] = "time-budget/no-next-year"
    title: ClassVar[str] = "There is no next school year yet"
    minutes: int

    def __str__(self) -> str:
        return (
            f"{self.minutes} minutes go over into the next year. Add that year to the calendar first, or let nothing "
            "go over."
        )


class SamePot(Conflict):
    """Moving minutes needs two pots."""

    code = "time-budget/same-pot"
    title = "Those are the same minutes: choose where they should go"


class TransfersAreTheLeads(Forbidden):
    """The school lets only the CPD lead move minutes between pots."""

    code = "time-budget/transfers-are-the-leads"
    title = "In this school the CPD lead moves minutes between pots: ask them"


class OnlyUsedOrGiven(Conflict):
    """Only what was given or used is corrected; plans are changed where they were made."""

    code = "time-budget/only-used-or-given"
    title = "Only minutes that were given or used can be corrected: change a plan where it was made"


@dataclass(eq=False)
class NothingToCorrect(Conflict):
    """A correction changes something."""

    code: ClassVar[str] = "time-budget/nothing-to-correct"
    title: ClassVar[str] = "It says that already"
    minutes: int

    def __str__(self) -> str:
        return f"The entry counts {self.minutes} minutes now. Say another number, or leave it."


class CorrectedTooMuch(Conflict):
    """The database's own refusal: two corrected the same entry at once."""

    code = "time-budget/corrected-meanwhile"
    title = "Somebody has just corrected that entry: look at it again"


@dataclass(eq=False)
class StillHere(Conflict):
    """Minutes are taken back from who leaves."""

    code: ClassVar[str] = "time-budget/still-here"
    title: ClassVar[str] = "No last day is written down for them"
    name: str

    def __str__(self) -> str:
        return f"Say on {self.name}'s page which day is their last, then take back what they have not placed."


@dataclass(eq=False)
class StillPlanned(Conflict):
    """What is planned for days after somebody has left is called off first."""

    code: ClassVar[str] = "time-budget/still-planned"
    title: ClassVar[str] = "Something is still planned with them after their last day"
    name: str
    minutes: int

    def __str__(self) -> str:
        return f"{self.minutes} of {self.name}'s minutes are promised for later. Call that off or change it first."


class StillUnplaced(Conflict):
    """The database's own refusal: somebody moved minutes while the year was being closed."""

    code = "time-budget/still-unplaced"
    title = "Somebody has just moved minutes of that year: look at the figures again"


class DecidedMeanwhile(Conflict):
    """Two decided for the first time at once."""

    code = "time-budget/decided-meanwhile"
    title = "Somebody has just decided that: look at it again"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


faults.means(BudgetJustExhausted, "ck_time_pot_not_overspent")
faults.means(AlreadySettled, "uq_ledger_entry_settled_once", constraints.LEDGER_EXISTS, constraints.LEDGER_SETTLES)
faults.means(
    EntriesAreKept, constraints.LEDGER_REFUSED, constraints.POT_SUMS, constraints.GRANT_KEPT, constraints.LEDGER_GRANT,
    constraints.LEDGER_TRANSFER,
)  # fmt: skip
faults.means(YearIsClosed, constraints.YEAR_CLOSED, "uq_year_closing_one")
faults.means(DecidedMeanwhile, "uq_time_policy_one")
faults.means(StillUnplaced, constraints.YEAR_NOT_TO_ZERO)
faults.means(CorrectedTooMuch, constraints.LEDGER_CORRECTS)
