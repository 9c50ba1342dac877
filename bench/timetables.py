"""Made schools for the planner's benchmarks: a week of lessons from a seed, groups of three, six weeks to plan."""

import random
from datetime import date, timedelta

from app.planner.problem import AfterSchool, Caps, Group, Lesson, Period, Problem, SchoolDay, Teacher

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
STARTS = (520, 580, 660, 720, 820)
PERIOD_MINUTES = 60
TAUGHT_SHARE = 0.84
"""Of all periods: what a full timetable in an English secondary school leaves is the rest, PPA included."""
WEEKS = 6
FIRST = date(2026, 11, 2)


def made_school(teachers: int, seed: int) -> Problem:
    """A school of *teachers*, most of them teaching at any time; the last groups take who is left over."""
    rng = random.Random(seed)
    ids = [f"t{number:03}" for number in range(1, teachers + 1)]
    periods = tuple(Period(str(n + 1), start, start + PERIOD_MINUTES) for n, start in enumerate(STARTS))
    lessons = []
    for day in DAYS:
        for period in periods:
            teaching = rng.sample(ids, round(teachers * TAUGHT_SHARE))
            lessons += [Lesson(day, period.name, (who,), f"c{number}") for number, who in enumerate(teaching, 1)]
    rng.shuffle(ids)
    whole = len(ids) // 3
    members = [ids[3 * n : 3 * n + 3] for n in range(whole)]
    for number, left in enumerate(ids[3 * whole :]):
        members[number].append(left)
    return Problem(
        slot_minutes=30,
        calendar=tuple(
            SchoolDay(FIRST + timedelta(weeks=week, days=number), day)
            for week in range(WEEKS) for number, day in enumerate(DAYS)
        ),
        days=dict.fromkeys(DAYS, periods),
        after_school=AfterSchool(890, 950, frozenset((1, 2, 3, 4))),
        teachers=tuple(Teacher(who, Caps(90, 90, 120)) for who in sorted(ids)),
        lessons=tuple(lessons),
        groups=tuple(
            Group(f"g{number:02}", tuple(sorted(some)), observations_each=3) for number, some in enumerate(members, 1)
        ),
    )  # fmt: skip
