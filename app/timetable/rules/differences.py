"""What is different between two timetables of one school. Pure, and linear in their lessons."""

from collections import Counter, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.timetable.rules.content import Content, HeldLesson, MarkSet, Period, Times, Who


class DifferenceKind(StrEnum):
    """In the order in which they are shown."""

    TEACHER_GONE = "teacher_gone"
    TEACHER_NEW = "teacher_new"
    MOVED = "moved"
    """The same teachers, class and subject on another day or in another period."""
    TEACHERS = "teachers"
    """The same lesson with others before the class."""
    ADDED = "added"
    GONE = "gone"
    ROOM = "room"
    LESSON = "lesson"
    """The same teachers at the same time with another class or subject."""
    BELL = "bell"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class LessonDifference:
    """A lesson that came (no `before`), went (no `after`), or is another one now."""

    kind: DifferenceKind
    before: HeldLesson | None
    after: HeldLesson | None

    @property
    def people(self) -> frozenset[Who]:
        """Whose lesson it was or is."""
        sides = [side.teachers for side in (self.before, self.after) if side is not None]
        return frozenset[Who]().union(*sides)


@dataclass(frozen=True, slots=True)
class BellDifference:
    """A period that begins or ends at another time, that came, or that went."""

    slot: Period
    before: Times | None
    after: Times | None
    kind: DifferenceKind = DifferenceKind.BELL

    @property
    def people(self) -> frozenset[Who]:
        """Nobody in particular."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class MarkDifference:
    """PPA, a duty or a day off that came, went or means something else; `slot` without period: the whole day."""

    who: Who
    slot: Period
    before: MarkSet | None
    after: MarkSet | None
    kind: DifferenceKind = DifferenceKind.MARK

    @property
    def people(self) -> frozenset[Who]:
        """Whose time it is."""
        return frozenset((self.who,))


@dataclass(frozen=True, slots=True)
class TeacherDifference:
    """Somebody who stands in only one of the two, with how many lessons there."""

    kind: DifferenceKind
    who: Who
    lesson_count: int

    @property
    def people(self) -> frozenset[Who]:
        """Who came or went."""
        return frozenset((self.who,))


Difference = LessonDifference | BellDifference | MarkDifference | TeacherDifference
_KINDS: Final = tuple(DifferenceKind)


def compare(before: Content, after: Content) -> list[Difference]:
    """Say what is different, in the order in which it is shown: by kind, then by day and period.

    A lesson of each side stands in one difference at most. Taking what stands as `before` out of *before* and putting
    in what stands as `after` gives *after*.
    """
    found: list[Difference] = [*_teachers(before, after), *_lessons(before, after), *_bells(before, after)]
    found += _marks(before, after)
    places = {slot: place for place, slot in enumerate(dict.fromkeys([*after.bells, *before.bells]))}
    last = len(places)
    return sorted(found, key=lambda one: (_KINDS.index(one.kind), places.get(_slot_of(one), last)))


def _slot_of(one: Difference) -> Period:
    if isinstance(one, LessonDifference):
        lesson = one.before or one.after
        return lesson.slot if lesson is not None else ("", "")
    return ("", "") if isinstance(one, TeacherDifference) else one.slot


# ---- lessons ---------------------------------------------------------------------------------

_Key = Callable[[HeldLesson], Hashable]
_STEPS: Final[tuple[tuple[DifferenceKind, _Key], ...]] = (
    (DifferenceKind.ROOM, lambda one: (one.slot, one.class_name, one.subject, one.teachers)),
    # Of several that moved, those that kept their room belong together.
    (DifferenceKind.MOVED, lambda one: (one.class_name, one.subject, one.teachers, one.room)),
    (DifferenceKind.MOVED, lambda one: (one.class_name, one.subject, one.teachers)),
    (DifferenceKind.TEACHERS, lambda one: (one.slot, one.class_name, one.subject)),
    (DifferenceKind.LESSON, lambda one: (one.slot, one.class_name, one.teachers)),
    (DifferenceKind.LESSON, lambda one: (one.slot, one.subject, one.teachers)),
)
"""What two lessons must have in common to be one lesson that changed; the surest first."""


def _lessons(before: Content, after: Content) -> list[LessonDifference]:
    same = Counter(before.lessons) & Counter(after.lessons)
    gone, added = _without(before.lessons, same), _without(after.lessons, same)
    found: list[LessonDifference] = []
    for kind, key in _STEPS:
        pairs, gone, added = _paired(gone, added, key)
        found += [LessonDifference(kind, one, other) for one, other in pairs]
    found += [LessonDifference(DifferenceKind.GONE, one, None) for one in gone]
    return found + [LessonDifference(DifferenceKind.ADDED, None, one) for one in added]


def _without(lessons: Sequence[HeldLesson], same: Counter[HeldLesson]) -> list[HeldLesson]:
    left, rest = same.copy(), list[HeldLesson]()
    for lesson in lessons:
        if left[lesson] > 0:
            left[lesson] -= 1
        else:
            rest.append(lesson)
    return rest


def _paired(
    gone: Sequence[HeldLesson], added: Sequence[HeldLesson], key: _Key
) -> tuple[list[tuple[HeldLesson, HeldLesson]], list[HeldLesson], list[HeldLesson]]:
    """Put together what has one *key*, each lesson once; and what is left of both."""
    waiting: dict[Hashable, deque[int]] = {}
    for place, lesson in enumerate(added):
        waiting.setdefault(key(lesson), deque()).append(place)
    pairs, left, taken = list[tuple[HeldLesson, HeldLesson]](), list[HeldLesson](), set[int]()
    for lesson in gone:
        places = waiting.get(key(lesson))
        if not places:
            left.append(lesson)
            continue
        place = places.popleft()
        taken.add(place)
        pairs.append((lesson, added[place]))
    return pairs, left, [lesson for place, lesson in enumerate(added) if place not in taken]


# ---- everything else -------------------------------------------------------------------------


def _bells(before: Content, after: Content) -> list[BellDifference]:
    slots = dict.fromkeys([*after.bells, *before.bells])
    sides = ((slot, before.bells.get(slot), after.bells.get(slot)) for slot in slots)
    return [BellDifference(slot, one, other) for slot, one, other in sides if one != other]


def _marks(before: Content, after: Content) -> list[MarkDifference]:
    slots = dict.fromkeys([*before.marks, *after.marks])
    sides = ((slot, before.marks.get(slot), after.marks.get(slot)) for slot in slots)
    return [MarkDifference(slot[0], slot[1:], one, other) for slot, one, other in sides if one != other]


def _teachers(before: Content, after: Content) -> list[TeacherDifference]:
    were, are = before.people, after.people
    gone, new = were - are, are - were
    return [
        *_counted(DifferenceKind.TEACHER_GONE, gone, before),
        *_counted(DifferenceKind.TEACHER_NEW, new, after),
    ]


def _counted(kind: DifferenceKind, people: set[Who], content: Content) -> list[TeacherDifference]:
    counts = Counter(who for lesson in content.lessons for who in lesson.teachers if who in people)
    return [TeacherDifference(kind, who, counts[who]) for who in sorted(people, key=str)]
