"""Writes of occupied time. The database has the last word on overlaps."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.occupied.rules import BASE, PLANNED, OccupiedKind, Stretch
from app.occupied.tables import Occupied

ROWS_AT_ONCE = 5_000
BOOKINGS_MAX = 200_000


def occupy(session: Session, actor: Actor, stretch: Stretch) -> Occupied:
    """Book a stretch of somebody's time. Lock the people first (queries.lock_people).

    Raises:
        NotFree: at flush or commit, when it overlaps with anything that holds the person.
    """
    return occupy_all(session, actor, [stretch])[0]


def occupy_all(session: Session, actor: Actor, stretches: Iterable[Stretch]) -> list[Occupied]:
    """Book all of *stretches* or none, in their order. Lock the people first, and release the lessons in the way.

    Raises:
        NotFree: at flush or commit, when one overlaps with anything that holds the person.
    """
    rows = [_booked_row(actor, stretch) for stretch in stretches]
    session.add_all(rows)
    session.flush()
    return rows


def _booked_row(actor: Actor, stretch: Stretch) -> Occupied:
    assert stretch.kind in PLANNED, "the timetable's rows are written by replace_base"
    return Occupied(
        school_id=actor.school_id, staff_id=stretch.staff_id, person_id=stretch.person_id, kind=stretch.kind,
        held_on=stretch.held_on, starts_at=stretch.starts_at, ends_at=stretch.ends_at, period=stretch.period,
        slice=stretch.slice, label=stretch.label, ref_id=stretch.ref_id,
    )  # fmt: skip


def release_lesson(session: Session, lesson: Occupied, ref_id: UUID) -> None:
    """Free a teacher from a stretch of a lesson, for the booking *ref_id*."""
    release_lessons(session, [(lesson, ref_id)])


def release_lessons(session: Session, lessons: Iterable[tuple[Occupied, UUID]]) -> None:
    """Free teachers from stretches of lessons, each for the booking that stands beside it."""
    for lesson, ref_id in lessons:
        assert lesson.kind == OccupiedKind.TEACH
        assert not lesson.is_released
        lesson.is_released, lesson.ref_id = True, ref_id
    session.flush()


def give_back(
    session: Session, actor: Actor, ref_ids: Sequence[UUID], *, kinds: frozenset[OccupiedKind] = PLANNED
) -> None:
    """Undo the bookings *ref_ids*: their stretches of *kinds* are released, the lessons they freed hold again.

    Lessons come back only when everything planned is undone (the default).
    """
    mine = (col(Occupied.school_id) == actor.school_id) & col(Occupied.ref_id).in_(ref_ids)
    planned = update(Occupied).where(mine, col(Occupied.kind).in_(kinds)).values(is_released=True)
    session.execute(planned, execution_options={"synchronize_session": "fetch"})
    if kinds == PLANNED:
        lessons = update(Occupied).where(mine, col(Occupied.kind) == OccupiedKind.TEACH)
        session.execute(
            lessons.values(is_released=False, ref_id=None), execution_options={"synchronize_session": "fetch"}
        )


def replace_base(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date, stretches: Iterable[Stretch]
) -> None:
    """Write anew what timetable and marks say of *staff_ids* from *since* on.

    A lesson under a booking that stands is written as released for it. Any other booking in the way must have been
    given back before: the database refuses an overlap.
    """
    booked = _booked(session, actor, staff_ids, since)
    base = (
        (col(Occupied.school_id) == actor.school_id)
        & col(Occupied.staff_id).in_(staff_ids)
        & (col(Occupied.held_on) >= since)
        & col(Occupied.kind).in_(BASE)
    )
    session.execute(delete(Occupied).where(base), execution_options={"synchronize_session": False})
    batch: list[dict[str, object]] = []
    for stretch in stretches:
        assert stretch.kind in BASE
        batch.append(_row(actor, stretch, booked))
        if len(batch) >= ROWS_AT_ONCE:
            session.execute(insert(Occupied), batch)
            batch = []
    if batch:
        session.execute(insert(Occupied), batch)
    session.expire_all()


_Booked = dict[tuple[UUID, date], list[tuple[datetime, datetime, UUID | None]]]
"""What is booked of each person's day: from, to, and what for."""


def _booked(session: Session, actor: Actor, staff_ids: Sequence[UUID], since: date) -> _Booked:
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            col(Occupied.staff_id).in_(staff_ids),
            col(Occupied.held_on) >= since,
            col(Occupied.kind).in_(PLANNED),
            ~col(Occupied.is_released),
        )
        .order_by(col(Occupied.starts_at))
        .limit(BOOKINGS_MAX)
    )
    found: _Booked = {}
    for row in session.exec(statement):
        found.setdefault((row.staff_id, row.held_on), []).append((row.starts_at, row.ends_at, row.ref_id))
    return found


def _row(actor: Actor, stretch: Stretch, booked: _Booked) -> dict[str, object]:
    released_for = None
    if stretch.kind == OccupiedKind.TEACH:
        for starts_at, ends_at, ref_id in booked.get((stretch.staff_id, stretch.held_on), ()):
            if starts_at < stretch.ends_at and stretch.starts_at < ends_at:
                released_for = ref_id
    return {
        "school_id": actor.school_id, "id": uuid4(), "staff_id": stretch.staff_id, "person_id": stretch.person_id,
        "kind": stretch.kind, "held_on": stretch.held_on, "starts_at": stretch.starts_at, "ends_at": stretch.ends_at,
        "period": stretch.period, "slice": stretch.slice, "label": stretch.label,
        "ref_id": released_for or stretch.ref_id, "is_released": released_for is not None,
    }  # fmt: skip
