"""New editions: what is on the fair is not edited; a newer text goes through the same gate and takes its place."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from app.fair import access, queries, rules
from app.fair.actions import attaching, gate, writing
from app.fair.errors import AlreadyRevised, NotPublished
from app.fair.rules import FindingState
from app.fair.tables import (
    Finding,
    FindingAuthor,
    FindingEdition,
    FindingRound,
    FindingVersion,
)
from app.kernel.actor import Actor

COPIED = (
    *rules.TEXTS, "focus", "phase", "subject", "licence", "audience", "trust_id", "mechanisms", "adapts_id",
    "adapts_school_id",
)  # fmt: skip
PARTS = (FindingAuthor, FindingRound, FindingVersion)
"""What hangs on a finding and goes with the draft of a new edition."""


def revise(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Begin a new edition of a published finding: a draft with its text, authors, rounds and files.

    Raises:
        NotPublished: it is not on the fair.
        AlreadyRevised: one is being written already.
    """
    original, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    if original.state != FindingState.PUBLISHED:
        raise NotPublished(state=original.state)
    if queries.has_revision(session, actor, finding_id):
        raise AlreadyRevised
    copied = {field: getattr(original, field) for field in COPIED}
    draft = Finding(
        school_id=actor.school_id, group_id=original.group_id, revises_id=original.id, edition=original.edition + 1,
        created_at=now, updated_at=now, **copied,
    )  # fmt: skip
    session.add(draft)
    session.flush()
    for author in authors:
        session.add(FindingAuthor(school_id=actor.school_id, finding_id=draft.id, staff_id=author.staff_id))
    for round_id in queries.round_ids(session, actor, original.id):
        session.add(FindingRound(school_id=actor.school_id, finding_id=draft.id, round_id=round_id))
    _renamed(draft, attaching.copy(session, original, draft))
    session.flush()
    writing.keep_version(session, actor, draft, now)
    return draft


def take_in(session: Session, actor: Actor, original: Finding, draft: Finding, now: datetime) -> Finding:
    """Put *draft* in the place of *original*, which keeps its address, its reactions and the date it came out."""
    assert original.published_at is not None
    published_at = original.edited_at or original.published_at
    session.add(
        FindingEdition(
            school_id=actor.school_id, finding_id=original.id, number=original.edition,
            texts=writing.texts_of(original), published_at=published_at,
        )
    )  # fmt: skip
    dates = [*json.loads(original.edition_dates), published_at.isoformat()][-rules.EDITION_DATES_KEPT :]
    _renamed(draft, attaching.hand_over(session, draft, original, now))
    for field in COPIED:
        setattr(original, field, getattr(draft, field))
    original.edition, original.edition_dates = original.edition + 1, json.dumps(dates)
    original.submitted_at, original.accepted_at = draft.submitted_at, draft.accepted_at
    original.accepted_by_id = draft.accepted_by_id
    writing.changed(original, now)
    _hand_over_people(session, actor, draft, original)
    writing.keep_version(session, actor, original, now)
    _remove(session, draft)
    return original


def let_go(session: Session, actor: Actor, withdrawn: Finding, now: datetime) -> None:
    """Let what was being written as a new edition go on as a finding of its own, agreed to and accepted anew."""
    statement = select(Finding).where(access.visible(actor), Finding.revises_id == withdrawn.id).with_for_update()
    for draft in session.exec(statement.limit(2)):
        draft.revises_id, draft.edition = None, 1
        gate.reopen(draft, now)
        writing.changed(draft, now)
    session.flush()


# ---- helpers -------------------------------------------------------------------------------------


def _renamed(finding: Finding, ids: dict[UUID, UUID]) -> None:
    """Have the text of *finding* show its pictures under other ids."""
    for field in rules.SECTIONS:
        text = getattr(finding, field)
        for before, after in ids.items():
            text = text.replace(f"file:{before}", f"file:{after}")
        setattr(finding, field, text)


def _hand_over_people(session: Session, actor: Actor, draft: Finding, original: Finding) -> None:
    """Who wrote the new edition are the authors now, and the rounds it is from are its rounds."""
    authors = queries.authors_of(session, actor, [draft.id])[draft.id]
    rounds = queries.round_ids(session, actor, draft.id)
    for table in (FindingAuthor, FindingRound):
        session.execute(
            delete(table).where(col(table.school_id) == original.school_id, col(table.finding_id) == original.id)
        )
    for author in authors:
        session.add(
            FindingAuthor(
                school_id=original.school_id, finding_id=original.id, staff_id=author.staff_id,
                agreed_version=original.version,
            )
        )  # fmt: skip
    for round_id in rounds:
        session.add(FindingRound(school_id=original.school_id, finding_id=original.id, round_id=round_id))
    session.flush()


def _remove(session: Session, draft: Finding) -> None:
    for table in PARTS:
        session.execute(delete(table).where(_of(table, draft)))
    session.delete(draft)
    session.flush()


def _of(table: Any, finding: Finding) -> ColumnElement[bool]:
    return (col(table.school_id) == finding.school_id) & (col(table.finding_id) == finding.id)
