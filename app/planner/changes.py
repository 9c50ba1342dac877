"""What has changed between two problems, in sentences for whoever wants to accept a plan of the first. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.planner.problem import Lesson, Problem, Teacher
from app.planner.rules import CHANGES_TOLD


def changes(before: Problem, after: Problem, names: Mapping[str, str]) -> list[str]:
    """Say what differs; at least one sentence, and the last of many says how many more there are.

    Args:
        names: of teachers and groups by id; who is not in it has left.
    """
    found = list(dict.fromkeys(_differences(before, after, names)))
    if not found:
        return ["Something that the plan stands on has changed."]
    if len(found) > CHANGES_TOLD:
        return [*found[:CHANGES_TOLD], f"{len(found) - CHANGES_TOLD} more things have changed."]
    return found


def same_school(before: Problem, after: Problem) -> bool:
    """Whether timetable, calendar, marks, groups and settings are the same; what is booked and left may differ."""
    return (
        (before.calendar, before.days, before.blocked, before.after_school, before.slot_minutes)
        == (after.calendar, after.days, after.blocked, after.after_school, after.slot_minutes)
        and (before.lessons, before.ppa, before.busy) == (after.lessons, after.ppa, after.busy)
        and (before.groups, before.policy) == (after.groups, after.policy)
        and {one.id for one in before.teachers} == {one.id for one in after.teachers}
    )


def _differences(before: Problem, after: Problem, names: Mapping[str, str]) -> Iterator[str]:
    if before.calendar != after.calendar or before.blocked != after.blocked:
        yield from _calendar(before, after)
    if before.days != after.days:
        yield "The periods of the day have changed."
    if (before.after_school, before.policy, before.slot_minutes) != (
        after.after_school, after.policy, after.slot_minutes,
    ):  # fmt: skip
        yield "The school's settings for debriefs have changed."
    yield from _groups(before, after, names)
    yield from _lessons(before, after, names)
    yield from _marks(before, after, names)
    was = {teacher.id: teacher for teacher in before.teachers}
    for teacher in after.teachers:
        if teacher.id in was:
            yield from _teacher(was[teacher.id], teacher, _name(teacher.id, names))


def _calendar(before: Problem, after: Problem) -> Iterator[str]:
    was, now = _plannable(before), _plannable(after)
    for on in sorted(was - now):
        yield f"Nothing can be planned on {_day(on)} any more."
    for on in sorted(now - was):
        yield f"{_day(on)} has become an ordinary school day."
    if was == now:
        yield "The school's calendar has changed."


def _plannable(problem: Problem) -> set[date]:
    return {day.on for day in problem.calendar if (day.on, None) not in problem.blocked}


def _groups(before: Problem, after: Problem, names: Mapping[str, str]) -> Iterator[str]:
    was = {group.id: group for group in before.groups}
    for group in after.groups:
        if group != was.get(group.id):
            yield f"The members of {_name(group.id, names)} have changed."


def _lessons(before: Problem, after: Problem, names: Mapping[str, str]) -> Iterator[str]:
    was, now = set(before.lessons), set(after.lessons)
    gone, fresh = _by_teacher(was - now), _by_teacher(now - was)
    for teacher in sorted(gone.keys() | fresh.keys(), key=lambda one: _name(one, names)):
        lesson = next(iter([*gone.get(teacher, ()), *fresh.get(teacher, ())]))
        what = f"{lesson.class_name} on {lesson.day}, {lesson.period}"
        if teacher in gone:
            yield f"{_name(teacher, names)} does not teach {what} any more."
        else:
            yield f"{_name(teacher, names)} teaches {what} now."


def _by_teacher(lessons: set[Lesson]) -> dict[str, list[Lesson]]:
    found: dict[str, list[Lesson]] = {}
    for lesson in sorted(lessons, key=lambda one: (one.day, one.period, one.class_name, one.teachers)):
        for teacher in lesson.teachers:
            found.setdefault(teacher, []).append(lesson)
    return found


def _marks(before: Problem, after: Problem, names: Mapping[str, str]) -> Iterator[str]:
    differ = (before.ppa ^ after.ppa) | (before.busy ^ after.busy)
    for teacher in sorted({slot[0] for slot in differ}, key=lambda one: _name(one, names)):
        yield f"{_name(teacher, names)}'s PPA, duties or other marks have changed."


def _teacher(was: Teacher, now: Teacher, name: str) -> Iterator[str]:
    for on in sorted({on for on, _ in was.off ^ now.off}):
        yield f"{name}'s time on {_day(on)} has changed."
    if was.caps != now.caps or was.exchange != now.exchange:
        yield f"{name} has other minutes left than before."


def _name(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, "Somebody who has left")


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"
