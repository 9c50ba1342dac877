"""Writes: the roster as digests, and how long the school keeps what was seen of pupils."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from app.audit import actions as audit
from app.kernel.actor import Actor
from app.pupils import queries, sealing
from app.pupils.errors import DateHasPassed, RosterUnreadable
from app.pupils.queries import ROSTER_LOADED
from app.pupils.rules import NamePart
from app.pupils.rules.names import parts_of
from app.pupils.schemas import RetentionIn, RosterCount
from app.pupils.tables import PupilName, RetentionChoice
from app.web import etag

_FIRST = {NamePart.FULL: 0, NamePart.GIVEN: 1, NamePart.FAMILY: 2}
"""Of a word that is several parts of names, the part that says most is kept."""


def load_roster(session: Session, actor: Actor, secret: bytes, names: Sequence[str], now: datetime) -> RosterCount:
    """Replace the roster. The names are digested and forgotten; nothing of this request can be read back.

    Raises:
        RosterUnreadable: no name among *names* has letters.
    """
    row = _choice(session, actor, now)
    parts: dict[str, NamePart] = {}
    count = 0
    for name in dict.fromkeys(names):
        found = parts_of(name)
        count += bool(found)
        for words, part in found.items():
            if words not in parts or _FIRST[part] < _FIRST[parts[words]]:
                parts[words] = part
    if not parts:
        raise RosterUnreadable(reason="There is no name in it.")
    _forget(session, actor)
    key = sealing.names_key(secret, actor.school_id)
    session.execute(
        insert(PupilName),
        [
            {"school_id": actor.school_id, "id": uuid4(), "digest": sealing.digest(key, words), "part": part}
            for words, part in parts.items()
        ],
    )
    row.roster_names, row.roster_loaded_at = count, now
    audit.write(session, actor, actor.school_id, ROSTER_LOADED, "roster", None, {"names": count}, now)
    return RosterCount(count=count)


def forget_roster(session: Session, actor: Actor, now: datetime) -> None:
    """Delete all digests. Nothing happens when there are none."""
    row = queries.retention(session, actor, lock=True)
    if row is None or row.roster_loaded_at is None:
        return
    _forget(session, actor)
    audit.write(session, actor, actor.school_id, "roster.deleted", "roster", None, {"names": row.roster_names}, now)
    row.roster_names, row.roster_loaded_at = 0, None
    session.flush()


def choose_retention(
    session: Session, actor: Actor, wish: RetentionIn, if_match: str | None, today: date, now: datetime
) -> RetentionChoice:
    """Say how long evidence and keys are kept. What is shortened takes effect with the next run of the job.

    Raises:
        DateHasPassed: the date for the keys is not to come. The one that is stored may stay.
    """
    row = queries.retention(session, actor, lock=True)
    etag.require_current(if_match, row.version if row else 0)
    stored = row.keys_end_on if row else None
    if wish.keys_end_on is not None and wish.keys_end_on <= today and wish.keys_end_on != stored:
        raise DateHasPassed(earliest=date.fromordinal(today.toordinal() + 1))
    if row is None:
        row = _new_choice(actor, now)
        session.add(row)
    else:
        row.version += 1
    row.evidence_months, row.key_days, row.keys_end_on = wish.evidence_months, wish.key_days, wish.keys_end_on
    row.by_staff_id, row.chosen_at = actor.staff_id, now
    session.flush()
    detail = wish.model_dump()
    audit.write(session, actor, actor.school_id, "retention.chosen", "retention", None, detail, now)
    return row


def _choice(session: Session, actor: Actor, now: datetime) -> RetentionChoice:
    row = queries.retention(session, actor, lock=True)
    if row is None:
        row = _new_choice(actor, now)
        session.add(row)
        session.flush()
    return row


def _new_choice(actor: Actor, now: datetime) -> RetentionChoice:
    return RetentionChoice(school_id=actor.school_id, by_staff_id=actor.staff_id, chosen_at=now)


def _forget(session: Session, actor: Actor) -> None:
    session.execute(delete(PupilName).where(col(PupilName.school_id) == actor.school_id))
