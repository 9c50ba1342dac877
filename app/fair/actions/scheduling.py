"""Moves that a learning fair makes: a place at it, out of it, and having been shown. Who may plan, the fair decides."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.fair import access, rules
from app.fair.errors import NotYetAccepted
from app.fair.rules import FindingState
from app.fair.tables import Finding
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def schedule(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Say that a finding has a place at a fair. What is published or was shown before stays what it is.

    Raises:
        NotYetAccepted: a lead has not looked at it, or it was withdrawn.
    """
    finding = _showable(session, actor, finding_id)
    if finding.state == FindingState.ACCEPTED:
        finding.state, finding.updated_at = FindingState.SCHEDULED, now
    session.flush()
    return finding


def unschedule(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Say that a finding has no place at any fair any more. The caller knows that it has none."""
    finding = _of_school(session, actor, finding_id)
    if finding.state == FindingState.SCHEDULED:
        finding.state, finding.updated_at = FindingState.ACCEPTED, now
    session.flush()
    return finding


def present(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Say that a finding was shown. What is published stays published.

    Raises:
        NotYetAccepted: as schedule.
    """
    finding = _showable(session, actor, finding_id)
    if finding.state in (FindingState.ACCEPTED, FindingState.SCHEDULED):
        finding.state, finding.updated_at = FindingState.PRESENTED, now
    session.flush()
    return finding


# ---- helpers -------------------------------------------------------------------------------------


def _of_school(session: Session, actor: Actor, finding_id: UUID) -> Finding:
    statement = select(Finding).where(Finding.id == finding_id, access.visible(actor)).with_for_update()
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def _showable(session: Session, actor: Actor, finding_id: UUID) -> Finding:
    finding = _of_school(session, actor, finding_id)
    if finding.state not in rules.SHOWABLE or finding.revises_id is not None:
        raise NotYetAccepted(state=finding.state)
    return finding
