"""From what a file says and what a school says of it, to the rows of a version. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import TypeVar

from app.school_year.rules import Fault
from app.timetable.importers import order
from app.timetable.importers.understanding import ImportedTimetable
from app.timetable.rules import proposals
from app.timetable.rules.base_rows import joined
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Period, Times, Who, WhoseSlot
from app.timetable.rules.kinds import DAY_ENDS, DAY_STARTS, MarkKind

NAME_CHARACTERS_MAX = 500


@dataclass(frozen=True, slots=True)
class BellSaid:
    """A school's word on when a period is held; `cycle_day` None: on every day that has it."""

    cycle_day: str | None
    period: str
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Choices:
    """What a school says of a file that was read."""

    days: Sequence[tuple[str, str]]
    """Day of the file, day of the cycle. One day of the file may be several of the cycle."""
    bells: Sequence[BellSaid] = ()
    ppa_names: Sequence[str] = ()
    leadership_names: Sequence[str] = ()
    ect_names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BellRow:
    cycle_day: str
    day_position: int
    period: str
    position: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class LessonRow:
    cycle_day: str
    period: str
    class_name: str
    subject: str
    room: str
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkRow:
    teacher: str
    cycle_day: str
    period: str
    kind: MarkKind
    note: str


@dataclass(frozen=True, slots=True)
class DayFaults:
    """Why the days of a file do not fit the cycle; all empty when they do."""

    unplaced: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.unplaced or self.unknown or self.twice)


def day_faults(found: ImportedTimetable, choices: Choices, cycle_days: Sequence[str]) -> DayFaults:
    """Say which days of the file have no place in the cycle, and which places are wrong.

    A day on which nothing happens needs no place.
    """
    placed = {name for name, _ in choices.days}
    given = [day for _, day in choices.days]
    used = _used(found)
    return DayFaults(
        unplaced=[name for name in found.days if name not in placed and any(day == name for day, _ in used)],
        unknown=sorted({name for name in placed if name not in found.days} | (set(given) - set(cycle_days))),
        twice=sorted({day for day in given if given.count(day) > 1}),
    )


def bell_rows(
    found: ImportedTimetable, choices: Choices, cycle_days: Sequence[str]
) -> tuple[list[BellRow], list[tuple[str, str]]]:
    """The bells of each day of the cycle, in order; and (cycle day, period) of those in use whose times nobody said.

    What the school says of one day goes before what it says of all days, and that before what the file says. A period
    that the file does not have is there all the same on the day that the school names for it.
    """
    said = {(bell.cycle_day, bell.period): (bell.starts, bell.ends) for bell in choices.bells}
    used = _used(found)
    times = {slot: at for slot, at in said.items() if slot[0] in cycle_days}
    missing: list[tuple[str, str]] = []
    for name, cycle_day in choices.days:
        for period in found.days[name]:
            slot = (cycle_day, period.period)
            at = times.get(slot) or said.get((None, period.period)) or _in_file(period.start, period.end)
            if at is not None:
                times[slot] = at
            elif (name, period.period) in used:
                missing.append(slot)
    return bells_in_order({(day, period): at for (day, period), at in times.items() if day}, cycle_days), missing


def bells_in_order(times: Mapping[Period, Times], cycle_days: Sequence[str]) -> list[BellRow]:
    """Bells by day of the cycle, then by the clock."""
    return [row for place, day in enumerate(cycle_days) for row in _of_day(day, place, times)]


def _of_day(cycle_day: str, day_position: int, times: Mapping[Period, Times]) -> list[BellRow]:
    in_order = sorted((*at, period) for (day, period), at in times.items() if day == cycle_day)
    return [
        BellRow(cycle_day, day_position, period, position, starts, ends)
        for position, (starts, ends, period) in enumerate(in_order)
    ]


def content_of(
    found: ImportedTimetable, choices: Choices, cycle_days: Sequence[str], people: Mapping[str, Who]
) -> tuple[Content, list[Period]]:
    """All that a version made of the files will hold; and the periods in use whose times nobody said.

    Args:
        people: who each teacher of the files is.
    """
    bells, missing = bell_rows(found, choices, cycle_days)
    lessons = [
        HeldLesson(
            row.cycle_day, row.period, row.class_name, row.subject, row.room,
            frozenset(people[name] for name in row.teachers),
        )
        for row in lesson_rows(found, choices)
    ]  # fmt: skip
    marks: dict[WhoseSlot, MarkSet] = {}
    for mark in mark_rows(found, choices):
        marks.setdefault((people[mark.teacher], mark.cycle_day, mark.period), (mark.kind, mark.note))
    return Content({(bell.cycle_day, bell.period): (bell.starts, bell.ends) for bell in bells}, lessons, marks), missing


def bell_faults(bells: Sequence[BellSaid]) -> list[Fault]:
    """Say which bells cannot be: each rings forward, within the hours a school day can have."""
    found: list[Fault] = []
    for place, bell in enumerate(bells):
        if bell.starts >= bell.ends:
            message = f"{bell.period} ends at {bell.ends:%H:%M}, which is not after {bell.starts:%H:%M}."
            found.append(Fault(f"/body/bells/{place}/end", message))
        elif bell.starts < DAY_STARTS or bell.ends > DAY_ENDS:
            message = f"{bell.period} lies outside {DAY_STARTS:%H:%M} to {DAY_ENDS:%H:%M}."
            found.append(Fault(f"/body/bells/{place}/start", message))
    return found


def lesson_rows(found: ImportedTimetable, choices: Choices) -> list[LessonRow]:
    """The lessons on the days of the cycle, without those whose subject is a kind of time of its own."""
    kinds, days = _kinds(choices), _days(choices)
    shown, folded = cache(clipped), cache(order.folded)  # The same few names stand in thousands of lessons.
    return [
        LessonRow(
            cycle_day, lesson.period, shown(lesson.class_name), shown(lesson.subject), shown(lesson.room),
            lesson.teachers,
        )
        for lesson in found.lessons
        if folded(lesson.subject) not in kinds
        for cycle_day in days.get(lesson.day, ())
    ]  # fmt: skip


def mark_rows(found: ImportedTimetable, choices: Choices) -> list[MarkRow]:
    """Time without a class, one mark for each teacher and period: the file's word decides whether it is PPA,
    early-career or leadership time; any other word is a duty, and its note."""
    kinds, days = _kinds(choices), _days(choices)
    said: dict[tuple[str, str, str], list[tuple[MarkKind, str]]] = {}
    folded = cache(order.folded)
    for teacher, day, period, class_name, word, _room in found.rows():
        kind = kinds.get(folded(word))
        if kind is None and class_name:
            continue
        for cycle_day in days.get(day, ()):
            said.setdefault((teacher, cycle_day, period), []).append((kind or MarkKind.DUTY, word))
    return [MarkRow(*slot, *_weightiest(words)) for slot, words in said.items()]


Somebody = TypeVar("Somebody", bound=Who)
"""Marks are by somebody, day of the cycle and period (empty: the whole day)."""


def marks_kept(
    before: Mapping[tuple[Somebody, str, str], MarkSet],
    said: Mapping[tuple[Somebody, str, str], MarkSet],
    taught: Container[tuple[Somebody, str, str]],
    slots: Container[Period],
) -> dict[tuple[Somebody, str, str], MarkSet]:
    """The marks of the version before that a new one takes over: made by hand, they are in no file.

    Kept is each kind of mark that the new files say nothing of, where its period is still there and the teacher
    does not teach in it now. Days off are in no file, so they always stay.
    """
    in_files = {kind for kind, _ in said.values()}
    return {
        slot: mark
        for slot, mark in before.items()
        if mark[0] not in in_files and slot not in said and slot not in taught
        and (not slot[2] or slot[1:] in slots)
    }  # fmt: skip


GUARDED = frozenset({MarkKind.OFF, MarkKind.PPA, MarkKind.ECT})
"""Time that nobody can be asked for: it does not vanish by going back to a timetable that was older."""


def marks_guarded(
    before: Mapping[tuple[Somebody, str, str], MarkSet],
    said: Mapping[tuple[Somebody, str, str], MarkSet],
    taught: Container[tuple[Somebody, str, str]],
    slots: Container[Period],
) -> dict[tuple[Somebody, str, str], MarkSet]:
    """The protected time of the version in force that an earlier one takes over when it comes back.

    Where the earlier one has protected time of its own in a period, or a lesson, that stays.
    """
    guarded = {slot: mark for slot, mark in before.items() if mark[0] in GUARDED}
    kept = marks_kept(guarded, {}, taught, slots)
    return {slot: mark for slot, mark in kept.items() if slot not in said or said[slot][0] not in GUARDED}


def clipped(text: str) -> str:
    """Fit a name into its column: several names joined may be longer, and hide or reverse what follows them."""
    shown = proposals.plain(text)
    return shown if len(shown) <= NAME_CHARACTERS_MAX else shown[: NAME_CHARACTERS_MAX - 1] + "…"


_WEIGHT = (MarkKind.PPA, MarkKind.ECT, MarkKind.LEADERSHIP, MarkKind.DUTY)


def _weightiest(words: Iterable[tuple[MarkKind, str]]) -> tuple[MarkKind, str]:
    said = list(words)
    kind = min((kind for kind, _ in said), key=_WEIGHT.index)
    return kind, clipped(joined(word for of_kind, word in said if of_kind == kind))


def _kinds(choices: Choices) -> Mapping[str, MarkKind]:
    """What a word of the file means. PPA goes before the others, should a word be on two lists."""
    lists = (
        (choices.leadership_names, MarkKind.LEADERSHIP),
        (choices.ect_names, MarkKind.ECT),
        (choices.ppa_names, MarkKind.PPA),
    )
    return {order.folded(name): kind for names, kind in lists for name in names if order.folded(name)}


def _days(choices: Choices) -> Mapping[str, list[str]]:
    days: dict[str, list[str]] = {}
    for name, cycle_day in choices.days:
        days.setdefault(name, []).append(cycle_day)
    return days


def _used(found: ImportedTimetable) -> set[tuple[str, str]]:
    """(day, period) in which anything happens."""
    return {(day, period) for _, day, period, _, _, _ in found.rows()}


def _in_file(start: str | None, end: str | None) -> tuple[time, time] | None:
    if start is None or end is None:
        return None
    times = time.fromisoformat(start), time.fromisoformat(end)
    return times if DAY_STARTS <= times[0] < times[1] <= DAY_ENDS else None
