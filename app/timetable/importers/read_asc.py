"""Reads aSc Timetables XML: people and subjects stand in lessons, times and rooms in cards; both are joined by id.

The export of 2012 writes days and weeks as masks of 0 and 1 and a card for each period; that of 2008 counts days,
and may write one card for several periods (`durationperiods`), or the placed lessons as `TimeTableSchedule`.
"""

import math
import xml.etree.ElementTree as ElementTree  # Only for its element type.
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from app.timetable.importers import asc_lists, bells, limits, markup
from app.timetable.importers.asc_lists import Names, Week, get, ids
from app.timetable.importers.assemble import Held, assemble, check_sizes
from app.timetable.importers.opened import Opened
from app.timetable.importers.understanding import (
    Hints,
    ImportedPeriod,
    ImportedTimetable,
    ImportRefused,
    Problem,
    refusal,
)

TITLE = "aSc Timetables"
_ROOT: Final = "timetable"
_PERIOD_NUMBER_MAX: Final = 1_000
_SCHEDULE: Final = {
    "DayID": "day", "Period": "period", "SchoolRoomID": "classroomid", "SubjectGradeID": "subjectid",
    "ClassID": "classid", "TeacherID": "teacherid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Who and what, by name. `periods` is how many a card stands for, `wanted` how many a week should have."""

    id: str
    line: int
    teachers: tuple[str, ...]
    classes: tuple[str, ...]
    subject: str
    rooms: tuple[str, ...]
    periods: int
    wanted: str

    def called(self) -> str:
        """Name it at the start of a message."""
        classes = " + ".join(self.classes) or "no class"
        shown = classes if len(classes) <= 80 else f"{classes[:77]}..."
        return f"Lesson {self.id[:40]} ({self.subject or 'no subject'}, {shown}, {' + '.join(self.teachers)[:80]})"


@dataclass(slots=True)
class _Lists:
    """All lists of a file, and what was missed in them."""

    file: str
    teachers: Names
    classes: Names
    subjects: Names
    rooms: Names
    class_of_group: Mapping[str, str]
    missed: set[tuple[str, str]] = field(default_factory=set)

    def name(self, names: Names, key: str, line: int, problems: list[Problem]) -> str:
        """Give the name behind an id; what is not in the list is told once, and empty."""
        if key in names.by_id:
            return names.by_id[key]
        if (names.kind, key) not in self.missed:
            self.missed.add((names.kind, key))
            message = f"The {names.kind} {key[:40]} is used here but is not in the file's list."
            problems.append(Problem(message, "warning", "unknown-name", self.file, line))
        return ""

    def all_of(self, names: Names, keys: Sequence[str], line: int, problems: list[Problem]) -> tuple[str, ...]:
        """Give the names behind ids, each once."""
        found = (self.name(names, key, line, problems) for key in keys)
        return tuple(dict.fromkeys(name for name in found if name))


def recognises(opened: Opened) -> bool:
    """Say whether this is an XML file of aSc's; whether it holds lessons with times is seen in reading."""
    return opened.root == _ROOT


def hint(opened: Opened) -> str | None:
    """There is nothing of this format that is not the timetable."""
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read the one file.

    Raises:
        ImportRefused: two of them, broken XML, or no card with a time.
    """
    found = [opened for opened in files if recognises(opened)]
    if len(found) > 1:
        message = f"Two timetables were given, {found[0].file} and {found[1].file}. Bring one at a time."
        raise refusal(message, file=found[1].file, line=1)
    file = found[0].file
    problems = [problem for opened in files for problem in opened.problems]
    message = "Not used: an aSc Timetables file needs no other beside it."
    problems += [Problem(message, "info", "unused", opened.file) for opened in files if opened is not found[0]]
    root = markup.tree(found[0].data, file)
    lists = _lists(root, file, problems)
    lessons = _lessons(root, lists, problems)
    cards = _cards(root)
    week = asc_lists.week(root, cards, file)
    held = list(islice(_held(cards, lessons, lists, week, problems), limits.LESSONS_MAX + 1))
    if len(held) > limits.LESSONS_MAX:
        raise refusal(f"There are more than {limits.LESSONS_MAX:,} lessons.", file=file, line=held[-1].line)
    if not held:
        message = "This aSc Timetables file holds no card with a day and a period: no lesson has a time. Generate the "
        message += "timetable and export it with its cards (aSc Timetables 2012 XML)."
        raise ImportRefused((Problem(message, "refused", "unreadable", file, markup.line_of(root)), *problems))
    problems += _unplaced(lessons, held, file) + _terms(cards, file)
    return _understood(root, lists, week, cards, held, problems)


def _lists(root: ElementTree.Element, file: str, problems: list[Problem]) -> _Lists:
    def names(path: str, kind: str) -> Names:
        return asc_lists.names(root, path, kind, file, problems)

    lists = _Lists(
        file,
        names("teachers/teacher", "teacher"),
        names("classes/class", "class"),
        names("subjects/subject", "subject"),
        names("classrooms/classroom", "classroom"),
        {get(group, "id"): get(group, "classid") for group in root.iterfind("groups/group")},
    )
    problems += asc_lists.namesakes(root, lists.teachers, file)
    return lists


def _lessons(root: ElementTree.Element, lists: _Lists, problems: list[Problem]) -> dict[str, _Lesson]:
    found: dict[str, _Lesson] = {}
    for entry in root.iterfind("lessons/lesson"):
        lesson = _lesson(entry, get(entry, "id"), lists, problems)
        if lesson.id in found:
            message = f"{lesson.called()} has an id that is there already; the first with this id was used."
            problems.append(Problem(message, "warning", "repeated", lists.file, lesson.line))
        else:
            found[lesson.id] = lesson
    return found


def _lesson(entry: ElementTree.Element, key: str, lists: _Lists, problems: list[Problem]) -> _Lesson:
    line = markup.line_of(entry)
    class_ids = ids(entry, "classids", "classid")
    if not class_ids:
        groups = ids(entry, "groupids", "groupid")
        of_groups = (lists.class_of_group.get(group, "") for group in groups)
        class_ids = tuple(dict.fromkeys(class_id for class_id in of_groups if class_id))
    # A class that is not in the list is still a class: without one, the lesson would be taken for a duty.
    classes = tuple(lists.name(lists.classes, each, line, problems) or each[:40] for each in class_ids)
    subject = get(entry, "subjectid")
    duration = get(entry, "durationperiods")
    teachers = lists.all_of(lists.teachers, ids(entry, "teacherids", "teacherid"), line, problems)
    if len(classes) + len(teachers) > limits.JOINED_MAX:
        message = f"The lesson has more than {limits.JOINED_MAX:,} classes and teachers."
        raise refusal(message, file=lists.file, line=line)
    return _Lesson(
        key,
        line,
        teachers,
        tuple(dict.fromkeys(classes)),
        lists.name(lists.subjects, subject, line, problems) if subject else "",
        lists.all_of(lists.rooms, ids(entry, "classroomids", "classroomid"), line, problems),
        max(1, _whole(duration)),
        get(entry, "periodsperweek"),
    )


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 3 else 1


def _cards(root: ElementTree.Element) -> list[ElementTree.Element]:
    """Give the cards; where there are none, the placed lessons of 2008, written as cards."""
    found = root.findall("cards/card")
    if found:
        return found
    for entry in root.iterfind("TimeTableSchedules/TimeTableSchedule"):
        card = ElementTree.Element("card", {ours: get(entry, theirs) for theirs, ours in _SCHEDULE.items()})
        card.tail = entry.tail
        found.append(card)
    return found


def _held(
    cards: Sequence[ElementTree.Element], lessons: Mapping[str, _Lesson], lists: _Lists, week: Week,
    problems: list[Problem],
) -> Iterator[Held]:  # fmt: skip
    lasting = _stands_for_several(cards, lessons)
    for card in cards:
        lesson = _lesson_of(card, lessons, lists, problems)
        days = () if lesson is None else _days(card, week, lists.file, problems)
        if lesson is None or not days:
            continue
        rooms = _rooms(card, lesson, lists, problems)
        line = markup.line_of(card)
        for period in _periods(card, lesson.periods if lasting else 1):
            for day in days:
                yield Held(
                    lists.file, line, lesson.id, day, period,
                    lesson.teachers, lesson.classes, lesson.subject, rooms, lesson=lesson.id,
                )  # fmt: skip


def _lesson_of(
    card: ElementTree.Element, lessons: Mapping[str, _Lesson], lists: _Lists, problems: list[Problem]
) -> _Lesson | None:
    """Find the lesson of a card; a card of 2008 may say itself who teaches what to whom."""
    key = get(card, "lessonid")
    if key in lessons:
        return lessons[key]
    if get(card, "subjectid") or get(card, "teacherids", "teacherid"):
        own = f"{get(card, 'subjectid')} {get(card, 'teacherids', 'teacherid')}"
        return _lesson(card, key or own, lists, problems)
    message = f"The card belongs to lesson {key[:40]}, which is not in the file. It is left out."
    problems.append(Problem(message, "warning", "unknown-name", lists.file, markup.line_of(card)))
    return None


def _days(card: ElementTree.Element, week: Week, file: str, problems: list[Problem]) -> tuple[str, ...]:
    """Give the days of a card, in each of its weeks; none where it is not placed."""
    line = markup.line_of(card)
    days, weeks, period = get(card, "days"), get(card, "weeks"), get(card, "period")
    places: tuple[int, ...] | None = asc_lists.bits(days) if days else ()
    if not days and (number := get(card, "day")):
        places = (week.numbered[number],) if number in week.numbered else None
    if places is None or len(period) > limits.NAME_CHARACTERS_MAX:
        written = days or get(card, "day")
        message = f"“{written[:40]}” does not say on which days the card is. It is left out."
        problems.append(Problem(message, "warning", "row", file, line))
        return ()
    if not places or not period:
        message = "The card has no day or no period: it is not placed. It is left out."
        problems.append(Problem(message, "warning", "partial", file, line))
        return ()
    held_in = asc_lists.bits(weeks)
    if weeks and held_in is None:
        message = f"“{weeks[:40]}” does not say in which weeks the card is. It was read for every week."
        problems.append(Problem(message, "warning", "row", file, line))
    if not weeks or held_in is None or "0" not in weeks:
        held_in = tuple(range(week.week_count))
    return tuple(week.called(letter, place) for letter in held_in for place in places)


def _rooms(card: ElementTree.Element, lesson: _Lesson, lists: _Lists, problems: list[Problem]) -> tuple[str, ...]:
    """Give the rooms of a card. The rooms of a lesson are those it might have, so only a single one is sure."""
    if "classroomids" in card.attrib or "classroomid" in card.attrib:
        line = markup.line_of(card)
        return lists.all_of(lists.rooms, ids(card, "classroomids", "classroomid"), line, problems)
    return lesson.rooms if len(lesson.rooms) == 1 else ()


def _periods(card: ElementTree.Element, count: int) -> Iterator[str]:
    first = get(card, "period")
    yield first
    if first.isascii() and first.isdigit() and len(first) < 4:
        yield from (str(int(first) + more) for more in range(1, count) if int(first) + more < _PERIOD_NUMBER_MAX)


def _stands_for_several(cards: Sequence[ElementTree.Element], lessons: Mapping[str, _Lesson]) -> bool:
    """Say whether a card stands for all periods of a double lesson, as some files of 2008 have it.

    The lessons vote: as many cards as periods a week, or as many cards times their length.
    """
    counts = Counter(get(card, "lessonid") for card in cards)
    several = [lesson for lesson in lessons.values() if lesson.periods > 1 and counts[lesson.id]]
    wanted = [(counts[lesson.id], lesson.periods, _amount(lesson.wanted)) for lesson in several]
    by_card = sum(abs(cards_there * length - amount) < 0.1 for cards_there, length, amount in wanted)
    by_period = sum(abs(cards_there - amount) < 0.1 for cards_there, _, amount in wanted)
    if by_card != by_period:
        return by_card > by_period
    return bool(several) and all(counts[lesson.id] % lesson.periods for lesson in several)


def _amount(written: str) -> float:
    try:
        amount = float(written.replace(",", ".")) if len(written) < 12 else 0.0
    except ValueError:
        return 0.0
    return amount if math.isfinite(amount) else 0.0  # `inf` and `nan` are numbers too.


def _unplaced(lessons: Mapping[str, _Lesson], held: Sequence[Held], file: str) -> list[Problem]:
    """Say which lessons have no time, or fewer than they should have, and how many."""
    there = Counter(row.activity for row in held)
    missing = [lesson for lesson in lessons.values() if there[lesson.id] < max(1, round(_amount(lesson.wanted)))]
    problems = [
        Problem(
            f"{lesson.called()} has {there[lesson.id]} of {_amount(lesson.wanted):g} periods." if there[lesson.id]
            else f"{lesson.called()} has no time; it is left out.",
            "warning", "partial", file, lesson.line,
        )
        for lesson in missing
    ]  # fmt: skip
    if missing:
        message = f"The timetable is not complete: {len(missing)} of {len(lessons)} lessons have no card, or too few."
        problems.insert(0, Problem(message, "warning", "partial", file))
    return problems


def _terms(cards: Sequence[ElementTree.Element], file: str) -> list[Problem]:
    """Say that lessons of several terms stand side by side, where some are held in one of them only."""
    limited = [card for card in cards if {"0", "1"} <= set(get(card, "terms"))]
    if not limited:
        return []
    message = (
        f"{len(limited)} cards are held in some terms only. All were read, so lessons of different terms may look like "
        "clashes; export one term to leave the others out."
    )
    return [Problem(message, "info", "row", file, markup.line_of(limited[0]))]


def _understood(
    root: ElementTree.Element, lists: _Lists, week: Week, cards: Sequence[ElementTree.Element],
    held: Sequence[Held], problems: list[Problem],
) -> ImportedTimetable:  # fmt: skip
    file = lists.file
    defined = asc_lists.periods(root, file, problems)
    problems += bells.overlaps(list(defined.values())) + _undefined(defined, cards, held, file)
    numbers = bells.in_order((*defined, *(row.period for row in held)))
    days, teachers = week.all_days(), tuple(dict.fromkeys(lists.teachers.by_id.values()))
    check_sizes(days, numbers, teachers, file)
    assembled = assemble(held)
    problems += assembled.problems
    problems += bells.clashes(held, {(day, number): found for day in days for number, found in defined.items()})
    shown = tuple(defined[number].shown() if number in defined else ImportedPeriod(number) for number in numbers)
    return ImportedTimetable(
        TITLE, dict.fromkeys(days, shown), teachers, tuple(assembled.lessons), tuple(assembled.busy), tuple(problems),
        people=asc_lists.people(root, lists.teachers),
    )  # fmt: skip


def _undefined(
    defined: Mapping[str, object], cards: Sequence[ElementTree.Element], held: Sequence[Held], file: str
) -> list[Problem]:
    """Say which periods are used but not in the list of periods: once each, with the number of cards."""
    first: dict[str, Held] = {}
    for row in held:
        if row.period not in defined:
            first.setdefault(row.period, row)
    counts = Counter(get(card, "period") for card in cards)
    return [
        Problem(
            f"{max(1, counts[period])} cards are in period {period}, which the file's list of periods has not. "
            "It has no clock time until you enter one.",
            "warning", "time", file, row.line,
        )
        for period, row in first.items()
    ]  # fmt: skip
