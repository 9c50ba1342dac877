"""Reads of groups' keys to their labels. What is over its date is not answered, whether or not the job has run."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.tables import Cycle, PupilKey
from app.plc import access as plc_access
from app.plc import queries as plc
from app.pupils import queries as pupils
from app.pupils import rules
from app.school_year import queries as calendar

KEYS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key, and the day on which it is gone."""

    row: PupilKey
    ends_on: date


def cycle_of_members(session: Session, actor: Actor, cycle_id: UUID, *, lock: bool = False) -> Cycle:
    """A cycle, for the members of its group alone.

    Raises:
        NotFound: the school has no such cycle, or *actor* may not know of its group.
        Forbidden: *actor* is not one of its members; guests and leads are not.
    """
    statement = select(Cycle).where(Cycle.school_id == actor.school_id, Cycle.id == cycle_id)
    row = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise NotFound
    plc.group(session, actor, row.group_id)
    plc_access.require_member(actor, plc.members_of(session, actor, row.group_id))
    return row


def stored_key(session: Session, actor: Actor, cycle_id: UUID) -> PupilKey | None:
    """The row of a cycle's key, over its date or not."""
    statement = select(PupilKey).where(PupilKey.school_id == actor.school_id, PupilKey.cycle_id == cycle_id)
    return session.exec(statement).one_or_none()


def kept_key(session: Session, actor: Actor, cycle: Cycle, today: date) -> KeptKey | None:
    """The key of a cycle; None when there is none, or it should be gone."""
    row = stored_key(session, actor, cycle.id)
    if row is None:
        return None
    choice = pupils.retention(session, actor)
    ends_on = row.ends_on
    if cycle.ended_at is not None:
        ended_on = clock.local_date(cycle.ended_at, calendar.zone(session, actor))
        ends_on = min(ends_on, ended_on + timedelta(days=choice.key_days if choice else rules.KEY_DAYS))
    return None if ends_on <= today else KeptKey(row, ends_on)


def new_key_ends_on(session: Session, actor: Actor, today: date) -> date:
    """The day on which a key that is kept today is gone: the school's own date, or the end of the school year."""
    choice = pupils.retention(session, actor)
    year = calendar.perhaps_current_year(session, actor, today)
    return rules.key_ends_on(
        today, year_ends_on=year.ends_on if year else None, keys_end_on=choice.keys_end_on if choice else None
    )


def keys(session: Session, actor: Actor) -> list[PupilKey]:
    """All keys of the school, to date them anew."""
    statement = select(PupilKey).where(PupilKey.school_id == actor.school_id)
    return list(session.exec(statement.order_by(col(PupilKey.id)).limit(KEYS_MAX)))
