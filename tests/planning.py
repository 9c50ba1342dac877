"""Small random schools to plan for, and ways to spoil a plan: for the planner's tests."""

import random
from dataclasses import replace
from datetime import date, timedelta

from app.planner.problem import (
    AfterSchool,
    Caps,
    Debrief,
    Group,
    Lesson,
    Observation,
    Period,
    Plan,
    Policy,
    Problem,
    Release,
    ResearchLesson,
    SchoolDay,
    Teacher,
)

ALPHABETS = (
    "Ana", "Ben", "Chloé", "Đặng", "Ελένη", "Фёдор", "יעל", "ليلى", "প্রিয়া", "王芳", "さくら", "지우", "O'Neil", "T 1", "É/\\\"x\"",
)  # fmt: skip
"""Ids as schools have them: no two alike, more than twelve."""
PERIOD_MINUTES = (25, 30, 50, 55, 60, 60, 95)
FIRST_MONDAY = date(2026, 11, 2)


def random_problem(
    rng: random.Random,
    *,
    teachers: tuple[int, int] = (3, 12),
    groups: tuple[int, int] = (1, 4),
    dates: tuple[int, int] = (1, 8),
    periods: tuple[int, int] = (1, 4),
    observations_each: tuple[int, int] = (1, 3),
    members_max: int = 5,
) -> Problem:
    """Make a tiny school that the reader accepts, half of them tight. Every pair is the fewest and the most.

    For brute force ask for little: `teachers=(3, 4), groups=(1, 1), dates=(1, 2), periods=(1, 2)`.
    """
    slot_minutes = rng.choice((30, 30, 30, 20))
    calendar = _calendar(rng, rng.randint(*dates))
    days = _days(rng, calendar, rng.randint(*periods))
    ids = rng.sample(ALPHABETS, k=min(rng.randint(*teachers), len(ALPHABETS)))
    lessons = _lessons(rng, ids, days, {day.day for day in calendar})
    cells = [(who, day, period.name) for who in ids for day, bells in days.items() for period in bells]
    marked = rng.choice((0.0, 0.0, 0.1, 0.2))
    tight = rng.random() < 0.5
    return Problem(
        slot_minutes=slot_minutes,
        calendar=calendar,
        days=days,
        after_school=_after_school(rng, days, tight),
        teachers=tuple(_teacher(rng, who, slot_minutes, calendar, days, tight) for who in ids),
        lessons=lessons,
        groups=_groups(rng, ids, rng.randint(*groups), observations_each, members_max, tight),
        ppa=frozenset(cell for cell in cells if rng.random() < marked),
        busy=frozenset(cell for cell in cells if rng.random() < 0.08),
        blocked=frozenset(_times(rng, calendar, days, rng.choice((0, 0, 0, 1, 2)) if tight else 0)),
        policy=Policy(
            ppa_percent=rng.choice((0, 10, 34, 50) if tight else (0, 10, 10)),
            cover_per_week=rng.choice((0, 1, 1, 2) if tight else (1, 2, 3)),
            releases_per_class=rng.choice((0, 1, 2, 2) if tight else (2, 3, 9)),
            debrief_minutes=rng.choice((10, 20, 30, 45) if tight else (10, 20)),
            debrief_within_days=rng.choice((0, 1, 2, 2, 3)),
        ),
    )


def _calendar(rng: random.Random, count: int) -> tuple[SchoolDay, ...]:
    """School days from some day of the first week on, with holidays between; A and B weeks sometimes."""
    two_weeks = rng.random() < 0.3
    gap = rng.choice((0.0, 0.0, 0.3))
    found: list[SchoolDay] = []
    on = FIRST_MONDAY + timedelta(days=rng.randrange(5))
    while len(found) < count:
        if on.weekday() < 5 and rng.random() >= gap:
            weekday = ("Mon", "Tue", "Wed", "Thu", "Fri")[on.weekday()]
            week = "AB"[((on - FIRST_MONDAY).days // 7) % 2]
            found.append(SchoolDay(on, f"{week}-{weekday}" if two_weeks else weekday))
        on += timedelta(days=1)
    return tuple(found)


def _days(rng: random.Random, calendar: tuple[SchoolDay, ...], periods: int) -> dict[str, tuple[Period, ...]]:
    """Cycle days with bells; mostly the same bells every day."""
    usual = _bells(rng, periods)
    names = dict.fromkeys(day.day for day in calendar)
    return {day: usual if rng.random() < 0.7 else _bells(rng, rng.randint(1, periods)) for day in names}


def _bells(rng: random.Random, count: int) -> tuple[Period, ...]:
    found: list[Period] = []
    at = 8 * 60 + rng.choice((0, 40))
    for number in range(count):
        end = at + rng.choice(PERIOD_MINUTES)
        found.append(Period(f"{number + 1}ª", at, end))
        at = end + rng.choice((0, 0, 5, 20))
    return tuple(found)


def _lessons(
    rng: random.Random, ids: list[str], days: dict[str, tuple[Period, ...]], used: set[str]
) -> tuple[Lesson, ...]:
    """A timetable: plain, co-taught and joined lessons; at least one on a day that comes."""
    teaching = rng.choice((0.3, 0.5, 0.7, 0.9))
    classes = [f"{number}{letter}" for number in (7, 8) for letter in "ABC"]
    found: list[Lesson] = []
    for day, bells in days.items():
        for period in bells:
            for who in ids:
                if rng.random() >= teaching:
                    continue
                team = (who, rng.choice(ids)) if rng.random() < 0.2 else (who,)
                joined = rng.sample(classes, k=2 if rng.random() < 0.08 else 1)
                found += [Lesson(day, period.name, tuple(dict.fromkeys(team)), each, "Maths", "R1") for each in joined]
    if not any(lesson.day in used for lesson in found):
        day = min(used)
        found.append(Lesson(day, days[day][0].name, (ids[0],), "7A"))
    return tuple(found)


def _after_school(rng: random.Random, days: dict[str, tuple[Period, ...]], tight: bool) -> AfterSchool:
    last = max(bells[-1].end for bells in days.values())
    weekdays = rng.choice(((1, 2, 3, 4), (1, 3), ()) if tight else ((1, 2, 3, 4), (1, 2, 3, 4, 5)))
    start = last + rng.choice((0, 10))
    return AfterSchool(start, start + rng.choice((20, 30, 60)), frozenset(weekdays))


def _teacher(
    rng: random.Random,
    who: str,
    slot_minutes: int,
    calendar: tuple[SchoolDay, ...],
    days: dict[str, tuple[Period, ...]],
    tight: bool,
) -> Teacher:
    def cap(choices: tuple[int | None, ...]) -> int | None:
        found = rng.choice(choices)
        return None if found is None else found * slot_minutes

    return Teacher(
        id=who,
        caps=Caps(cap((None, 3, 2, 1)), cap((None, 3, 2, 1, 0)), cap((None, 4, 2, 1)))
        if tight
        else Caps(cap((None, 3))),
        exchange=rng.random() < 0.85,
        off=frozenset(_times(rng, calendar, days, rng.choice((0, 0, 0, 1, 2)) if tight else 0)),
    )


def _times(
    rng: random.Random, calendar: tuple[SchoolDay, ...], days: dict[str, tuple[Period, ...]], count: int
) -> list[tuple[date, str | None]]:
    chosen = [rng.choice(calendar) for _ in range(count)]
    return [(day.on, rng.choice((None, *(period.name for period in days[day.day])))) for day in chosen]


def _groups(
    rng: random.Random, ids: list[str], count: int, observations_each: tuple[int, int], members_max: int, tight: bool
) -> tuple[Group, ...]:
    """Groups that mostly share nobody; where teachers run out, and now and then, somebody is in two."""
    found: list[Group] = []
    unused = list(ids)
    for number in range(count):
        size = rng.randint(3, max(3, min(members_max, len(ids))))
        shared = rng.random() < 0.3 or len(unused) < size
        members = rng.sample(ids if shared else unused, k=size)
        if any(set(members) == set(group.members) for group in found):
            continue
        unused = [who for who in unused if who not in members]
        fewest = rng.choice((1, 1, 1, 1, 2, size - 1))
        found.append(
            Group(
                id=f"g{number + 1:02}",
                members=tuple(members),
                observations_each=rng.randint(*observations_each),
                min_observers=fewest,
                max_observers=rng.choice((None, None, max(fewest, 2), fewest)),
                min_days_between=rng.choice((0, 0, 1, 2)) if tight else 0,
                host_spread=rng.choice((1, 1, 0, 2, 5) if tight else (1, 1, 1, 2)),
            )
        )
    return tuple(found)


def larger_school(rng: random.Random, groups: int, *, weeks: int, teaching: float) -> Problem:
    """A school with A and B weeks of six periods, in groups of three."""
    ids = [f"t{number:02}" for number in range(3 * groups)]
    calendar = tuple(
        SchoolDay(FIRST_MONDAY + timedelta(days=7 * week + day), f"{'AB'[week % 2]}-{day}")
        for week in range(weeks) for day in range(5)
    )  # fmt: skip
    bells = tuple(Period(str(number), 520 + 60 * number, 580 + 60 * number) for number in range(6))
    days = {entry.day: bells for entry in calendar}
    cells = [(who, day, one.name) for who in ids for day in days for one in bells]
    return Problem(
        slot_minutes=30, calendar=calendar, days=days, after_school=AfterSchool(900, 960, frozenset({1, 2, 3, 4})),
        teachers=tuple(Teacher(who, Caps(120, 90, 120)) for who in ids),
        lessons=tuple(
            Lesson(day, period, (who,), f"{who}{rng.randrange(5)}")
            for who, day, period in cells if rng.random() < teaching
        ),
        groups=tuple(Group(f"g{number}", tuple(ids[3 * number : 3 * number + 3]), 2) for number in range(groups)),
        ppa=frozenset(cell for cell in cells if rng.random() < 0.08),
    )  # fmt: skip


# ---- spoiling ------------------------------------------------------------------------------------


def random_plan(rng: random.Random, problem: Problem, lessons: int) -> Plan:
    """Make a plan that follows the format and hardly any rule, so that most rules have something to find."""
    return Plan(tuple(random_lesson(rng, problem) for _ in range(lessons)))


def random_lesson(rng: random.Random, problem: Problem) -> ResearchLesson:
    """Make one research lesson, likely where its host teaches."""
    group = rng.choice(problem.groups)
    host = rng.choice(group.members)
    times = [
        (day.on, lesson.period)
        for day in problem.calendar
        for lesson in problem.lessons
        if lesson.day == day.day and host in lesson.teachers
    ] or [(day.on, period.name) for day in problem.calendar for period in problem.days[day.day]]
    on, period = rng.choice(times)
    observers = rng.sample(group.members, k=rng.randint(1, len(group.members)))
    seen = tuple(random_observation(rng, problem, group, who) for who in observers if who != host or rng.random() < 0.1)
    return ResearchLesson(group.id, host, on, period, seen, random_debrief(rng, problem, on))


def random_observation(rng: random.Random, problem: Problem, group: Group, observer: str) -> Observation:
    """Make one observation with any release."""
    release = rng.choice((Release.NONE, *Release))
    others = group.members if release is Release.MUTUAL else tuple(teacher.id for teacher in problem.teachers)
    covered = release in (Release.MUTUAL, Release.EXCHANGE)
    return Observation(observer, rng.choice((0, 0, 1)), release, rng.choice(others) if covered else None)


def random_debrief(rng: random.Random, problem: Problem, on: date) -> Debrief:
    """Make a debrief, likely after school or in a period, seldom far away."""
    index = next(i for i, day in enumerate(problem.calendar) if day.on == on)
    near = problem.calendar[index : index + 2 + problem.policy.debrief_within_days]
    day = rng.choice(problem.calendar if rng.random() < 0.1 else near)
    starts = [period.start for period in problem.days[day.day]] + [problem.after_school.start] * 3
    return Debrief(day.on, rng.choice(starts) + rng.choice((0, 0, 0, 5, 20)))


def spoiled(rng: random.Random, problem: Problem, plan: Plan) -> Plan:
    """Change one thing of a plan, whatever rule that may break or not."""
    lessons = list(plan.research_lessons)
    if not lessons:
        return Plan((random_lesson(rng, problem),))
    at = rng.randrange(len(lessons))
    chance = rng.random()
    if chance < 0.08:
        lessons.append(lessons[at])
    elif chance < 0.16:
        del lessons[at]
    elif chance < 0.24:
        lessons.append(random_lesson(rng, problem))
    else:
        lessons[at] = rng.choice(_CHANGES)(rng, problem, lessons[at])
    return Plan(tuple(lessons))


def _other_date(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    moved = lesson.on + timedelta(days=rng.choice((-7, -1, 1, 7)))
    debrief = replace(lesson.debrief, on=lesson.debrief.on + (moved - lesson.on))
    return replace(lesson, on=moved, debrief=rng.choice((debrief, lesson.debrief)))


def _other_period(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    names = sorted({period.name for bells in problem.days.values() for period in bells})
    return replace(lesson, period=rng.choice((*names, "none such")))


def _other_host(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    return replace(lesson, host=rng.choice(problem.teachers).id)


def _other_group(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    return replace(lesson, group=rng.choice((*(group.id for group in problem.groups), "none such")))


def _other_debrief(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    if all(day.on != lesson.on for day in problem.calendar):
        return lesson
    return replace(lesson, debrief=random_debrief(rng, problem, lesson.on))


def _later_debrief(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    moved = lesson.debrief.on + timedelta(days=rng.choice((-1, 1, 2, 5, 0)))
    return replace(lesson, debrief=Debrief(moved, max(0, lesson.debrief.start + rng.choice((-60, -10, 0, 10, 60)))))


def _observer_less(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    return replace(lesson, observations=lesson.observations[1:])


def _observer_twice(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    return replace(lesson, observations=(*lesson.observations, *lesson.observations[:1]))


def _observation(rng: random.Random, problem: Problem, lesson: ResearchLesson) -> ResearchLesson:
    """Change one part of one observation."""
    if not lesson.observations:
        return lesson
    at = rng.randrange(len(lesson.observations))
    seen = lesson.observations[at]
    somebody = rng.choice(problem.teachers).id
    changed = rng.choice(
        (
            replace(seen, observer=somebody),
            replace(seen, slice=rng.choice((-1, 0, 1, 2, 3))),
            replace(seen, release=rng.choice(tuple(Release))),
            replace(seen, release=rng.choice(tuple(Release)), cover_by=somebody),
            replace(seen, cover_by=rng.choice((None, somebody, lesson.host))),
            replace(seen, cover_by="nobody known", release=Release.EXCHANGE),
        )
    )
    return replace(lesson, observations=(*lesson.observations[:at], changed, *lesson.observations[at + 1 :]))


_CHANGES = (
    _other_date, _other_period, _other_host, _other_group, _other_debrief, _later_debrief, _observer_less,
    _observer_twice, _observation, _observation, _observation,
)  # fmt: skip
