"""Reads: names in texts, the roster, how long things are kept."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.audit import queries as audit
from app.identity import queries as people
from app.kernel.actor import Actor
from app.pupils import access, rules, sealing
from app.pupils.rules import NamePart, texts
from app.pupils.schemas import NameFound, RetentionOut, RosterOut
from app.pupils.tables import PupilName, RetentionChoice

DIGESTS_MAX = 30_000  # 5,000 pupils with five digests each, and room.
ROSTER_LOADED = "roster.loaded"


def names_in(
    session: Session, actor: Actor, secret: bytes, fields: Mapping[str, str], *, today: date | None = None
) -> list[NameFound]:
    """What in *fields* (field -> text) names a pupil, or may, in the order of the texts.

    Args:
        secret: the settings' secret key; the roster's digests cannot be compared without it.
        today: lets a bare date be seen as a date of birth; without it only one that says so is.
    """
    written = {field: text for field, text in fields.items() if text}
    if not written:
        return []
    key = sealing.names_key(secret, actor.school_id)
    known = _roster(session, actor)
    looked_up: dict[str, NamePart | None] = {}

    def part_of(words: str) -> NamePart | None:
        if words not in looked_up:
            looked_up[words] = known.get(sealing.digest(key, words))
        return looked_up[words]

    colleagues = texts.single_names(row.name for row in people.active_staff(session, actor)) if known else frozenset()
    seeker = texts.Seeker(part_of=part_of if known else None, colleagues=colleagues, today=today)
    return [
        NameFound(field=field, word=found.word, why=found.why, certain=found.is_certain)
        for field, text in written.items()
        for found in texts.found_in(text, seeker)
    ]


def refused_in(session: Session, actor: Actor, secret: bytes, fields: Mapping[str, str]) -> list[NameFound]:
    """What in *fields* may not be said where other schools read it and nobody is asked to look at it first.

    That is what certainly names a pupil, and whatever looks like a date of birth.
    """
    found = names_in(session, actor, secret, fields, today=actor.today)
    return [one for one in found if one.certain or one.why == texts.BIRTH]


def retention(session: Session, actor: Actor, *, lock: bool = False) -> RetentionChoice | None:
    """What the school has chosen; None when it has not."""
    statement = select(RetentionChoice).where(access.visible_choice(actor))
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def retention_of(session: Session, school_id: UUID) -> tuple[int, int]:
    """Months that a school keeps evidence, and days that it keeps keys after a cycle: for the job, which is nobody."""
    statement = select(RetentionChoice).where(RetentionChoice.school_id == school_id)
    row = session.exec(statement).one_or_none()
    return (row.evidence_months, row.key_days) if row else (rules.EVIDENCE_MONTHS, rules.KEY_DAYS)


def retention_out(session: Session, actor: Actor, row: RetentionChoice | None) -> RetentionOut:
    """The school's choice as it travels; Kenkyu's own figures, in version 0, where there is none."""
    if row is None:
        return RetentionOut(
            evidence_months=rules.EVIDENCE_MONTHS, key_days=rules.KEY_DAYS, keys_end_on=None, by_name=None,
            chosen_at=None, version=0,
        )  # fmt: skip
    return RetentionOut(
        evidence_months=row.evidence_months, key_days=row.key_days, keys_end_on=row.keys_end_on,
        by_name=people.names(session, actor, [row.by_staff_id]).get(row.by_staff_id), chosen_at=row.chosen_at,
        version=row.version,
    )  # fmt: skip


def roster_out(session: Session, actor: Actor) -> RosterOut:
    """How many names the roster has, and who loaded it when."""
    row = retention(session, actor)
    if row is None or row.roster_loaded_at is None:
        return RosterOut(names=0, loaded_at=None, by_name=None)
    entry = audit.newest(session, actor, ROSTER_LOADED)
    by = entry.by_staff_id if entry else None
    names = people.names(session, actor, [by] if by else [])
    return RosterOut(names=row.roster_names, loaded_at=row.roster_loaded_at, by_name=names.get(by) if by else None)


def _roster(session: Session, actor: Actor) -> dict[str, NamePart]:
    """Digest -> part, of the whole roster: one statement, whatever is looked for."""
    statement = select_columns(col(PupilName.digest), col(PupilName.part)).where(access.visible(actor))
    return {row[0]: row[1] for row in session.execute(statement.limit(DIGESTS_MAX))}
