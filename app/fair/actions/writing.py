"""Writes about drafts: beginning, editing, agreeing."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.fair import access, queries, rules
from app.fair.errors import NotADraft, NoTrust
from app.fair.rules import Audience, FindingState
from app.fair.schemas import FindingIn
from app.fair.tables import Finding, FindingAuthor, FindingRound, FindingVersion
from app.kernel.actor import Actor
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import counted
from app.web import etag


def write(session: Session, actor: Actor, group_id: UUID, wish: FindingIn, now: datetime) -> Finding:
    """Begin a draft of a group. Its authors are those who are members now, and who taught the lessons it is from."""
    group = plc.group(session, actor, group_id)
    members = plc.members_of(session, actor, group_id)
    plc_access.require_member(actor, members)
    finding = Finding(school_id=actor.school_id, group_id=group.id, title=wish.title, created_at=now, updated_at=now)
    _fill(session, actor, finding, wish)
    session.add(finding)
    session.flush()
    for member in counted(members):
        session.add(FindingAuthor(school_id=actor.school_id, finding_id=finding.id, staff_id=member.staff_id))
    session.flush()
    _name_rounds(session, actor, finding, wish.round_ids)
    keep_version(session, actor, finding, now)
    return finding


def edit(
    session: Session, actor: Actor, finding_id: UUID, wish: FindingIn, if_match: str | None, now: datetime
) -> Finding:
    """Change a draft. Whoever had agreed is asked again: they agreed to another text."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    etag.require_current(if_match, finding.version)
    require_draft(finding)
    _fill(session, actor, finding, wish)
    _name_rounds(session, actor, finding, wish.round_ids)
    changed(finding, now)
    keep_version(session, actor, finding, now)
    return finding


def agree(session: Session, actor: Actor, finding_id: UUID, if_match: str | None, now: datetime) -> Finding:
    """Agree, as an author, to the text as it stands; with If-Match, only if it is the one that was read."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    if if_match is not None:
        etag.require_current(if_match, finding.version)
    require_draft(finding)
    mine = queries.authorship(session, actor, finding_id)
    if mine.agreed_version != finding.version:
        mine.agreed_version, mine.agreed_at = finding.version, now
    session.flush()
    return finding


# ---- for the other files of this package ---------------------------------------------------------


def changed(finding: Finding, now: datetime) -> None:
    """Say that what authors agree to is another text now."""
    finding.version += 1
    finding.updated_at = now


def keep_version(session: Session, actor: Actor, finding: Finding, now: datetime) -> None:
    """Keep the text as it was saved; the oldest goes when there are VERSIONS_KEPT."""
    session.add(
        FindingVersion(
            school_id=actor.school_id, finding_id=finding.id, number=finding.version, texts=texts_of(finding),
            by_staff_id=actor.staff_id, made_at=now,
        )
    )  # fmt: skip
    session.flush()
    mine = (col(FindingVersion.school_id) == actor.school_id) & (col(FindingVersion.finding_id) == finding.id)
    session.execute(
        delete(FindingVersion).where(mine, col(FindingVersion.number) <= finding.version - rules.VERSIONS_KEPT)
    )


def texts_of(finding: Finding) -> str:
    """Field -> text of a finding, as JSON."""
    return json.dumps({field: getattr(finding, field) for field in rules.TEXTS}, ensure_ascii=False)


def require_draft(finding: Finding) -> None:
    if finding.state != FindingState.DRAFT:
        raise NotADraft(state=finding.state)


def require_trust(actor: Actor, audience: Audience) -> None:
    if audience == Audience.TRUST and actor.trust_id is None:
        raise NoTrust


def make_authors(session: Session, actor: Actor, finding: Finding, staff_ids: Sequence[UUID]) -> None:
    """Add those of *staff_ids* who are no authors yet."""
    known = {author.staff_id for author in queries.authors_of(session, actor, [finding.id])[finding.id]}
    for staff_id in staff_ids:
        if staff_id not in known:
            session.add(FindingAuthor(school_id=actor.school_id, finding_id=finding.id, staff_id=staff_id))
    session.flush()


# ---- helpers -------------------------------------------------------------------------------------


def _fill(session: Session, actor: Actor, finding: Finding, wish: FindingIn) -> None:
    require_trust(actor, wish.audience)
    queries.require_rounds_of_group(session, actor, finding.group_id, wish.round_ids)
    for field in rules.TEXTS:
        setattr(finding, field, getattr(wish, field))
    finding.focus, finding.phase, finding.subject = wish.focus, wish.phase, wish.subject
    finding.licence, finding.audience, finding.trust_id = wish.licence, wish.audience, actor.trust_id
    finding.mechanisms = json.dumps(wish.mechanisms)
    _adapt(session, actor, finding, wish.adapts_id)


def _adapt(session: Session, actor: Actor, finding: Finding, adapts_id: UUID | None) -> None:
    # What was adapted may be withdrawn while its adaptation is being written: that it was stays true.
    if adapts_id == finding.adapts_id:
        return
    finding.adapts_id = finding.adapts_school_id = None
    if adapts_id is not None:
        adapted = queries.fair_finding(session, access.reading_scope(actor), adapts_id)
        finding.adapts_id, finding.adapts_school_id = adapted.id, adapted.school_id


def _name_rounds(session: Session, actor: Actor, finding: Finding, round_ids: Sequence[UUID]) -> None:
    mine = (col(FindingRound.school_id) == actor.school_id) & (col(FindingRound.finding_id) == finding.id)
    session.execute(delete(FindingRound).where(mine))
    for round_id in dict.fromkeys(round_ids):
        session.add(FindingRound(school_id=actor.school_id, finding_id=finding.id, round_id=round_id))
    session.flush()
    make_authors(session, actor, finding, sorted(queries.hosts_of(session, actor, round_ids)))
