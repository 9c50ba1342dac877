"""Checks the clock times of periods: those that run backwards, and those that overlap, as two bell schedules do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.timetable.importers import clock, limits
from app.timetable.importers.assemble import Held
from app.timetable.importers.understanding import ImportedPeriod, Problem

_NUMBER: Final = re.compile(r"\d{1,6}")
_BEHIND: Final = 10**6


@dataclass(frozen=True, slots=True)
class Bell:
    """A period as its file defines it, with the line that does so."""

    period: str
    start: str | None
    end: str | None
    file: str
    line: int

    def shown(self) -> ImportedPeriod:
        """Give it as it is understood."""
        return ImportedPeriod(self.period, self.start, self.end)

    def overlaps(self, other: "Bell") -> bool:
        """Say whether both are going on at some moment; one that begins as the other ends is not."""
        if None in (self.start, self.end, other.start, other.end):
            return False
        return str(self.start) < str(other.end) and str(other.start) < str(self.end)


def bell(period: str, start: str, end: str, *, file: str, line: int, problems: list[Problem]) -> Bell:
    """Read the times of a period; what is no time, or an end before its start, is told and not used."""
    begins, ends = clock.parse(start) if start else None, clock.parse(end) if end else None
    for written, read in ((start, begins), (end, ends)):
        if written and read is None:
            message = f"“{written[:40]}” is no time of day. Period {period} is without it."
            problems.append(Problem(message, "warning", "time", file, line))
    if begins and ends and ends <= begins:
        message = f"Period {period} ends at {ends}, not after its start at {begins}. Neither is used."
        problems.append(Problem(message, "warning", "time", file, line))
        begins = ends = None
    return Bell(period, begins, ends, file, line)


def overlaps(bells: Sequence[Bell]) -> list[Problem]:
    """Say which periods overlap an earlier one: a problem for each, which names the first that it overlaps."""
    problems: list[Problem] = []
    for index, later in enumerate(bells[: limits.PERIODS_MAX]):  # More are refused anyway.
        first = next((earlier for earlier in bells[:index] if later.overlaps(earlier)), None)
        if first is not None:
            message = (
                f"Period {later.period} ({later.start} to {later.end}) overlaps period {first.period} "
                f"({first.start} to {first.end}), as with two bell schedules. "
                "Who teaches in one is not free in the other."
            )
            problems.append(Problem(message, "info", "time", later.file, later.line))
    return problems


def in_order(numbers: Iterable[str]) -> list[str]:
    """Order periods by number; those that have none come last, as they are met."""
    met = {number: place for place, number in enumerate(dict.fromkeys(numbers))}
    return sorted(met, key=lambda number: (int(number), 0) if _NUMBER.fullmatch(number) else (_BEHIND, met[number]))


def clashes(rows: Iterable[Held], bells: Mapping[tuple[str, str], Bell]) -> list[Problem]:
    """Find teachers whose lessons stand in different periods that overlap by the clock.

    Args:
        rows: what is held.
        bells: the bells by day and period.
    """
    taught: dict[tuple[str, str], list[tuple[str, str, Bell, Held]]] = {}
    for row in rows:
        found = bells.get((row.day, row.period))
        if found is None or found.start is None or found.end is None:
            continue
        for teacher in row.teachers:
            taught.setdefault((teacher, row.day), []).append((found.start, found.end, found, row))
    return [problem for (teacher, _), lessons in taught.items() for problem in _of_one_day(teacher, lessons)]


def _of_one_day(teacher: str, lessons: list[tuple[str, str, Bell, Held]]) -> Iterable[Problem]:
    lessons.sort(key=lambda lesson: lesson[:2])
    longest: tuple[str, Held] | None = None
    for _, end, found, row in lessons:
        if longest is not None and found.start is not None and found.start < longest[0]:
            first = longest[1]
            if first.period != row.period and first.activity != row.activity:
                message = (
                    f"{teacher} is in two places on {row.day}: {first.subject or 'no subject'} in period "
                    f"{first.period} and {row.subject or 'no subject'} in period {row.period}, "
                    "which overlap. Both are kept."
                )
                yield Problem(message, "warning", "clash", row.file, row.line)
        if longest is None or end > longest[0]:
            longest = end, row
