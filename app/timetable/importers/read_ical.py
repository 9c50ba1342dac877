"""Reads one person's calendar (iCalendar): its dates come to a week of lessons, as far as they come back.

Periods have no names in a calendar: they are called by their times.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from app.timetable.importers import calendar_events, calendar_week, clock, order
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.calendar_events import Found, Occurrence
from app.timetable.importers.calendar_week import Pattern, Slot
from app.timetable.importers.opened import Opened
from app.timetable.importers.understanding import (
    Hints,
    ImportedPeriod,
    ImportedTimetable,
    ImportRefused,
    Kind,
    Problem,
    refusal,
)

TITLE = "Calendar"
NOBODY: Final = "Calendar"
"""Whose calendar it is, where the file does not say."""

_TAG: Final = re.compile(r"^\s*[A-ZÄÖÜ]{3,20}(?: [A-ZÄÖÜ]{2,20})?\s*:\s+")
"""`EXAM: ` and the like before a lesson's name: the lesson stays the same."""
_CLASS: Final = re.compile(
    r"(?<![\w/.])(?:"
    r"\d{1,2}(?!st\b|nd\b|rd\b|th\b|am\b|pm\b|h\b|min\b)[A-Za-z]{1,3}\d{0,2}(?:[/_.\-][A-Za-z0-9]{1,8}){0,2}"
    r"|(?:Y|Yr|Year)\s?\d{1,2}[A-Za-z]{0,2}\d?(?:/[A-Za-z0-9]{1,8})+"
    r"|[A-Z]\d{1,2}[a-z]"
    r")(?![\w/])",
)
_COUNTED: Final = re.compile(r"\s*-\s*(\d{1,3})$")
_COUNTED_DATES_MIN: Final = 3
_AROUND: Final = " \t-–—,;:|()[]/&+"

_REASONS: Final[tuple[tuple[str, Kind, str], ...]] = (
    ("cancelled", "row", "{} cancelled, and left out"),
    ("all day", "row", "{} half a day long or more, and left out"),
    ("several days", "row", "{} longer than a day, and left out"),
    ("no time", "time", "{} without an end behind the start, and left out"),
    ("year", "time", "{} outside the years 1970 to 2100, and left out"),
    ("rule", "limit", "{} repeated by a rule that is not daily, weekly, monthly or yearly, and left out"),
    ("limit", "limit", "{} not read to the end: together they come to more than 2,000 dates"),
    ("broken", "row", "{} broken, and left out"),
)


def recognises(opened: Opened) -> bool:
    """Say whether this is a calendar."""
    return opened.calendar is not None


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not a calendar."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read one person's calendar.

    Raises:
        ImportRefused: two calendars, or nothing in it that comes back every week or every other.
    """
    problems = [problem for opened in files for problem in opened.problems]
    calendars = [opened for opened in files if recognises(opened)]
    if len(calendars) > 1:
        message = f"These are two calendars, {calendars[0].file} and {calendars[1].file}. Bring one person's at a time."
        raise refusal(message, file=calendars[1].file, line=1)
    calendar = calendars[0]
    for opened in files:
        if opened is not calendar:
            problems.append(Problem("Not used: this is no calendar.", "info", "unused", opened.file))
    found = calendar_events.read(calendar.calendar or "", calendar.file, hints.zone)
    problems += _left_out(found, calendar.file)
    titles = _titles(found.occurrences)
    pattern = calendar_week.find(found.occurrences, titles)
    pattern.slots = [replace(slot, summary=titles[slot.summary]) for slot in pattern.slots]
    problems += _odd(pattern, calendar.file)
    if not pattern.slots:
        message = (
            "Nothing in this calendar comes back on the same weekday at the same time, so no lessons can be told "
            "from it. Export some weeks of the school year."
        )
        raise ImportRefused((Problem(message, "refused", "unreadable", calendar.file, 1), *problems))
    return _understood(pattern, _whose(found), calendar.file, problems)


def _understood(pattern: Pattern, teacher: str, file: str, problems: list[Problem]) -> ImportedTimetable:
    weeks = ("A", "B") if any(slot.week for slot in pattern.slots) else ("",)
    days: dict[str, tuple[ImportedPeriod, ...]] = {}
    held: list[Held] = []
    for week in weeks:
        for weekday, name in enumerate(order.WEEKDAY_NAMES):
            slots = [slot for slot in pattern.slots if slot.weekday == weekday and slot.week in ("", week)]
            if not slots:
                continue
            day = f"{week} {name}" if week else name
            days[day] = tuple(_periods(slots))
            held += [_held(slot, number, day, teacher, file) for number, slot in enumerate(slots)]
    longest = max((list(periods) for periods in days.values()), key=len)
    check_sizes(list(days), [period.period for period in longest], [teacher], file)
    assembled = assemble(held)
    problems += assembled.problems
    return ImportedTimetable(
        TITLE, days, (teacher,), tuple(assembled.lessons), tuple(assembled.busy), tuple(problems), covers_everyone=False
    )


def _periods(slots: Iterable[Slot]) -> Iterator[ImportedPeriod]:
    for start, end in sorted({(slot.start, slot.end) for slot in slots}):
        yield ImportedPeriod(_called(start, end), clock.shown(start), clock.shown(end))


def _called(start: int, end: int) -> str:
    return f"{clock.shown(start)}-{clock.shown(end)}"


def _held(slot: Slot, number: int, day: str, teacher: str, file: str) -> Held:
    classes, subject = class_and_subject(slot.summary, slot.room)
    rooms = (slot.room,) if slot.room else ()
    period = _called(slot.start, slot.end)
    return Held(file, slot.line, number, day, period, (teacher,), classes, subject, rooms)


def class_and_subject(summary: str, room: str) -> tuple[tuple[str, ...], str]:
    """Take a summary apart: the class codes in it, and what is left without the room.

    >>> class_and_subject("10B/Ar1 Art - O3", "O3")
    (('10B/Ar1',), 'Art')
    >>> class_and_subject("Geschichte - m518", "m518")
    ((), 'Geschichte')
    """
    text = _untagged(summary)
    if room:
        text = re.sub(rf"(?i)(?<!\w){re.escape(room)}(?!\w)", " ", text)
    classes = tuple(dict.fromkeys(_CLASS.findall(text)))
    rest = _CLASS.sub(" ", text) if classes else text
    subject = " ".join(rest.split()).strip(_AROUND)
    return classes, subject


def _untagged(summary: str) -> str:
    return _TAG.sub("", summary) or summary


def _titles(occurrences: Sequence[Occurrence]) -> dict[str, str]:
    """Say what each summary comes to: without its tag, and without the number of its date where dates are counted.

    `History -1`, `History -2`, `History -3` in three weeks at one time, each of them once, are one lesson; `7A-1` that
    comes back is a group of its own, and so are `11A-1` and `11A-2` at two times.
    """
    answer = {one.summary: _untagged(one.summary) for one in occurrences}
    times = Counter(answer[one.summary] for one in occurrences)
    counted: dict[tuple[str, int, int, int], list[tuple[date, int, str]]] = defaultdict(list)
    for one in occurrences:
        title = answer[one.summary]
        match = _COUNTED.search(title)
        if match is not None and match.start() and times[title] == 1:
            slot = (title[: match.start()], one.on.weekday(), one.start, one.end)
            counted[slot].append((one.on, int(match[1]), one.summary))
    for (stem, *_), dates in counted.items():
        if _is_counted(dates):
            answer |= {summary: stem for _, _, summary in dates}
    return answer


def _is_counted(dates: Sequence[tuple[date, int, str]]) -> bool:
    """Whether the numbers rise from date to date. Two dates may be two groups that had one lesson each."""
    rising = sorted(dates)
    return len(rising) >= _COUNTED_DATES_MIN and all(
        earlier[0] < later[0] and earlier[1] < later[1] for earlier, later in pairwise(rising)
    )


def _whose(found: Found) -> str:
    organisers = Counter(one.organiser for one in found.occurrences if one.organiser)
    return found.name or (organisers.most_common(1)[0][0] if organisers else NOBODY)


def _left_out(found: Found, file: str) -> Iterator[Problem]:
    for reason, kind, words in _REASONS:
        if count := found.left_out[reason]:
            are = "1 event is" if count == 1 else f"{count:,} events are"
            yield Problem(f"{words.format(are)}.", "info" if kind == "row" else "warning", kind, file)
    if found.is_cut:
        message = "The file ends in the middle of the calendar, as if it were cut off. Export it again."
        yield Problem(message, "warning", "partial", file)
    if found.years:
        message = f"{found.years:,} dates lie in other school years than the latest one, and are left out."
        yield Problem(message, "info", "row", file)


def _odd(pattern: Pattern, file: str) -> Iterator[Problem]:
    if pattern.one_week and pattern.slots:
        message = "All events lie in one week, so it was read as every week. Is it an ordinary one?"
        yield Problem(message, "warning", "partial", file)
    if pattern.alone:
        are = "1 event comes" if pattern.alone == 1 else f"{pattern.alone:,} events come"
        yield Problem(
            f"{are} only once, so {'it is' if pattern.alone == 1 else 'they are'} no lesson.", "info", "row", file
        )
    if pattern.irregular:
        are = "1 event comes" if pattern.irregular == 1 else f"{pattern.irregular:,} events come"
        message = f"{are} more than once, but neither every week nor every other. No lesson was made of that."
        yield Problem(message, "warning", "row", file)
    for slot, last in pattern.replaced:
        when = f"{order.WEEKDAY_NAMES[slot.weekday]}, {_called(slot.start, slot.end)}"
        message = (
            f"“{slot.summary}” on {when} ends on {last:%Y-%m-%d} and something else follows: the later one counts."
        )
        yield Problem(message, "info", "row", file, slot.line)
