"""Writes about what is on the fair: publishing, taking a new edition in, withdrawing."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col

from app.fair import access, queries, rules
from app.fair.actions import checking, gate, revising, writing
from app.fair.errors import NotPublished, NotYetAccepted
from app.fair.rules import Audience, Author, FindingState, filing
from app.fair.rules.filing import Filed
from app.fair.tables import FairWithdrawal, Finding, FindingFile, FindingLabel
from app.identity import queries as people
from app.kernel.actor import Actor
from app.plc import queries as plc


def publish(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Put an accepted finding on the fair, under the names it has today. A new edition takes the old one's place.

    Raises:
        NotYetAccepted: no lead has accepted it, or it is published already.
        NotPublished: it is a new edition of what was withdrawn meanwhile.
    """
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author_or_lead(actor, authors)
    if finding.state not in rules.READY:
        raise NotYetAccepted(state=finding.state)
    writing.require_trust(actor, finding.audience)
    original = gate.require_original(session, actor, finding)
    was_public = original is not None and original.audience == Audience.EVERYONE
    if original is not None:
        finding = revising.take_in(session, actor, original, finding, now)
    _sign(session, actor, finding, authors)
    finding.state, finding.updated_at, finding.edited_at = FindingState.PUBLISHED, now, now
    finding.published_at = finding.published_at or now
    session.flush()
    _file(session, finding)
    _show_files(session, finding)
    _tell_the_public(session, finding, now, was_public=was_public)
    return finding


def publish_checked(session: Session, actor: Actor, secret: bytes, finding_id: UUID, *, now: datetime) -> Finding:
    """Publish, unless the text names a pupil by now: the roster may have grown since it was handed in.

    Args:
        secret: the settings' secret key, with which the roster was digested.

    Raises:
        NamesAPupil: a name of the roster, or a pupil number.
        ClassWithDate: a class together with a date.
        NotYetAccepted, NotPublished: as publish, and before either.
    """
    finding = publish(session, actor, finding_id, now)
    # What only looks like a name was asked about when it was handed in, and has not changed since.
    checking.require_clean(session, actor, secret, finding, is_checked=True, now=now)
    return finding


def withdraw(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Take a finding from the fair, the shelf and the feeds at once and for good, its files too."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author_or_lead(actor, authors)
    if finding.state != FindingState.PUBLISHED:
        raise NotPublished(state=finding.state)
    finding.state, finding.withdrawn_at, finding.updated_at = FindingState.WITHDRAWN, now, now
    session.flush()
    session.execute(delete(FindingLabel).where(_labels_of(finding)))
    _show_files(session, finding)
    revising.let_go(session, actor, finding, now)
    if finding.audience == Audience.EVERYONE:
        session.add(FairWithdrawal(finding_id=finding.id, withdrawn_at=now))
    session.flush()
    return finding


# ---- helpers -------------------------------------------------------------------------------------


def _sign(session: Session, actor: Actor, finding: Finding, authors: Sequence[Author]) -> None:
    finding.trust_id = actor.trust_id
    finding.group_name = plc.group(session, actor, finding.group_id).name
    finding.school_name = people.school(session, actor.school_id).name
    finding.author_names = json.dumps([author.name for author in authors], ensure_ascii=False)


def _tell_the_public(session: Session, finding: Finding, now: datetime, *, was_public: bool) -> None:
    """Say that a narrower edition is gone for everyone else; one for everyone again is back."""
    if finding.audience == Audience.EVERYONE:
        session.execute(delete(FairWithdrawal).where(col(FairWithdrawal.finding_id) == finding.id))
    elif was_public:
        session.add(FairWithdrawal(finding_id=finding.id, withdrawn_at=now))
    session.flush()


def _file(session: Session, finding: Finding) -> None:
    """Put a finding under its labels, which carry what decides who may read it."""
    assert finding.published_at is not None
    session.execute(delete(FindingLabel).where(_labels_of(finding)))
    filed = Filed(
        focus=finding.focus, subject=finding.subject, phase=finding.phase, mechanisms=queries.mechanisms_of(finding),
        group_id=finding.group_id, group_name=finding.group_name, school_id=finding.school_id,
        school_name=finding.school_name,
    )  # fmt: skip
    for label in filing.labels_of(filed):
        session.add(
            FindingLabel(
                school_id=finding.school_id, finding_id=finding.id, kind=label.kind, value=label.value,
                label=label.label, trust_id=finding.trust_id, audience=finding.audience,
                published_at=finding.published_at, edited_at=finding.edited_at or finding.published_at,
            )
        )  # fmt: skip
    session.flush()


def _show_files(session: Session, finding: Finding) -> None:
    """Have the files be read by whoever reads the finding; by nobody else's school once it is not published."""
    shown_since = finding.published_at if finding.state == FindingState.PUBLISHED else None
    session.execute(
        update(FindingFile)
        .where(col(FindingFile.school_id) == finding.school_id, col(FindingFile.finding_id) == finding.id)
        .values(audience=finding.audience, trust_id=finding.trust_id, published_at=shown_since)
    )


def _labels_of(finding: Finding) -> ColumnElement[bool]:
    return (col(FindingLabel.school_id) == finding.school_id) & (col(FindingLabel.finding_id) == finding.id)
