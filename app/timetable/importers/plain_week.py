"""Finds the week of a plain table: its days in order, weeks A and B, its periods in order, and their clock times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.timetable.importers import clock, order
from app.timetable.importers.headings import Column
from app.timetable.importers.understanding import ImportedPeriod, Kind, Problem, refusal

_WEEKS = {"a": "A", "b": "B", "1": "A", "2": "B", "i": "A", "ii": "B", "odd": "A", "even": "B"}
_BOTH = frozenset({"", "ab", "both", "every", "all", "12", "weekly", "everyweek", "each", "eachweek", "bothweeks"})
_MASKS = {"10": ("A",), "01": ("B",), "11": ("A", "B")}
"""A sign a week, as timetablers write it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row by the names of its columns, with its place in the file."""

    file: str
    line: int
    cells: dict[Column, str]
    places: dict[Column, int]

    def get(self, column: Column) -> str:
        """Give a cell; empty when there is no such column."""
        return self.cells.get(column, "")

    def at(self, column: Column) -> int | None:
        """Give the number of a column, from 1."""
        return self.places[column] + 1 if column in self.places else None

    def problem(self, message: str, column: Column, *, kind: Kind = "row") -> Problem:
        """Build a warning about a cell of this row."""
        return Problem(message, "warning", kind, self.file, self.line, self.at(column))


@dataclass(slots=True)
class Week:
    """The days and periods of a file, and which row stands where."""

    days: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    times: dict[tuple[str, str], tuple[str | None, str | None, int]] = field(default_factory=dict)
    _day_names: dict[str, str] = field(default_factory=dict)
    _period_names: dict[str, str] = field(default_factory=dict)
    _weeks: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def days_of(self, line: Line) -> tuple[str, ...]:
        """Give the days of a row: one, one in each week, or none if it was left out."""
        day = self._day_names.get(line.get("day"))
        if day is None:
            return ()
        return tuple(f"{week} {day}" if week else day for week in self._weeks.get(id(line), ("",)))

    def period_of(self, line: Line) -> str:
        """Give the period of a row as it is spelt the first time."""
        return self._period_names[order.folded(line.get("period"))]

    def with_times(self) -> dict[str, tuple[ImportedPeriod, ...]]:
        """Give every day all periods, with the times said for that day, else for that period on other days."""
        written = clock.times_of(self.periods, ordered=True)
        names = {
            name: (clock.shown(start), clock.shown(end))
            for name, (start, end) in zip(self.periods, written, strict=True)
        }
        usual: dict[str, set[tuple[str | None, str | None]]] = {}
        for (_, period), (start, end, _) in self.times.items():
            usual.setdefault(period, set()).add((start, end))
        only = {period: next(iter(times)) for period, times in usual.items() if len(times) == 1}
        answer = {}
        for day in self.days:
            known = {period: self.times[day, period][:2] for period in self.periods if (day, period) in self.times}
            answer[day] = tuple(
                ImportedPeriod(period, *known.get(period, only.get(period, names[period]))) for period in self.periods
            )
        return answer


def read(lines: Sequence[Line], problems: list[Problem]) -> Week:
    """Find the week that the rows are about, and tell what is odd about it.

    Raises:
        ImportRefused: days and periods stand in each other's column.
    """
    _refuse_swapped(lines)
    week = Week()
    _find_days(lines, week, problems)
    _find_periods(lines, week)
    _find_times(lines, week, problems)
    return week


def _refuse_swapped(lines: Sequence[Line]) -> None:
    days = order.weekdays({line.get("day") for line in lines})
    periods = {line.get("period") for line in lines}
    if not days and len(order.weekdays(periods)) == len(periods):
        first = lines[0]
        message = "The columns “day” and “period” hold each other's names. Swap their headings."
        raise refusal(message, file=first.file, line=first.line, column=first.at("day"))


def _find_days(lines: Sequence[Line], week: Week, problems: list[Problem]) -> None:
    seen = list(dict.fromkeys(line.get("day") for line in lines))
    odd = frozenset(order.odd_days(seen))
    for line in lines:
        if line.get("day") in odd:
            message = f"“{line.get('day')}” is no weekday we know, unlike the other days. The row is left out."
            problems.append(line.problem(message, "day", kind="unknown-name"))
    week._day_names = _spellings([name for name in seen if name not in odd])
    ordered = order.days(list(dict.fromkeys(week._day_names.values())))
    if any(line.get("week") for line in lines):
        written = {line.get("week") for line in lines}
        # A spreadsheet makes 1 of 01. Beside a 2 it is the number of a week.
        masks = _MASKS | ({"1": ("B",)} if written & {"10", "11"} and "2" not in written else {})
        for line in lines:
            week._weeks[id(line)] = masks.get(line.get("week")) or _weeks_of(line, problems)
        used = {found for line in lines for found in week.days_of(line)}
        week.days = tuple(day for name in ("A", "B") for plain in ordered if (day := f"{name} {plain}") in used)
    else:
        week.days = tuple(ordered)


def _spellings(names: Sequence[str]) -> dict[str, str]:
    """Give each spelling of a day the one to use: `mon` and `MONDAY` are the first of them; only numbers, Monday on."""
    if names and all(re.fullmatch("[1-7]", name) for name in names):
        return {name: order.WEEKDAY_NAMES[int(name) - 1] for name in names}
    known = order.weekdays(names)
    first: dict[object, str] = {}
    return {name: first.setdefault(known.get(name, order.folded(name)), name) for name in names}


def _weeks_of(line: Line, problems: list[Problem]) -> tuple[str, ...]:
    """Read the week of a row; empty means both."""
    written = re.sub(r"[^a-z0-9]", "", order.folded(line.get("week")))
    if written in _BOTH:
        return ("A", "B")
    stripped = re.sub(r"^(week|wk)|(week|wk)$", "", written) or written
    if stripped in _WEEKS:
        return (_WEEKS[stripped],)
    if stripped in _BOTH:
        return ("A", "B")
    message = f"The week “{line.get('week')}” is neither A nor B. The row is left out; leave it empty for both."
    problems.append(line.problem(message, "week", kind="unknown-name"))
    return ()


def _find_periods(lines: Sequence[Line], week: Week) -> None:
    for line in lines:
        week._period_names.setdefault(order.folded(line.get("period")), line.get("period"))
    names = list(week._period_names.values())
    starts: dict[str, str] = {}
    for line in lines:
        start = clock.parse(line.get("start"))
        if start is not None:
            name = week.period_of(line)
            starts[name] = min(start, starts.get(name, start))
    if len(starts) == len(names) == len(set(starts.values())):
        week.periods = tuple(sorted(names, key=lambda name: starts[name]))
    else:
        week.periods = tuple(order.periods(names))


def _find_times(lines: Sequence[Line], week: Week, problems: list[Problem]) -> None:
    """Take the times of each day and period from the first row that says them; another row that differs is told."""
    for line in lines:
        start, end = _time(line, "start", problems), _time(line, "end", problems)
        if start and end and end <= start:
            problems.append(
                line.problem(f"The end, {end}, is not after the start, {start}. Neither is used.", "end", kind="time")
            )
            continue
        if start is None and end is None:
            continue
        for day in week.days_of(line):
            known = week.times.setdefault((day, week.period_of(line)), (start, end, line.line))
            if known[:2] != (start, end):
                message = f"{line.get('period')} on {day} has other times in line {known[2]}; those are used."
                problems.append(line.problem(message, "start", kind="time"))


def _time(line: Line, column: Column, problems: list[Problem]) -> str | None:
    written = line.get(column)
    found = clock.parse(written) if written else None
    if written and found is None:
        problems.append(line.problem(f"“{written}” is no time of day. Write it as 09:30.", column, kind="time"))
    return found
