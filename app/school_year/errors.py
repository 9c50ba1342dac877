"""What is refused about the school's calendar, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, NotFound, Unreadable
from app.school_year.rules import Fault


class NoYear(NotFound):
    """The school has no school year that fits."""

    code = "school-year/none"
    title = "There is no school year yet: a CPD lead or head adds it first"


class YearsOverlap(Conflict):
    """Two school years would share a day."""

    code = "school-year/overlap"
    title = "Another school year has some of these days already: change its dates, or these"


class YearNameTaken(Conflict):
    """Years are told apart by their names."""

    code = "school-year/name-taken"
    title = "Another school year has that name: choose a different one, such as 2026/27"


@dataclass(eq=False)
class DaysDoNotFit(Unreadable):
    """The dates or the cycle cannot be a school year; `errors` says where and why."""

    code: ClassVar[str] = "school-year/days-do-not-fit"
    title: ClassVar[str] = "These dates do not make a school year"
    errors: list[Fault]

    def __str__(self) -> str:
        return " ".join(fault.message for fault in self.errors[:5])


faults.means(YearsOverlap, "ex_school_year", "school_year_overlap")
faults.means(YearNameTaken, "uq_school_year_name", "unique school_year.school_id, school_year.name")
