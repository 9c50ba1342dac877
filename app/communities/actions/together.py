"""Writes about communities: beginning one, joining, leading, reporting, ending."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from app.communities import access, rules
from app.communities.actions import places
from app.communities.actions.written import require_no_names, require_trust
from app.communities.errors import (
    AlreadyInCommunity,
    CommunityClosed,
    CommunityFull,
    HostStays,
    LeadersNeeded,
    NotInCommunity,
    StepsOutOfOrder,
)
from app.communities.queries import together as queries
from app.communities.rules import CommunityState, Step
from app.communities.schemas import CommunityEdit, CommunityIn, CommunityReportIn
from app.communities.tables import Community, CommunityLeader, CommunityMember, CommunityReport
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag


def begin(session: Session, actor: Actor, secret: bytes, wish: CommunityIn, now: datetime) -> Community:
    """Begin a community, with one's own school in its first place."""
    require_trust(actor, wish.open_to)
    row = Community(
        school_id=actor.school_id, trust_id=actor.trust_id, open_to=wish.open_to, name=wish.name, focus=wish.focus,
        about=wish.about, school_name=people.school(session, actor.school_id).name, created_by=actor.staff_id,
        created_at=now, **_steps(session, actor, secret, wish),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _take_place(session, actor, row, wish.leader_ids, now)
    return row


def edit(
    session: Session, actor: Actor, secret: bytes, community_id: UUID, wish: CommunityEdit, if_match: str | None
) -> Community:
    """Change what a community says of itself, and the days of its steps."""
    row = queries.community(session, actor, community_id, lock=True)
    access.require_may_run(actor, row)
    etag.require_current(if_match, row.version)
    _require_open(row)
    for name, value in _steps(session, actor, secret, wish).items():
        setattr(row, name, value)
    row.name, row.focus, row.about = wish.name, wish.focus, wish.about
    row.version += 1
    session.flush()
    return row


def join(
    session: Session, actor: Actor, community_id: UUID, leader_ids: Sequence[UUID], now: datetime
) -> Community:  # fmt: skip
    """Take a place for one's school, with its two leaders."""
    row = queries.community(session, actor, community_id)
    _require_open(row)
    _take_place(session, actor, row, leader_ids, now)
    # The place's foreign key holds on to the community, which is another school's to lock: as when a lesson is booked.
    session.refresh(row)
    _require_open(row)
    return row


def choose_leaders(
    session: Session, actor: Actor, community_id: UUID, leader_ids: Sequence[UUID]
) -> Community:  # fmt: skip
    """Say anew who leads at one's own school."""
    row = queries.community(session, actor, community_id)
    _require_open(row)
    names = _leader_names(session, actor, leader_ids)
    mine = _own_place(session, actor, community_id)
    kept = [one for one in queries.leaders_of(session, actor, [mine]) if one.school_id == actor.school_id]
    # Away first: each number stands once.
    for old in kept:
        session.delete(old)
    session.flush()
    _add_leaders(session, actor, mine.id, row, names)
    return row


def leave(session: Session, actor: Actor, community_id: UUID, now: datetime) -> Community:
    """Give up one's place. What the school reported stays with the others."""
    row = queries.community(session, actor, community_id)
    if row.school_id == actor.school_id:
        raise HostStays
    _own_place(session, actor, community_id).left_at = now
    session.flush()
    return row


def close(session: Session, actor: Actor, community_id: UUID, now: datetime) -> Community:
    """End a community. It stays to be read."""
    row = queries.community(session, actor, community_id, lock=True)
    access.require_may_run(actor, row)
    _require_open(row)
    row.state, row.closed_at = CommunityState.CLOSED, now
    row.version += 1
    session.flush()
    return row


def report(
    session: Session, actor: Actor, secret: bytes, community_id: UUID, wish: CommunityReportIn, now: datetime
) -> CommunityReport:
    """Tell the other schools what one's own takes from a step."""
    row = queries.community(session, actor, community_id)
    mine = _require_may_report(session, actor, row)
    require_no_names(session, actor, secret, {"text": wish.text})
    made = CommunityReport(
        school_id=actor.school_id, member_id=mine.id, community_id=row.id, kind=wish.kind, text=wish.text,
        school_name=mine.school_name, by_staff_id=actor.staff_id,
        by_name=people.staff_member(session, actor, actor.staff_id).name, made_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def take_back_report(session: Session, actor: Actor, community_id: UUID, report_id: UUID) -> None:
    """Take back what one's school said, also after the community has ended."""
    queries.community(session, actor, community_id)
    found = queries.own_report(session, actor, community_id, report_id)
    mine = queries.membership(session, actor, community_id)
    leaders = [] if mine is None else [one.staff_id for one in queries.leaders_of(session, actor, [mine])]
    if found.by_staff_id != actor.staff_id and not access.may_report(actor, mine, leaders):
        raise Forbidden
    session.delete(found)
    session.flush()


def _steps(
    session: Session, actor: Actor, secret: bytes, wish: CommunityIn | CommunityEdit
) -> dict[str, Any]:  # fmt: skip
    """The columns of the three steps, in their order and without names of pupils."""
    steps = [Step(step.kind, step.held_on, step.text) for step in wish.steps]
    if not rules.in_order(steps):
        raise StepsOutOfOrder
    texts = {"name": wish.name, "focus": wish.focus, "about": wish.about} | {
        step.kind.value: step.text for step in steps
    }  # fmt: skip
    require_no_names(session, actor, secret, texts)
    return {f"{step.kind}_on": step.held_on for step in steps} | {f"{step.kind}_text": step.text for step in steps}


def _take_place(
    session: Session, actor: Actor, row: Community, leader_ids: Sequence[UUID], now: datetime
) -> None:  # fmt: skip
    names = _leader_names(session, actor, leader_ids)
    school_name = people.school(session, actor.school_id).name
    values = {
        "school_id": actor.school_id, "community_id": row.id, "community_school_id": row.school_id,
        "trust_id": row.trust_id, "open_to": row.open_to, "school_name": school_name, "joined_at": now,
        "left_at": None,
    }  # fmt: skip
    # A number that is taken between looking and storing sends us back to look: each time one place fewer is free.
    for _ in range(rules.SCHOOLS_MAX + 1):
        members = queries.members_of(session, actor, [row.id])[row.id]
        if any(member.school_id == actor.school_id for member in members):
            raise AlreadyInCommunity
        free = rules.free_places({member.place for member in members}, rules.SCHOOLS_MAX)
        if not free:
            raise CommunityFull
        member_id = uuid4()
        if places.take(session, CommunityMember, values | {"id": member_id, "place": free[0]}):
            _add_leaders(session, actor, member_id, row, names)
            return
    raise CommunityFull


def _leader_names(session: Session, actor: Actor, leader_ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """The two leaders with their names, in the order in which they were chosen."""
    found = people.staff_by_ids(session, actor, leader_ids)
    if len(found) < len(set(leader_ids)):
        raise NotFound
    if len(found) != rules.LEADERS or not all(one.is_active and not one.is_guest for one in found.values()):
        raise LeadersNeeded
    return [(staff_id, found[staff_id].name) for staff_id in leader_ids]


def _add_leaders(
    session: Session, actor: Actor, member_id: UUID, row: Community, names: Sequence[tuple[UUID, str]]
) -> None:  # fmt: skip
    session.add_all(
        CommunityLeader(
            school_id=actor.school_id, member_id=member_id, community_id=row.id, number=number, staff_id=staff_id,
            name=name,
        )
        for number, (staff_id, name) in enumerate(names, 1)
    )  # fmt: skip
    session.flush()


def _own_place(session: Session, actor: Actor, community_id: UUID) -> CommunityMember:
    mine = queries.membership(session, actor, community_id)
    if mine is None:
        raise NotInCommunity
    return mine


def _require_may_report(session: Session, actor: Actor, row: Community) -> CommunityMember:
    mine = _own_place(session, actor, row.id)
    leaders = [one.staff_id for one in queries.leaders_of(session, actor, [mine])]
    if not access.may_report(actor, mine, leaders):
        raise Forbidden
    _require_open(row)
    return mine


def _require_open(row: Community) -> None:
    if row.state != CommunityState.OPEN:
        raise CommunityClosed
