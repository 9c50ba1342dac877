"""Finds in which weeks a lesson of Untis's XML is held: as it says (`week`), as its date scheme says, or by the dates.

`occurence` has a character for each day of the school year: `1` held, `0` not held, anything else no school. A lesson
that is held in every other calendar week and left out between is one of week A or B, whatever it says of itself.
"""

import datetime
import re
import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.timetable.importers import markup

_LETTERS: Final = "ABCDEFGHIJKLMNOP"
_DAYS_MAX: Final = 1_000  # Characters of a mask that are looked at: a school year has 366 days.


@dataclass(frozen=True, slots=True)
class Weeks:
    """The cycle of a timetable: its letters (none for a single week), and which letter the even weeks have."""

    letters: tuple[str, ...]
    begins: datetime.date | None
    even: str
    schemes: Mapping[str, str]

    def of(self, lesson: ElementTree.Element) -> tuple[str, ...]:
        """Give the letters of a lesson's weeks; all of them where it says nothing; empty if there is one week only."""
        if not self.letters:
            return ("",)
        said = told(lesson, self.schemes) or self._by_dates(lesson)
        return tuple(letter for letter in self.letters if letter in said) or self.letters

    def _by_dates(self, lesson: ElementTree.Element) -> str:
        parity = parity_of(markup.text_of(lesson, "occurence"), self.begins)
        if parity is None:
            return ""
        return self.even if parity == 0 else next(letter for letter in "AB" if letter != self.even)


def told(lesson: ElementTree.Element, schemes: Mapping[str, str]) -> str:
    """Give the letters that a lesson or its date scheme names; empty where none does."""
    written = re.sub(r"(?i)week|woche", "", markup.text_of(lesson, "week")).upper()
    said = re.findall("[A-Z]+", written)
    # Of one week or of several, as in `AC` or `A, C`: words such as `ALL` have their letters in another order.
    if said and all(word == "".join(letter for letter in _LETTERS if letter in word) for word in said):
        return "".join(letter for letter in _LETTERS if letter in written)
    scheme = lesson.find("lesson_date_scheme")
    return "" if scheme is None else schemes.get(scheme.get("id", "").strip(), "")


def of(root: ElementTree.Element, lessons: Sequence[ElementTree.Element]) -> Weeks:
    """Find the cycle: as many weeks as the lessons that are not held every week tell apart."""
    schemes = {scheme.get("id", "").strip(): _of_scheme(scheme) for scheme in _schemes(root)}
    begins = _date(markup.text_of(root, "general/schoolyearbegindate"))
    named = {letter for lesson in lessons for letter in told(lesson, schemes)}
    alternating = any(parity_of(markup.text_of(lesson, "occurence"), begins) is not None for lesson in lessons)
    even = _letter_of_even(_masks(root, lessons, schemes), begins)
    if not named and not alternating:
        return Weeks((), begins, even, schemes)
    last = max((_LETTERS.index(letter) for letter in named), default=1)
    cycle = markup.text_of(root, "general/week_periodicity")
    if re.fullmatch("[0-9]{1,4}", cycle):
        last = max(last, min(int(cycle), len(_LETTERS)) - 1)
    return Weeks(tuple(_LETTERS[: max(2, last + 1)]), begins, even, schemes)


def parity_of(mask: str, begins: datetime.date | None) -> int | None:
    """Say whether a mask is held in even calendar weeks only (0, with the first of the year) or in odd ones (1).

    None if neither. Twice in a row and left out in between: once could be a term, an exam week or a holiday.
    """
    offset = begins.weekday() if begins is not None else 0
    held: set[int] = set()
    free: set[int] = set()
    for place, day in enumerate(mask[:_DAYS_MAX]):
        if day in "01":
            (held if day == "1" else free).add((place + offset) // 7)
    free -= held
    if len(held) < 2 or not free or len({week % 2 for week in held}) != 1:
        return None
    parity = min(held) % 2
    between = sum(week % 2 != parity and min(held) < week < max(held) for week in free)
    return parity if between >= 1 else None


def _masks(
    root: ElementTree.Element, lessons: Iterable[ElementTree.Element], schemes: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    for scheme in _schemes(root):
        yield _of_scheme(scheme), markup.text_of(scheme, "date_scheme")
    for lesson in lessons:
        yield told(lesson, schemes), markup.text_of(lesson, "occurence")


def _letter_of_even(masks: Iterable[tuple[str, str]], begins: datetime.date | None) -> str:
    """Find the letter of the even weeks from what has both, a letter and dates; the first week is A otherwise."""
    votes: Counter[str] = Counter()
    for letter, mask in masks:
        parity = parity_of(mask, begins) if letter in ("A", "B") else None
        if parity is not None:
            votes[letter if parity == 0 else next(other for other in "AB" if other != letter)] += 1
    return votes.most_common(1)[0][0] if votes else "A"


def _schemes(root: ElementTree.Element) -> list[ElementTree.Element]:
    return root.findall("lesson_date_schemes/lesson_date_scheme")


def _of_scheme(scheme: ElementTree.Element) -> str:
    """Read `<periodic_weeks><WeekA/></periodic_weeks>`; empty when it names all weeks or none."""
    found = scheme.find("periodic_weeks")
    named = {week.tag.removeprefix("Week").upper() for week in found or () if week.tag.startswith("Week")}
    return "".join(letter for letter in _LETTERS if letter in named)


def _date(written: str) -> datetime.date | None:
    try:
        return datetime.date(int(written[:4]), int(written[4:6]), int(written[6:8])) if len(written) == 8 else None
    except ValueError:
        return None
