"""Rounds, observations and seats in the debrief, by what people ask for."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from app.identity.tables import School
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as years
from app.study import access
from app.study.errors import NoSchoolThen
from app.study.rules import LIVE, RoundState
from app.study.tables import DebriefSeat, Observation, StudyRound
from app.web.pages import PageWish, beyond, cut

ROUNDS_MAX = 5_000  # A school of 250 in triads holds some 750 rounds a year.


def day_of(instant: datetime) -> date:
    """The UTC date of an instant: school hours never leave it in the zones of the United Kingdom and Europe."""
    return instant.date()


def year_of(session: Session, actor: Actor, held_on: date) -> UUID:
    """The school year of a school day."""
    day = next(iter(years.days_between(session, actor, held_on, held_on)), None)
    if day is None:
        raise NoSchoolThen(held_on=held_on)
    return day.year_id


def round_(session: Session, actor: Actor, round_id: UUID, *, lock: bool = False) -> StudyRound:
    """One round, or NotFound, which also hides other schools' rounds."""
    statement = select(StudyRound).where(StudyRound.id == round_id, access.visible(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def rounds_page(session: Session, actor: Actor, group_id: UUID, wish: PageWish) -> tuple[list[StudyRound], str | None]:
    """A group's rounds, newest first."""
    statement = select(StudyRound).where(access.visible(actor), StudyRound.group_id == group_id)
    columns = (col(StudyRound.starts_at), col(StudyRound.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.starts_at, row.id))


def rounds_since(
    session: Session, actor: Actor, since: date, *, until: date = date.max, lock: bool = False
) -> list[StudyRound]:
    """Rounds that are still to be held from *since* to *until*: a new timetable may touch them."""
    statement = (
        select(StudyRound)
        .where(
            access.visible(actor),
            StudyRound.state == RoundState.SCHEDULED,
            col(StudyRound.held_on).between(since, until),
        )
        .order_by(col(StudyRound.id))
        .limit(ROUNDS_MAX)
    )
    return list(session.exec(statement.with_for_update() if lock else statement))


def of_plans(
    session: Session, actor: Actor, run_ids: Sequence[UUID], *, since: date | None = None, lock: bool = False
) -> list[StudyRound]:
    """Rounds that accepted plans have booked, in whatever state, from *since* on, in order of time."""
    statement = select(StudyRound).where(access.visible(actor), col(StudyRound.plan_run_id).in_(run_ids))
    if since is not None:
        statement = statement.where(StudyRound.held_on >= since)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    rows = session.exec(statement.order_by(col(StudyRound.id)).limit(ROUNDS_MAX))
    return sorted(rows, key=lambda row: (row.starts_at, row.id))


def of_week(session: Session, actor: Actor, staff_id: UUID, first: date, last: date) -> list[StudyRound]:
    """Live rounds in which somebody hosts, observes or debriefs from *first* to *last*."""
    mine = select(DebriefSeat.round_id).where(access.visible_seats(actor), DebriefSeat.staff_id == staff_id)
    statement = (
        select(StudyRound)
        .where(
            access.visible(actor),
            col(StudyRound.id).in_(mine),
            col(StudyRound.state).in_(LIVE),
            or_(col(StudyRound.held_on).between(first, last), col(StudyRound.debrief_on).between(first, last)),
        )
        .order_by(col(StudyRound.starts_at))
        .limit(200)
    )
    return list(session.exec(statement))


def by_ids(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[StudyRound]:
    """These rounds, in order of time."""
    if not round_ids:
        return []
    statement = select(StudyRound).where(access.visible(actor), col(StudyRound.id).in_(round_ids))
    return list(session.exec(statement.order_by(col(StudyRound.starts_at)).limit(ROUNDS_MAX)))


def observations(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[Observation]:
    """Who watches these rounds, in order of time."""
    if not round_ids:
        return []
    statement = (
        select(Observation)
        .where(access.visible_observations(actor), col(Observation.round_id).in_(round_ids))
        .order_by(col(Observation.starts_at), col(Observation.id))
        .limit(ROUNDS_MAX * 4)
    )
    return list(session.exec(statement))


def observation(session: Session, actor: Actor, observation_id: UUID) -> Observation:
    statement = select(Observation).where(access.visible_observations(actor), Observation.id == observation_id)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def seats(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[DebriefSeat]:
    """Who sits in these rounds' debriefs."""
    if not round_ids:
        return []
    statement = (
        select(DebriefSeat)
        .where(access.visible_seats(actor), col(DebriefSeat.round_id).in_(round_ids))
        .order_by(col(DebriefSeat.round_id), col(DebriefSeat.id))
        .limit(ROUNDS_MAX * 4)
    )
    return list(session.exec(statement))


def seat(session: Session, actor: Actor, seat_id: UUID) -> DebriefSeat:
    statement = select(DebriefSeat).where(access.visible_seats(actor), DebriefSeat.id == seat_id)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def to_log(
    session: Session, actor: Actor, now: datetime
) -> tuple[list[tuple[Observation, StudyRound]], list[tuple[DebriefSeat, StudyRound]]]:
    """What the actor has done and not yet logged: observations and debriefs, oldest first."""
    watched = (
        select(Observation, StudyRound)
        .join(
            StudyRound,
            (col(StudyRound.school_id) == Observation.school_id) & (col(StudyRound.id) == Observation.round_id),
        )
        .where(
            access.visible_observations(actor),
            Observation.staff_id == actor.staff_id,
            col(Observation.logged_at).is_(None),
            Observation.ends_at <= now,
            col(StudyRound.state).in_(LIVE),
        )
        .order_by(col(Observation.starts_at))
        .limit(50)
    )
    talked = (
        select(DebriefSeat, StudyRound)
        .join(
            StudyRound,
            (col(StudyRound.school_id) == DebriefSeat.school_id) & (col(StudyRound.id) == DebriefSeat.round_id),
        )
        .where(
            access.visible_seats(actor),
            DebriefSeat.staff_id == actor.staff_id,
            col(DebriefSeat.logged_at).is_(None),
            StudyRound.debrief_ends_at <= now,
            col(StudyRound.state).in_(LIVE),
        )
        .order_by(col(StudyRound.debrief_starts_at))
        .limit(50)
    )
    return list(session.exec(watched)), list(session.exec(talked))


def round_counts(
    session: Session, actor: Actor, group_ids: Sequence[UUID], first: date, last: date
) -> dict[tuple[UUID, RoundState], int]:
    """How many rounds each group has in each state, in one statement."""
    statement = (
        select(StudyRound.group_id, StudyRound.state, func.count())
        .where(
            access.visible(actor), col(StudyRound.group_id).in_(group_ids), col(StudyRound.held_on).between(first, last)
        )
        .group_by(col(StudyRound.group_id), col(StudyRound.state))
    )
    return {(group_id, RoundState(state)): count for group_id, state, count in session.execute(statement)}


def stale_count(session: Session, actor: Actor, since: date) -> int:
    """Rounds that a changed timetable made impossible and nobody has settled."""
    statement = select(func.count()).select_from(StudyRound)
    return session.exec(
        statement.where(access.visible(actor), StudyRound.state == RoundState.STALE, StudyRound.held_on >= since)
    ).one()


def zone_of(session: Session, actor: Actor) -> str:
    return session.exec(select(School.zone).where(School.id == actor.school_id)).one()
