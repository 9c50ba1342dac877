"""A draft as if it were stored: for asking what it would do to the rounds that are booked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from app.kernel.actor import Actor
from app.timetable.queries.drafts import Draft
from app.timetable.queries.weeks import BellRow, Slot, TaughtLesson
from app.timetable.rules import adoption
from app.timetable.tables import Mark

SUPPOSED = UUID("5c1f6bc2-0b7e-4d53-9f3b-6d7a3f1c5e10")
"""The id of a version that is nowhere."""


@dataclass(frozen=True, slots=True)
class SupposedVersion:
    """A version as `bells`, `lessons_of` and `marks_of` would read it."""

    version_id: UUID
    bells: Mapping[str, list[BellRow]]
    lessons: Mapping[Slot, list[TaughtLesson]]
    marks: Mapping[Slot, Mark]


def supposed_version(actor: Actor, draft: Draft, staff_ids: Collection[UUID]) -> SupposedVersion:
    """A draft as these people would find it if it were stored. O(lessons), without a statement."""
    wanted = set(staff_ids)
    by_day: dict[str, list[BellRow]] = {}
    for bell in adoption.bells_in_order(draft.content.bells, draft.cycle_days):
        row = BellRow(SUPPOSED, bell.cycle_day, bell.period, bell.starts, bell.ends)
        by_day.setdefault(bell.cycle_day, []).append(row)
    lessons: dict[Slot, list[TaughtLesson]] = {}
    # By class, as lessons_of: several at once are named in this order.
    for place, lesson in enumerate(sorted(draft.content.lessons, key=lambda one: one.class_name)):
        people = frozenset(who for who in lesson.teachers if isinstance(who, UUID))
        if not people.isdisjoint(wanted):
            lesson_id = uuid5(SUPPOSED, str(place))
            taught = TaughtLesson(lesson_id, lesson.class_name, lesson.subject, lesson.room, people)
            for staff_id in people & wanted:
                lessons.setdefault((staff_id, *lesson.slot), []).append(taught)
    marks = {
        (who, day, period): Mark(
            school_id=actor.school_id, version_id=SUPPOSED, staff_id=who, cycle_day=day, period=period, kind=kind,
            note=note,
        )
        for (who, day, period), (kind, note) in draft.content.marks.items()
        if isinstance(who, UUID) and who in wanted
    }  # fmt: skip
    return SupposedVersion(SUPPOSED, by_day, lessons, marks)
