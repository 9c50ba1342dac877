"""Classes that are not taught on some days: exams, trips, a year group that has left. What is left of each lesson."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.timetable.rules.kinds import ExceptionEffect

TOGETHER = " + "
"""Between the classes of one lesson, as files are read."""
NotTaught = Mapping[str, str]
"""Classes that are not taught on a day, each with what their teachers do instead; empty: nothing, gained time."""
ALL_TAUGHT: NotTaught = {}
_YEAR = re.compile(r"(?:y(?:ea)?r?\s*)?0?(1[0-4]|[1-9])(?!\d)", re.IGNORECASE)
_FORM = re.compile(r"0?((?:1[0-4]|[1-9])[A-Za-z]{1,3})(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class ClassChange:
    """Some classes, the days on which they are not taught, and what that leaves their teachers with."""

    name: str
    effect: ExceptionEffect
    starts_on: date
    ends_on: date
    class_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """Classes that are chosen together: a year group, or a form."""

    name: str
    class_names: tuple[str, ...]


def not_taught(changes: Iterable[ClassChange], day: date) -> NotTaught:
    """Which classes are not taught on *day*. Where two changes say differently, the teacher is with the class."""
    found: dict[str, str] = {}
    for change in changes:
        if change.starts_on <= day <= change.ends_on:
            instead = change.name if change.effect == ExceptionEffect.BUSY else ""
            for class_name in change.class_names:
                found[class_name] = found.get(class_name) or instead
    return found


def left_of(class_name: str, away: NotTaught) -> tuple[str, str]:
    """What of a lesson's classes is still taught, and what its teachers do instead where nothing is."""
    if not away:
        return class_name, ""
    if class_name in away:
        return "", away[class_name]
    parts = class_name.split(TOGETHER)
    left = [part for part in parts if part not in away]
    if left:
        return (class_name if len(left) == len(parts) else TOGETHER.join(left)), ""
    return "", next((away[part] for part in parts if away[part]), "")


def single_classes(class_names: Iterable[str]) -> list[str]:
    """Every class by itself, those of joined lessons too, in order."""
    return sorted({part for name in class_names for part in name.split(TOGETHER) if part}, key=_in_order)


def year_groups(class_names: Iterable[str]) -> list[ClassGroup]:
    """The year groups that class codes begin with: 11B/Ar1 and Year 11 Maths are Year 11, 9Xen1 is Year 9."""
    found: dict[int, list[str]] = {}
    for name in class_names:
        if match := _YEAR.match(name.strip()):
            found.setdefault(int(match[1]), []).append(name)
    return [ClassGroup(f"Year {year}", tuple(names)) for year, names in sorted(found.items())]


def forms(class_names: Sequence[str]) -> list[ClassGroup]:
    """The forms that class codes begin with: 11B/Ar1 is of 11B. Only those with several classes are worth naming."""
    found: dict[str, list[str]] = {}
    for name in class_names:
        if match := _FORM.match(name.strip()):
            found.setdefault(match[1], []).append(name)
    named = [ClassGroup(form, tuple(names)) for form, names in found.items() if len(names) > 1]
    return sorted(named, key=lambda group: _in_order(group.name))


def _in_order(name: str) -> tuple[int, str]:
    match = _YEAR.match(name.strip())
    return (int(match[1]) if match else 99), name
