"""Writes at the gate: handing in, taking back, and a lead's look, for safeguarding and never for quality."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.audit import actions as audit
from app.fair import access, queries, rules
from app.fair.actions import checking, writing
from app.fair.errors import FindingIncomplete, NotAgreed, NotPublished, NotSubmitted, NotToTakeBack, OwnFinding
from app.fair.rules import FindingState
from app.fair.schemas import SendBackIn
from app.fair.tables import Finding
from app.kernel.actor import Actor
from app.plc import queries as plc
from app.web import etag


def submit(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Hand a finding in, so that a lead looks at it.

    Raises:
        FindingIncomplete: something is missing, in sentences.
        NotAgreed: an author has not agreed to the present version.
        NotPublished: it is a new edition of what was withdrawn meanwhile.
    """
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    writing.require_draft(finding)
    pictures = queries.pictures(queries.files_of(session, finding))
    if sentences := queries.what_is_missing(finding, pictures):
        raise FindingIncomplete(missing=sentences)
    if waiting := rules.waiting_for(authors, finding.version):
        raise NotAgreed(waiting_for=waiting)
    writing.require_trust(actor, finding.audience)
    require_original(session, actor, finding)
    finding.group_name = plc.group(session, actor, finding.group_id).name
    finding.trust_id = actor.trust_id
    finding.state, finding.submitted_at, finding.updated_at = FindingState.SUBMITTED, now, now
    session.flush()
    return finding


def submit_checked(
    session: Session, actor: Actor, secret: bytes, finding_id: UUID, *, is_checked: bool, now: datetime
) -> Finding:
    """Hand a finding in, unless its text says which child it was.

    Args:
        secret: the settings' secret key, with which the roster was digested.
        is_checked: the authors have looked at what looks like names.

    Raises:
        FindingIncomplete, NotAgreed: as submit, and before the rest.
        NamesAPupil, NamesNotChecked, ClassWithDate: as `checking.require_clean`.
    """
    finding = submit(session, actor, finding_id, now)
    checking.require_clean(session, actor, secret, finding, is_checked=is_checked, now=now)
    return finding


def take_back(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Write on at what was handed in, accepted, or shown at a fair that is over."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    if finding.state not in rules.TO_TAKE_BACK:
        raise NotToTakeBack(state=finding.state)
    reopen(finding, now)
    session.flush()
    return finding


def accept(session: Session, actor: Actor, finding_id: UUID, if_match: str | None, now: datetime) -> Finding:
    """Say, as a lead, that nothing in the text that was read harms a child or a colleague.

    Raises:
        VersionMissing, Stale: the text is not, or not certainly, the one that was read.
        OwnFinding: the lead wrote it, and the school has a lead who did not.
    """
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_lead(actor)
    etag.require_current(if_match, finding.version)
    if finding.state != FindingState.SUBMITTED:
        raise NotSubmitted(state=finding.state)
    if access.is_author(actor, authors) and queries.has_other_lead(session, actor, authors):
        raise OwnFinding
    finding.state, finding.updated_at, finding.sent_back = FindingState.ACCEPTED, now, ""
    finding.accepted_at, finding.accepted_by_id = now, actor.staff_id
    _write_down(session, actor, finding, "finding.accepted", now)
    return finding


def send_back(
    session: Session, actor: Actor, finding_id: UUID, wish: SendBackIn, if_match: str | None, now: datetime
) -> Finding:
    """Ask, as a lead, for something in the text that was read to be mended. Everybody agrees anew afterwards."""
    finding, _ = queries.finding(session, actor, finding_id, lock=True)
    access.require_lead(actor)
    etag.require_current(if_match, finding.version)
    if finding.state != FindingState.SUBMITTED:
        raise NotSubmitted(state=finding.state)
    finding.sent_back = wish.words
    reopen(finding, now)
    writing.changed(finding, now)
    _write_down(session, actor, finding, "finding.sent_back", now)
    return finding


def require_original(session: Session, actor: Actor, finding: Finding) -> Finding | None:
    """The published finding whose newer text *finding* is; None when it is a finding of its own.

    Raises:
        NotPublished: it is not on the fair any more.
    """
    if finding.revises_id is None:
        return None
    original, _ = queries.finding(session, actor, finding.revises_id, lock=True)
    if original.state != FindingState.PUBLISHED:
        raise NotPublished(state=original.state)
    return original


def reopen(finding: Finding, now: datetime) -> None:
    """Make a draft of it again, which no lead has accepted."""
    finding.state, finding.updated_at = FindingState.DRAFT, now
    finding.accepted_at = finding.accepted_by_id = None


# ---- helpers -------------------------------------------------------------------------------------


def _write_down(session: Session, actor: Actor, finding: Finding, act: str, now: datetime) -> None:
    audit.write(session, actor, actor.school_id, act, "finding", finding.id, {"version": finding.version}, now)
