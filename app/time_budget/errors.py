"""What is refused about protected minutes, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.db import constraints, faults
from app.kernel.errors import Conflict
from app.time_budget.rules import TimeCategory

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


faults.means(BudgetJustExhausted, "ck_time_pot_not_overspent")
faults.means(AlreadySettled, "uq_ledger_entry_settled_once", constraints.LEDGER_EXISTS, constraints.LEDGER_SETTLES)
faults.means(EntriesAreKept, constraints.LEDGER_REFUSED, constraints.POT_SUMS)
