"""One person's calendar put into the timetable of a whole school: it says nothing of anybody else. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

from app.timetable.importers import order
from app.timetable.rules import adoption
from app.timetable.rules.content import Content, HeldLesson, MarkSet, Period, Times, Who, WhoseSlot

_Bell = tuple[time, time, str]
_Place = tuple[str, str, frozenset[str]]
"""A day of the cycle, a period, the classes by their folded names."""
_JOINED = re.compile(r"[+,;&]")
WEEKDAYS = 5
CLASSES_KEPT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class OwnTime:
    """A time in somebody's calendar at which no period of the school is held; it becomes one of its own."""

    cycle_day: str
    period: str
    starts: time
    ends: time


def days_told(mapped: Collection[str], cycle_days: Sequence[str], *, follows_weekdays: bool) -> set[str]:
    """The days that a calendar of several weeks speaks of: those it has something on, and the empty ones beside them.

    Somebody who has lessons in a week and none on its Tuesday has none on Tuesday. Of a week in which it has nothing
    at all, B beside A, it says nothing; nor of days that are not weekdays.

    Args:
        mapped: the days of the cycle that the calendar's own days are.
    """
    if not follows_weekdays:
        return set(mapped)
    weeks = [cycle_days[first : first + WEEKDAYS] for first in range(0, len(cycle_days), WEEKDAYS)]
    return set(mapped).union(*(week for week in weeks if not set(mapped).isdisjoint(week)))


def merged(
    whole: Content, own: Content, people: Collection[Who], days: Collection[str]
) -> tuple[Content, list[OwnTime]]:
    """Put what a calendar says of *people* in the place of what *whole* says of them; all else stays as it is.

    Args:
        days: the days of the cycle that the calendar speaks of. On the others *people* keep what they have: of week B
            a calendar that is only week A says nothing.

    Times of the calendar become the school's periods where they begin and end with them, one or several. A lesson
    that others give as well stays theirs. Where the calendar names no subject or room, what was known stays.

    Returns:
        The whole, and the times of the calendar that are nobody's period.
    """
    bells, periods, odd = _periods(whole.bells, own)
    lessons = _lessons(whole, _placed(own, periods), people, days)
    taught = {(who, *lesson.slot) for lesson in lessons for who in lesson.teachers}
    before = {slot: mark for slot, mark in whole.marks.items() if slot[0] in people and slot[1] in days}
    marks = {slot: mark for slot, mark in whole.marks.items() if slot not in before}
    said = {
        (who, day, period): mark
        for (who, day, name), mark in own.marks.items()
        for period in periods[day, name]
        if (who, day, period) not in taught
    }
    kept = adoption.marks_kept(before, said, taught, bells)
    return Content(bells, lessons, marks | said | kept), odd


def _periods(
    bells: Mapping[Period, Times], own: Content
) -> tuple[dict[Period, Times], dict[Period, list[str]], list[OwnTime]]:
    """All bells there will be; which periods each period of the calendar is; and those that are none."""
    by_day: dict[str, list[_Bell]] = {}
    for (day, period), (starts, ends) in bells.items():
        by_day.setdefault(day, []).append((starts, ends, period))
    all_bells, periods, odd = dict(bells), dict[Period, list[str]](), list[OwnTime]()
    used = {lesson.slot for lesson in own.lessons} | {(day, period) for _, day, period in own.marks}
    for slot in dict.fromkeys([*own.bells, *used]):
        if slot not in used:
            continue
        (day, name), (starts, ends) = slot, own.bells[slot]
        same = _held_in(by_day.get(day, []), starts, ends)
        if not same:
            same = [_unused_name(all_bells, day, name, starts)]
            all_bells[day, same[0]] = (starts, ends)
            odd.append(OwnTime(day, same[0], starts, ends))
        periods[slot] = same
    return all_bells, periods, odd if bells else []


def _held_in(of_day: Sequence[_Bell], starts: time, ends: time) -> list[str]:
    """The periods that together begin at *starts* and end at *ends*; of two at one time, the first.

    Bells of real schools overlap: of several ways, the one that leaves least of the time between periods.
    """
    exact = [period for begin, end, period in of_day if (begin, end) == (starts, ends)]
    if exact:
        return exact[:1]
    ways: list[tuple[int, time, list[str]]] = []
    """Minutes in periods, when the last of them ends, and which they are."""
    for begin, end, period in sorted(bell for bell in of_day if starts <= bell[0] and bell[1] <= ends):
        before = [way for way in ways if way[1] <= begin] + ([(0, starts, [])] if begin == starts else [])
        if before:
            minutes, _, periods = max(before, key=lambda way: way[0])
            ways.append((minutes + _minutes(begin, end), end, [*periods, period]))
    whole = [way for way in ways if way[1] == ends]
    return max(whole, key=lambda way: way[0])[2] if whole else []


def _minutes(starts: time, ends: time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def _unused_name(bells: Mapping[Period, Times], day: str, name: str, starts: time) -> str:
    if (day, name) not in bells:
        return name
    at = f"{name} ({starts:%H:%M})"
    number = 2
    while (day, at) in bells:
        at, number = f"{name} ({starts:%H:%M}, {number})", number + 1
    return at


def _placed(own: Content, periods: Mapping[Period, list[str]]) -> Content:
    lessons = [replace(lesson, period=period) for lesson in own.lessons for period in periods[lesson.slot]]
    marks: dict[WhoseSlot, MarkSet] = {
        (who, day, period): mark for (who, day, name), mark in own.marks.items() for period in periods[day, name]
    }
    return Content({}, lessons, marks)


def _lessons(whole: Content, own: Content, people: Collection[Who], days: Collection[str]) -> list[HeldLesson]:
    said, rest = _assigned(whole.lessons, own.lessons, people, days)
    found: list[HeldLesson] = []
    for number, lesson in enumerate(whole.lessons):
        theirs = _theirs(lesson, people, days)
        if number in said and theirs:
            found.append(_updated(lesson, said[number], people))
        elif number in said:
            found.append(replace(lesson, teachers=lesson.teachers.union(*(one.teachers for one in said[number]))))
        elif not theirs or _goes_on(lesson, own.marks, theirs):
            found.append(lesson)
        elif left := lesson.teachers - theirs:
            found.append(replace(lesson, teachers=left))
    return [*found, *(_with_subject(lesson, whole, people) for lesson in rest)]


def _assigned(
    lessons: Sequence[HeldLesson], own: Sequence[HeldLesson], people: Collection[Who], days: Collection[str]
) -> tuple[dict[int, list[HeldLesson]], list[HeldLesson]]:
    """Which lessons of the whole, by their places, are which of the calendar's; and those of the calendar that are new.

    A calendar may name the classes of a joined lesson in another order, one of them only, or each in an event of its
    own; or as one what the whole has apart. Only what names the very same classes is a lesson that others give.
    """
    wanted: dict[_Place, HeldLesson] = {}
    for lesson in own:
        wanted.setdefault(_place(lesson), lesson)
    places = [_place(lesson) for lesson in lessons]
    theirs = [number for number, lesson in enumerate(lessons) if _theirs(lesson, people, days)]
    said: dict[int, list[HeldLesson]] = {}
    for number in theirs:
        if (same := wanted.pop(places[number], None)) is not None:
            said[number] = [same]
    for number in theirs:
        inside = [place for place in wanted if _is_part(place, places[number])]
        if number not in said and inside:
            said[number] = [wanted.pop(place) for place in inside]
    for place in list(wanted):
        parts = [number for number in theirs if number not in said and _is_part(places[number], place)]
        if place[2] and place[2] == frozenset[str]().union(*(places[number][2] for number in parts)):
            one = wanted.pop(place)
            said |= {number: [one] for number in parts}
    for number, lesson in enumerate(lessons):
        other = wanted.get(places[number])
        if other is not None and number not in said and lesson.cycle_day in days and _agrees(lesson, other):
            said[number] = [wanted.pop(places[number])]
    return said, list(wanted.values())


def _theirs(lesson: HeldLesson, people: Collection[Who], days: Collection[str]) -> frozenset[Who]:
    """Who of *people* gives a lesson that the calendar speaks of."""
    return lesson.teachers.intersection(people) if lesson.cycle_day in days else frozenset()


def _is_part(one: _Place, other: _Place) -> bool:
    return one[:2] == other[:2] and bool(one[2]) and one[2] <= other[2]


def _with_subject(said: HeldLesson, whole: Content, people: Collection[Who]) -> HeldLesson:
    """Add what *people* teach this class, where the calendar does not say and there is one answer."""
    if said.subject:
        return said
    classes = _classes(said.class_name)
    known = {
        lesson.subject
        for lesson in whole.lessons
        if _classes(lesson.class_name) == classes and not lesson.teachers.isdisjoint(people)
    }
    return replace(said, subject=known.pop()) if len(known) == 1 else said


def _place(lesson: HeldLesson) -> _Place:
    return lesson.cycle_day, lesson.period, _classes(lesson.class_name)


@lru_cache(CLASSES_KEPT_MAX)
def _classes(class_name: str) -> frozenset[str]:
    """The classes of a lesson, however they are joined: as files are read, or as one of them wrote it."""
    return frozenset(folded for part in _JOINED.split(class_name) if (folded := order.folded(part)))


def _updated(lesson: HeldLesson, said: Sequence[HeldLesson], people: Collection[Who]) -> HeldLesson:
    teachers = lesson.teachers.union(*(one.teachers for one in said))
    if not lesson.teachers <= set(people):
        return replace(lesson, teachers=teachers)
    subject, room = _only([one.subject for one in said]), _only([one.room for one in said])
    return replace(lesson, teachers=teachers, subject=subject or lesson.subject, room=room or lesson.room)


def _only(words: Iterable[str]) -> str:
    """What is said, where there is one answer."""
    told = set(words) - {""}
    return told.pop() if len(told) == 1 else ""


def _agrees(lesson: HeldLesson, said: HeldLesson) -> bool:
    """Whether the two are one lesson taught together, as far as the calendar says."""
    return said.subject in ("", lesson.subject) and said.room in ("", lesson.room)


def _goes_on(lesson: HeldLesson, marks: Mapping[WhoseSlot, MarkSet], theirs: Collection[Who]) -> bool:
    """Whether the calendar names only the subject of a lesson whose class we know."""
    words = {order.folded(lesson.subject), order.folded(lesson.class_name)} - {""}
    notes = (order.folded(marks[slot][1]) for who in theirs if (slot := (who, *lesson.slot)) in marks)
    return any(note in words for note in notes)
