"""The demo school as a whole: `make_school(seed)` is Larkmere School, `make_small_school(seed)` its small neighbour."""

from collections.abc import Sequence
from datetime import time
from random import Random
from typing import Final

from app.demo.curriculum import PUPILS_BY_YEAR, SUBJECTS
from app.demo.groups import fortnights, make_groups
from app.demo.marks import LABELS, mark_week
from app.demo.model import (
    CPD_LEAD,
    HEAD,
    KNOWLEDGEABLE_OTHER,
    LEADERSHIP,
    STPCD,
    TEACHER,
    TRUST_LEAD,
    DemoClass,
    DemoGroup,
    DemoLesson,
    DemoSchool,
    Mark,
    Outsider,
    Period,
    StaffMember,
)
from app.demo.posts import NAMES, Post, posts
from app.demo.rooms import ALL_ROOMS, give_rooms
from app.demo.staffing import Appointed
from app.demo.timetabling import PERIODS, SLOTS
from app.demo.week import Meeting, make_weeks

__all__ = ["DEFAULT_SEED", "DemoSchool", "make_school", "make_small_school"]

DEFAULT_SEED: Final = 1
TRUST: Final = "Hollin Trust"
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
DAYS: Final = tuple(f"{week} {weekday}" for week in "AB" for weekday in WEEKDAYS)
DAY: Final = (
    Period("P1", time(8, 45), time(9, 45)),
    Period("P2", time(9, 45), time(10, 45)),
    Period("P3", time(11, 5), time(12, 5)),
    Period("P4", time(12, 5), time(13, 5)),
    Period("P5", time(13, 50), time(14, 50)),
)
CODES_AVOIDED: Final = ("THE", "HAS", "HIS", "ASS", "FAT", "MAD", "SAD", "BAD", "PIG", "RAT", "SEX", "ILL", "DIE")
"""Initials that are words, which no school would print on a timetable."""
AFTER_SCHOOL: Final = time(15, 5)
AFTER_SCHOOL_ENDS: Final = time(16, 30)


def make_school(seed: int) -> DemoSchool:
    """Make Larkmere School: 720 pupils, 51 staff, a timetable over weeks A and B, and 17 groups of three.

    The same seed gives the same school, on every machine. Usually takes less than half a second.
    """
    rng = Random(seed)
    vacancies = posts()
    people, meetings = make_weeks(vacancies, rng)
    staff = _staff(people, _names(seed)[: len(people)], "larkmere.example")
    lessons = _lessons(meetings, give_rooms(meetings, vacancies), staff)
    marks = _marks(people, meetings, staff, rng)
    periods = tuple(period.name for period in DAY)
    groups = make_groups(staff, fortnights(DAYS, periods, staff, lessons, marks), rng)
    return DemoSchool(
        name="Larkmere School", slug="larkmere", trust=TRUST, domain="larkmere.example",
        pupils_by_year=dict(PUPILS_BY_YEAR), days=DAYS, periods=DAY, after_school=AFTER_SCHOOL,
        after_school_ends=AFTER_SCHOOL_ENDS, staff=staff, outsiders=_outsiders(groups), rooms=ALL_ROOMS,
        classes=_classes(meetings), lessons=lessons, marks=marks, groups=groups,
    )  # fmt: skip


def make_small_school(seed: int) -> DemoSchool:
    """Make Cedar Academy: six staff of the same trust and no timetable yet, for whoever wants to import their own."""
    jobs = (
        ("Leadership", "Headteacher", "HEAD", HEAD),
        ("Leadership", "Deputy headteacher, professional learning", "SLT", CPD_LEAD),
        ("English", "Head of English", "MIDDLE", TEACHER),
        ("Maths", "Head of Maths", "MIDDLE", TEACHER),
        ("Science", "Teacher of Science", "TEACHER", TEACHER),
        ("Humanities", "Teacher of Geography (ECT, year 1)", "ECT", TEACHER),
    )
    people = [Appointed(Post(area, job, kind, "", 0, 22, role), frozenset()) for area, job, kind, role in jobs]
    return DemoSchool(
        name="Cedar Academy", slug="cedar", trust=TRUST, domain="cedar.example", pupils_by_year={}, days=DAYS,
        periods=DAY, after_school=AFTER_SCHOOL, after_school_ends=AFTER_SCHOOL_ENDS,
        staff=_staff(people, _names(seed)[-len(people) :], "cedar.example"), outsiders=(), rooms=(), classes=(),
        lessons=(), marks=(), groups=(),
    )  # fmt: skip


def _names(seed: int) -> list[tuple[str, str]]:
    """Shuffle the sixty names: the first 51 work at Larkmere, the last six at Cedar."""
    names = [(given, family) for given, family in NAMES]
    Random(f"names {seed}").shuffle(names)
    return names


def _staff(people: Sequence[Appointed], names: Sequence[tuple[str, str]], domain: str) -> tuple[StaffMember, ...]:
    codes: list[str] = []
    found = []
    for person, (given, family) in zip(people, names, strict=True):
        post = person.post
        codes.append(_code(given, family, codes))
        is_slt = post.kind in ("HEAD", "SLT")
        off = tuple(f"{week} {WEEKDAYS[day]}" for week in "AB" for day in sorted(person.weekdays_off))
        email = f"{given[0]}.{family}@{domain}".lower().replace(" ", "").replace("'", "")
        found.append(
            StaffMember(
                codes[-1],
                given,
                family,
                email,
                post.department,
                post.job,
                post.role,
                post.fte_percent,
                LEADERSHIP if is_slt else STPCD,
                post.kind == "ECT",
                is_slt,
                off,
            )
        )
    return tuple(found)


def _code(given: str, family: str, taken: Sequence[str]) -> str:
    """Make a staff code as schools do: an initial and two letters of the family name, the first that is not taken."""
    letters = [letter for letter in family.upper() if letter.isalpha()]
    choices = (given[0].upper() + one + other for n, one in enumerate(letters) for other in letters[n + 1 :])
    return next(code for code in choices if code not in taken and code not in CODES_AVOIDED)


def _outsiders(groups: Sequence[DemoGroup]) -> tuple[Outsider, ...]:
    return (
        Outsider("Judith", "Amberley", "j.amberley@hollin.example", "Director of education", TRUST_LEAD, None),
        Outsider("Anil", "Wetherby", "a.wetherby@fenwick.example", "Lecturer in education, Fenwick University",
                 KNOWLEDGEABLE_OTHER, groups[0].name),
    )  # fmt: skip


def _lessons(meetings: Sequence[Meeting], rooms: Sequence[str], staff: Sequence[StaffMember]) -> tuple[DemoLesson, ...]:
    return tuple(
        DemoLesson(
            DAYS[5 * meeting.week + meeting.slot // PERIODS],
            DAY[meeting.slot % PERIODS].name,
            meeting.course.class_code,
            SUBJECTS[meeting.course.subject],
            room,
            tuple(staff[teacher].code for teacher in meeting.teachers),
        )
        for meeting, room in zip(meetings, rooms, strict=True)
    )


def _classes(meetings: Sequence[Meeting]) -> tuple[DemoClass, ...]:
    """List every class and subject once, sorted by year. A form has one entry for each subject it is taught in."""
    found = {
        DemoClass(c.class_code, c.year, SUBJECTS[c.subject], c.forms, c.block, c.pupil_count): None
        for c in (meeting.course for meeting in meetings)
    }
    return tuple(sorted(found, key=lambda c: (c.year, c.code, c.subject)))


def _marks(
    people: Sequence[Appointed], meetings: Sequence[Meeting], staff: Sequence[StaffMember], rng: Random
) -> tuple[Mark, ...]:
    vacancies = [person.post for person in people]
    found: list[Mark] = []
    for week in (0, 1):
        taught: list[set[int]] = [set() for _ in people]
        for meeting in meetings:
            for teacher in meeting.teachers if meeting.week == week else ():
                taught[teacher].add(meeting.slot)
        free = {
            number: [s for s in range(SLOTS) if s not in taught[number] and s // PERIODS not in person.weekdays_off]
            for number, person in enumerate(people)
        }
        load = {number: len(slots) for number, slots in enumerate(taught)}
        for number, slot, kind in mark_week(vacancies, free, load, rng):
            day, period = DAYS[5 * week + slot // PERIODS], DAY[slot % PERIODS].name
            found.append(Mark(staff[number].code, day, period, kind, LABELS[kind]))
    return tuple(found)
