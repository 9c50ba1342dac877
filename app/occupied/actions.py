"""Writes of occupied time. The database has the last word on overlaps."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, or_, update
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.occupied.rules import BASE, IN_LESSONS, PLANNED, OccupiedKind, Stretch, without
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


def let_go(session: Session, rows: Iterable[Occupied]) -> None:
    """Free single people from something planned that goes on without them."""
    for row in rows:
        assert row.kind in PLANNED
        row.is_released = True
    session.flush()


def replace_base(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], *, since: date, until: date = date.max,
    now: datetime, stretches: Iterable[Stretch],
) -> None:  # fmt: skip
    """Write anew what timetable and marks say of *staff_ids* from *since* on, to *until* if that is given.

    A lesson under a research lesson, its observing or its cover is written as released for it. A research lesson that
    has begun by *now* was given, and so was a debrief or meeting that has: what else would lie on it is cut around it.
    Any other booking in the way must have been given back before: the database refuses an overlap. So no class is
    ever left alone for a debrief, which nobody covers.
    """
    booked = _booked(session, actor, staff_ids, since, until, now)
    begun = _begun(session, actor, staff_ids, since, until, now)
    base = (
        (col(Occupied.school_id) == actor.school_id)
        & col(Occupied.staff_id).in_(staff_ids)
        & col(Occupied.held_on).between(since, until)
        & col(Occupied.kind).in_(BASE)
    )
    session.execute(delete(Occupied).where(base), execution_options={"synchronize_session": False})
    batch: list[dict[str, object]] = []
    for stretch in stretches:
        assert stretch.kind in BASE
        batch.extend(_row(actor, part, booked) for part in _around(stretch, begun))
        if len(batch) >= ROWS_AT_ONCE:
            session.execute(insert(Occupied), batch)
            batch = []
    if batch:
        session.execute(insert(Occupied), batch)
    session.expire_all()


_Booked = dict[tuple[UUID, date], list[tuple[datetime, datetime, UUID | None]]]
"""What is booked of each person's day: from, to, and what for."""


def _booked(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], since: date, until: date, now: datetime
) -> _Booked:
    """What lessons are released for: what is planned on them, and whatever has begun."""
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            col(Occupied.staff_id).in_(staff_ids),
            col(Occupied.held_on).between(since, until),
            or_(
                col(Occupied.kind).in_(IN_LESSONS),
                (col(Occupied.kind) == OccupiedKind.DEBRIEF) & (col(Occupied.starts_at) <= now),
            ),
            ~col(Occupied.is_released),
        )
        .order_by(col(Occupied.starts_at))
        .limit(BOOKINGS_MAX)
    )
    found: _Booked = {}
    for row in session.exec(statement):
        found.setdefault((row.staff_id, row.held_on), []).append((row.starts_at, row.ends_at, row.ref_id))
    return found


def _begun(
    session: Session, actor: Actor, staff_ids: Sequence[UUID], since: date, until: date, now: datetime
) -> _Booked:
    """As _booked, of what has begun: research lessons with all their halves and the covers, debriefs and meetings."""
    statement = (
        select(Occupied)
        .where(
            Occupied.school_id == actor.school_id,
            col(Occupied.held_on).between(since, min(until, now.date() + timedelta(days=1))),
            col(Occupied.kind).in_(PLANNED),
            ~col(Occupied.is_released),
        )
        .order_by(col(Occupied.starts_at))
        .limit(BOOKINGS_MAX)
    )
    rows = session.exec(statement).all()
    lessons = {(row.held_on, row.period) for row in rows if row.kind == OccupiedKind.HOST and row.starts_at <= now}
    people = set(staff_ids)
    found: _Booked = {}
    for row in rows:
        is_begun = row.starts_at <= now if row.kind == OccupiedKind.DEBRIEF else (row.held_on, row.period) in lessons
        if is_begun and row.staff_id in people:
            found.setdefault((row.staff_id, row.held_on), []).append((row.starts_at, row.ends_at, row.ref_id))
    return found


def _around(stretch: Stretch, begun: _Booked) -> list[Stretch]:
    """What of *stretch* is written; lessons are whole, since they are released for what is booked on them."""
    taken = begun.get((stretch.staff_id, stretch.held_on), ())
    if not taken or stretch.kind == OccupiedKind.TEACH:
        return [stretch]
    parts = without((stretch.starts_at, stretch.ends_at), [(begins, ends) for begins, ends, _ in taken])
    return [replace(stretch, starts_at=begins, ends_at=ends) for begins, ends in parts]


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
