"""Random plans that break no rule: good, middling and wasteful ones, for what has to hold of every plan there can be."""

import random
from collections.abc import Iterator
from dataclasses import replace

from planning import spoiled

from app.planner.greedy import greedy
from app.planner.problem import (
    Debrief,
    Group,
    Observation,
    Plan,
    Problem,
    Release,
    ResearchLesson,
    TeacherState,
)
from app.planner.verify import violations
from app.planner.verify_school import School


def valid_plans(rng: random.Random, problem: Problem, *, walks: int = 3, steps: int = 60) -> Iterator[Plan]:
    """The plan made by hand, and where random steps lead to from there and from nothing. All are clean."""
    school = School(problem)
    made = greedy(problem)
    yield made
    for walk in range(walks):
        plan = made if walk % 3 == 2 else Plan()
        for _ in range(steps):
            changed = _step(rng, school, plan)
            if changed != plan and not violations(problem, changed):
                plan = changed
        yield plan


def _step(rng: random.Random, school: School, plan: Plan) -> Plan:
    """One lesson more, one less, one changed."""
    chance = rng.random()
    lessons = plan.research_lessons
    if chance < 0.7 or not lessons:
        return Plan((*lessons, *_some_lessons(rng, school)))
    if chance < 0.75:
        return Plan(tuple(lesson for lesson in lessons if lesson is not rng.choice(lessons)))
    if chance < 0.9:
        at = rng.randrange(len(lessons))
        joined = _one_more(rng, school, lessons[at])
        return Plan((*lessons[:at], joined, *lessons[at + 1 :]))
    return spoiled(rng, school.problem, plan)


def _some_lessons(rng: random.Random, school: School) -> list[ResearchLesson]:
    """One lesson; or where nobody may host more than others, one of each member."""
    group = rng.choice(school.problem.groups)
    hosts = group.members if group.host_spread == 0 else (rng.choice(group.members),)
    return [lesson for host in hosts for lesson in _lesson(rng, school, group, host)]


def _lesson(rng: random.Random, school: School, group: Group, host: str) -> list[ResearchLesson]:
    problem = school.problem
    times = [
        (day.on, period) for day in problem.calendar for period in problem.days[day.day]
        if school.state(host, day.on, period.name) is TeacherState.TEACHING and school.slices(period)
    ]  # fmt: skip
    if not times:
        return []
    on, period = rng.choice(times)
    bare = ResearchLesson(group.id, host, on, period.name, (), _debrief(rng, problem, on))
    wanted = rng.randint(group.min_observers, max(group.min_observers, group.observers_at_most))
    for _ in range(wanted):
        bare = _one_more(rng, school, bare)
    return [bare]


def _one_more(rng: random.Random, school: School, lesson: ResearchLesson) -> ResearchLesson:
    """The same lesson with one more observer, released as it could be."""
    group = school.groups[lesson.group]
    there = {lesson.host, *(seen.observer for seen in lesson.observations)}
    period = school.period(lesson.on, lesson.period)
    others = [who for who in group.members if who not in there]
    if not others or period is None or not school.slices(period):
        return lesson
    who, number = rng.choice(others), rng.randrange(school.slices(period))
    seen = _observation(rng, school, lesson, who, number)
    return replace(lesson, observations=(*lesson.observations, seen))


def _observation(rng: random.Random, school: School, lesson: ResearchLesson, who: str, number: int) -> Observation:
    if school.state(who, lesson.on, lesson.period) is not TeacherState.TEACHING:
        return Observation(who, number, Release.NONE)
    release = rng.choice((Release.CO_TEACHER, Release.MUTUAL, Release.EXCHANGE, Release.EXCHANGE, Release.EXTERNAL))
    if release not in (Release.MUTUAL, Release.EXCHANGE):
        return Observation(who, number, release)
    members = school.groups[lesson.group].members
    able = [
        one.id for one in school.problem.teachers
        if (one.id in members) is (release is Release.MUTUAL)
        and school.state(one.id, lesson.on, lesson.period) is TeacherState.FREE
    ]  # fmt: skip
    if not able:
        return Observation(who, number, Release.EXTERNAL)
    already = [one.cover_by for one in lesson.observations if one.cover_by in able]
    return Observation(who, number, release, rng.choice(already if already and rng.random() < 0.5 else able))


def _debrief(rng: random.Random, problem: Problem, on: object) -> Debrief:
    """Any time within reach, every five minutes."""
    place = next(at for at, day in enumerate(problem.calendar) if day.on == on)
    day = rng.choice(problem.calendar[place : place + 1 + problem.policy.debrief_within_days])
    after, length = problem.after_school, problem.policy.debrief_minutes
    starts = list(range(after.start, after.end - length + 1, 5))
    if rng.random() < 0.3 or not starts:
        starts = [at for period in problem.days[day.day] for at in range(period.start, period.end - length + 1, 5)]
    return Debrief(day.on, rng.choice(starts or [after.start]))
