"""Writes of a group's key to its labels: sealed before it is stored, opened for the group alone.

That it was kept, opened or deleted is written to the audit log; what it says never is.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.audit import actions as audit
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.errors import CycleEnded
from app.lesson_study.queries import pupil_keys as queries
from app.lesson_study.rules.words import CycleState
from app.lesson_study.schemas.pupil_keys import PupilKeyIn, PupilKeyOut
from app.lesson_study.tables import PupilKey
from app.pupils import sealing
from app.school_year import queries as calendar
from app.web import etag


def open_key(session: Session, actor: Actor, secret: bytes, cycle_id: UUID, now: datetime) -> PupilKeyOut:
    """Read the key of a cycle.

    Raises:
        NotFound: the group keeps none, or it is over its date.
        KeyCannotBeOpened: the server's secret is another than when it was sealed.
    """
    cycle = queries.cycle_of_members(session, actor, cycle_id)
    kept = queries.kept_key(session, actor, cycle, calendar.today(session, actor, now))
    if kept is None:
        raise NotFound
    text = sealing.unseal(secret, actor.school_id, kept.row.sealed)
    audit.write(session, actor, actor.school_id, "pupil_key.opened", "cycle", cycle.id, {}, now)
    return PupilKeyOut(text=text, ends_on=kept.ends_on, version=kept.row.version)


def keep_key(
    session: Session, actor: Actor, secret: bytes, cycle_id: UUID, wish: PupilKeyIn, if_match: str | None, now: datetime
) -> PupilKeyOut:
    """Keep a key, in place of the one before: that of version 0 where there is none.

    Raises:
        CycleEnded: the cycle was completed or given up.
        Stale: a colleague has kept another meanwhile.
    """
    cycle = queries.cycle_of_members(session, actor, cycle_id, lock=True)
    if cycle.state != CycleState.ACTIVE:
        raise CycleEnded(state=cycle.state)
    row = queries.stored_key(session, actor, cycle_id)
    etag.require_current(if_match, row.version if row else 0)
    ends_on = queries.new_key_ends_on(session, actor, calendar.today(session, actor, now))
    sealed = sealing.seal(secret, actor.school_id, wish.text)
    if row is None:
        row = PupilKey(
            school_id=actor.school_id, cycle_id=cycle_id, sealed=sealed, ends_on=ends_on, by_staff_id=actor.staff_id,
            kept_at=now,
        )  # fmt: skip
        session.add(row)
    else:
        row.sealed, row.ends_on, row.by_staff_id, row.kept_at = sealed, ends_on, actor.staff_id, now
        row.version += 1
    audit.write(session, actor, actor.school_id, "pupil_key.kept", "cycle", cycle_id, {"ends_on": ends_on}, now)
    return PupilKeyOut(text=wish.text, ends_on=ends_on, version=row.version)


def delete_key(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> None:
    """Delete the key of a cycle. Nothing happens when there is none."""
    queries.cycle_of_members(session, actor, cycle_id, lock=True)
    row = queries.stored_key(session, actor, cycle_id)
    if row is None:
        return
    session.delete(row)
    audit.write(session, actor, actor.school_id, "pupil_key.deleted", "cycle", cycle_id, {"ends_on": row.ends_on}, now)
