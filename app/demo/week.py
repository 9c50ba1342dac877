"""Make the two weeks of Larkmere's cycle: who teaches what in which slot of week A and of week B."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from app.demo.curriculum import Block, Course, blocks
from app.demo.posts import Post
from app.demo.staffing import Appointed, share_out
from app.demo.timetabling import PERIODS, SLOTS, Activity, Limits, Placed, place

STARTS_MAX: Final = 25
"""Starts fail about two times in five, each within a quarter of a second: 25 failures in a row will not be seen."""
CO_TAUGHT: Final = ("7D/Ma", "8B/En")
"""Where the SENCO teaches beside the class's teacher."""
EXCHANGES: Final = 70
"""Pairs of lessons that change places in week B, at the most."""
EXCHANGE_TRIES: Final = 3_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson before it has a room: `week` 0 is A, 1 is B; `teachers` are indices of posts."""

    week: int
    slot: int
    course: Course
    teachers: tuple[int, ...]
    is_single: bool


def make_weeks(posts: Sequence[Post], rng: Random) -> tuple[list[Appointed], list[Meeting]]:
    """Choose days off, share out courses and timetable them. Meetings are sorted by week, slot and class.

    Raises:
        AssertionError: nothing was found in `STARTS_MAX` starts.
    """
    week = blocks()
    for _ in range(STARTS_MAX):
        people = [Appointed(post, _days_off(post, rng)) for post in posts]
        teachers = share_out(week, people, rng)
        owners = [block for block in week for _ in range(block.count)]
        placed = place([_activity(block, teachers, posts) for block in owners], _limits(people), rng)
        if placed:
            meetings = [meeting for block, where in zip(owners, placed, strict=True) for meeting in _meet(block, where)]
            week_a = [meeting for meeting in meetings if meeting.week == 0]
            week_b = _exchange([meeting for meeting in meetings if meeting.week == 1], _limits(people), rng)
            return people, sorted(week_a + week_b, key=lambda m: (m.week, m.slot, m.course.year, m.course.class_code))
    raise AssertionError("no timetable found")


def _days_off(post: Post, rng: Random) -> frozenset[int]:
    return frozenset(rng.sample(range(5), (100 - post.fte_percent) // 20))


def _limits(people: Sequence[Appointed]) -> list[Limits]:
    found = []
    for person in people:
        slots = frozenset(slot for slot in range(SLOTS) if slot // PERIODS not in person.weekdays_off)
        beside = 4 * len(CO_TAUGHT) if person.post.kind == "SENCO" else 0
        found.append(Limits(slots, person.post.periods_min + beside, person.post.periods_max + beside))
    return found


def _activity(block: Block, teachers: Mapping[str, int], posts: Sequence[Post]) -> Activity:
    week_a = tuple(teachers[course.key] for course in block.week_a)
    week_b = tuple(teachers[course.key] for course in block.week_b)
    if block.name in CO_TAUGHT:
        senco = next(number for number, post in enumerate(posts) if post.kind == "SENCO")
        return Activity(block.forms, (*week_a, senco), (*week_b, senco), block.tags, ())
    colleagues: tuple[int, ...] = ()
    if len(block.courses) == 1:
        able = (n for n, post in enumerate(posts) if block.courses[0].subject in post.teaches.split())
        colleagues = tuple(n for n in able if n not in week_a and posts[n].kind not in ("HEAD", "SENCO"))
    return Activity(block.forms, week_a, week_b, block.tags, colleagues)


def _meet(block: Block, where: Placed) -> list[Meeting]:
    found = []
    for week, courses, teachers in ((0, block.week_a, where.teachers_a), (1, block.week_b, where.teachers_b)):
        if block.name in CO_TAUGHT:
            found.append(Meeting(week, where.slot, courses[0], teachers, is_single=False))
            continue
        is_single = len(block.courses) == 1
        for course, teacher in zip(courses, teachers, strict=True):
            found.append(Meeting(week, where.slot, course, (teacher,), is_single))
    return found


def _exchange(week: list[Meeting], limits: Sequence[Limits], rng: Random) -> list[Meeting]:
    """Let pairs of one form's lessons change places where both teachers can: the same lessons, on other days."""
    busy = {(meeting.slot, teacher) for meeting in week for teacher in meeting.teachers}
    single: dict[tuple[str, ...], list[int]] = {}
    for number, meeting in enumerate(week):
        if meeting.is_single:
            single.setdefault(meeting.course.forms, []).append(number)
    forms = list(single)
    done = 0
    for _ in range(EXCHANGE_TRIES):
        one, other = rng.sample(single[rng.choice(forms)], 2)
        if not _may_exchange(week, one, other, busy, limits):
            continue
        for number, slot in ((one, week[other].slot), (other, week[one].slot)):
            meeting = week[number]
            busy.remove((meeting.slot, meeting.teachers[0]))
            week[number] = Meeting(1, slot, meeting.course, meeting.teachers, is_single=True)
            busy.add((slot, meeting.teachers[0]))
        done += 1
        if done == EXCHANGES:
            break
    return week


def _may_exchange(
    week: list[Meeting], one: int, other: int, busy: set[tuple[int, int]], limits: Sequence[Limits]
) -> bool:
    for meeting, slot in ((week[one], week[other].slot), (week[other], week[one].slot)):
        teacher = meeting.teachers[0]
        if (slot, teacher) in busy or slot not in limits[teacher].slots:
            return False
        days = {m.slot // PERIODS for m in week if m.course.key == meeting.course.key and m.slot != meeting.slot}
        if slot // PERIODS in days:
            return False
    return True
