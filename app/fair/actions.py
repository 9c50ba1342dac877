"""Writes about findings: drafting, agreeing, publishing, withdrawing; and what readers say."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.fair import access, queries, rules
from app.fair.errors import (
    FIELD_WORDS,
    FindingIncomplete,
    NamedThere,
    NamesAPupil,
    NamesNotChecked,
    NotADraft,
    NotAgreed,
    NotPublished,
    NoTrust,
    TriedNeedsWords,
)
from app.fair.rules import Audience, FindingState, ReactionKind
from app.fair.schemas import FindingIn, ReactionIn
from app.fair.tables import FairWithdrawal, Finding, FindingAuthor, FindingReaction, FindingRound
from app.identity import queries as people
from app.kernel.actor import Actor
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import counted
from app.pupils import queries as pupils
from app.school_year import queries as calendar
from app.web import etag

TEXTS = ("title", "pull_quote", "background", "aims", "methods", "findings", "implications", "next_time")


def write(session: Session, actor: Actor, group_id: UUID, wish: FindingIn, now: datetime) -> Finding:
    """Begin a draft of a group. Its authors are those who are members now."""
    group = plc.group(session, actor, group_id)
    members = plc.members_of(session, actor, group_id)
    plc_access.require_member(actor, members)
    finding = Finding(school_id=actor.school_id, group_id=group.id, title=wish.title, created_at=now, updated_at=now)
    _fill(session, actor, finding, wish)
    session.add(finding)
    session.flush()
    for member in counted(members):
        session.add(FindingAuthor(school_id=actor.school_id, finding_id=finding.id, staff_id=member.staff_id))
    _name_rounds(session, actor, finding, wish.round_ids)
    return finding


def edit(
    session: Session, actor: Actor, finding_id: UUID, wish: FindingIn, if_match: str | None, now: datetime
) -> Finding:
    """Change a draft. Whoever had agreed is asked again: they agreed to another text."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    etag.require_current(if_match, finding.version)
    _require_draft(finding)
    _fill(session, actor, finding, wish)
    _name_rounds(session, actor, finding, wish.round_ids)
    finding.version += 1
    finding.updated_at = now
    session.flush()
    return finding


def agree(session: Session, actor: Actor, finding_id: UUID, if_match: str | None, now: datetime) -> Finding:
    """Agree, as an author, to the text as it stands; with If-Match, only if it is the one that was read."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    if if_match is not None:
        etag.require_current(if_match, finding.version)
    _require_draft(finding)
    mine = queries.authorship(session, actor, finding_id)
    if mine.agreed_version != finding.version:
        mine.agreed_version, mine.agreed_at = finding.version, now
    session.flush()
    return finding


def publish(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Put a finding on the fair, under the names it has today.

    Raises:
        FindingIncomplete: something is missing, in sentences.
        NotAgreed: an author has not agreed to the present version.
    """
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_author(actor, authors)
    _require_draft(finding)
    if sentences := what_is_missing(finding):
        raise FindingIncomplete(missing=sentences)
    if waiting := rules.waiting_for(authors, finding.version):
        raise NotAgreed(waiting_for=waiting)
    _require_trust(actor, finding.audience)
    finding.trust_id = actor.trust_id
    finding.group_name = plc.group(session, actor, finding.group_id).name
    finding.school_name = people.school(session, actor.school_id).name
    finding.author_names = json.dumps([author.name for author in authors], ensure_ascii=False)
    finding.state, finding.published_at, finding.updated_at = FindingState.PUBLISHED, now, now
    session.flush()
    return finding


def publish_checked(
    session: Session, actor: Actor, secret: bytes, finding_id: UUID, *, is_checked: bool, now: datetime
) -> Finding:
    """Publish, unless the text names a pupil. What only looks like a name is asked about, and the authors answer.

    Args:
        secret: the settings' secret key, with which the roster was digested.
        is_checked: the authors have looked at what looks like names.

    Raises:
        NamesAPupil: a name of the roster, or a pupil number.
        NamesNotChecked: words that look like names, and nobody has said that they are none.
        FindingIncomplete, NotAgreed: as publish, and before either.
    """
    finding = publish(session, actor, finding_id, now)
    texts = {field: str(getattr(finding, field)) for field in FIELD_WORDS if hasattr(finding, field)}
    named = pupils.names_in(session, actor, secret, texts, today=calendar.today(session, actor, now))
    certain = [NamedThere(field=one.field, word=one.word, why=one.why) for one in named if one.certain]
    if certain:
        raise NamesAPupil(field=certain[0]["field"], word=certain[0]["word"], names=certain)
    if named and not is_checked:
        raise NamesNotChecked(names=[NamedThere(field=one.field, word=one.word, why=one.why) for one in named])
    return finding


def withdraw(session: Session, actor: Actor, finding_id: UUID, now: datetime) -> Finding:
    """Take a finding from the fair and the feeds at once and for good."""
    finding, authors = queries.finding(session, actor, finding_id, lock=True)
    access.require_may_withdraw(actor, authors)
    if finding.state != FindingState.PUBLISHED:
        raise NotPublished(state=finding.state)
    finding.state, finding.withdrawn_at, finding.updated_at = FindingState.WITHDRAWN, now, now
    if finding.audience == Audience.EVERYONE:
        session.add(FairWithdrawal(finding_id=finding.id, withdrawn_at=now))
    session.flush()
    return finding


def react(session: Session, actor: Actor, finding_id: UUID, wish: ReactionIn, now: datetime) -> FindingReaction:
    """Say of a finding that one will try it, or has, and what came of it. Once of each kind.

    Raises:
        AlreadyReacted: at flush, by the database.
    """
    finding = queries.fair_finding(session, actor.scope, finding_id)
    if wish.kind == ReactionKind.TRIED and not wish.text:
        raise TriedNeedsWords
    row = FindingReaction(
        school_id=actor.school_id, finding_school_id=finding.school_id, finding_id=finding.id,
        trust_id=finding.trust_id, audience=finding.audience, staff_id=actor.staff_id, kind=wish.kind,
        text=wish.text, by_name=people.staff_member(session, actor, actor.staff_id).name,
        school_name=people.school(session, actor.school_id).name, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def react_checked(
    session: Session, actor: Actor, secret: bytes, finding_id: UUID, wish: ReactionIn, now: datetime
) -> FindingReaction:
    """As react, unless the words name a pupil: what is said at the fair is read wherever the finding is.

    Raises:
        NamesAPupil: a name of the roster of the reader's own school, or a pupil number.
    """
    row = react(session, actor, finding_id, wish, now)
    for one in pupils.names_in(session, actor, secret, {"text": wish.text}):
        if one.certain:
            raise NamesAPupil(
                field=one.field, word=one.word, names=[NamedThere(field=one.field, word=one.word, why=one.why)]
            )
    return row


def what_is_missing(finding: Finding) -> list[str]:
    """What a finding's text needs before it can be published."""
    texts = {field: str(getattr(finding, field)) for field in rules.REQUIRED}
    return rules.missing(texts, pull_quote=finding.pull_quote, licence=finding.licence, audience=finding.audience)


# ---- helpers -------------------------------------------------------------------------------------


def _fill(session: Session, actor: Actor, finding: Finding, wish: FindingIn) -> None:
    _require_trust(actor, wish.audience)
    queries.require_rounds_of_group(session, actor, finding.group_id, wish.round_ids)
    for field in TEXTS:
        setattr(finding, field, getattr(wish, field))
    finding.focus, finding.phase, finding.subject = wish.focus, wish.phase, wish.subject
    finding.licence, finding.audience, finding.trust_id = wish.licence, wish.audience, actor.trust_id


def _name_rounds(session: Session, actor: Actor, finding: Finding, round_ids: Sequence[UUID]) -> None:
    mine = (col(FindingRound.school_id) == actor.school_id) & (col(FindingRound.finding_id) == finding.id)
    session.execute(delete(FindingRound).where(mine))
    for round_id in dict.fromkeys(round_ids):
        session.add(FindingRound(school_id=actor.school_id, finding_id=finding.id, round_id=round_id))
    session.flush()


def _require_draft(finding: Finding) -> None:
    if finding.state != FindingState.DRAFT:
        raise NotADraft(state=finding.state)


def _require_trust(actor: Actor, audience: Audience) -> None:
    if audience == Audience.TRUST and actor.trust_id is None:
        raise NoTrust
