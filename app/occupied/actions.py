"""Writes of occupied time. The database has the last word on overlaps."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.occupied.rules import BASE, PLANNED, OccupiedKind, Stretch
from app.occupied.tables import Occupied

ROWS_AT_ONCE = 5_000


def occupy(session: Session, actor: Actor, stretch: Stretch) -> Occupied:
    """Book a stretch of somebody's time. Lock the people first (queries.lock_people).

    Raises:
        NotFree: at flush or commit, when it overlaps with anything that holds the person.
    """
    assert stretch.kind in PLANNED, "the timetable's rows are written by replace_base"
    row = Occupied(
        school_id=actor.school_id, staff_id=stretch.staff_id, person_id=stretch.person_id, kind=stretch.kind,
        held_on=stretch.held_on, starts_at=stretch.starts_at, ends_at=stretch.ends_at, period=stretch.period,
        slice=stretch.slice, label=stretch.label, ref_id=stretch.ref_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def release_lesson(session: Session, lesson: Occupied, ref_id: UUID) -> None:
    """Free a teacher from a stretch of a lesson, for the booking *ref_id*."""
    assert lesson.kind == OccupiedKind.TEACH and not lesson.is_released
    lesson.is_released, lesson.ref_id = True, ref_id
    session.flush()


def give_back(session: Session, actor: Actor, ref_ids: Sequence[UUID]) -> None:
    """Undo the bookings *ref_ids*: their stretches are released, the lessons they freed hold again."""
    mine = (col(Occupied.school_id) == actor.school_id) & col(Occupied.ref_id).in_(ref_ids)
    planned = update(Occupied).where(mine, col(Occupied.kind).in_(PLANNED)).values(is_released=True)
    session.execute(planned, execution_options={"synchronize_session": "fetch"})
    lessons = update(Occupied).where(mine, col(Occupied.kind) == OccupiedKind.TEACH)
    session.execute(
        lessons.values(is_released=False, ref_id=None), execution_options={"synchronize_session": "fetch"}
    )


def replace_base(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date, stretches: Iterable[Stretch]
) -> None:
    """Write anew what timetable and marks say of *staff_ids* from *since* on.

    Bookings in the way must have been given back before: the database refuses an overlap.
    """
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
        batch.append(_row(actor, stretch))
        if len(batch) >= ROWS_AT_ONCE:
            session.execute(insert(Occupied), batch)
            batch = []
    if batch:
        session.execute(insert(Occupied), batch)
    session.expire_all()


def _row(actor: Actor, stretch: Stretch) -> dict[str, object]:
    return {
        "school_id": actor.school_id, "id": uuid4(), "staff_id": stretch.staff_id, "person_id": stretch.person_id,
        "kind": stretch.kind, "held_on": stretch.held_on, "starts_at": stretch.starts_at, "ends_at": stretch.ends_at,
        "period": stretch.period, "slice": stretch.slice, "label": stretch.label, "ref_id": stretch.ref_id,
        "is_released": False,
    }  # fmt: skip
