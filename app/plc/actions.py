"""Writes about groups: forming and editing them, members, agreement to the protocol, guests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session

from app.identity import actions as identity
from app.identity import queries as people
from app.identity.access import leads
from app.identity.schemas import InvitationIn, StaffEdit, StaffIn
from app.identity.tables import Invitation, Staff
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden, NotFound
from app.plc import access, queries, rules
from app.plc.errors import (
    AlreadyInAGroup,
    CannotBeMember,
    FacilitatorNotMember,
    GroupArchived,
    GroupFull,
    GroupTooSmall,
    GuestUntil,
    GuestWorksHere,
)
from app.plc.rules import MemberRow
from app.plc.schemas import GroupEdit, GroupIn, GuestIn
from app.plc.tables import PlcGroup, PlcMember
from app.web import etag


def form_group(session: Session, actor: Actor, wish: GroupIn, now: datetime) -> PlcGroup:
    """Make a group of three or more. Each of them agrees to the protocol afterwards."""
    chosen = list(dict.fromkeys(wish.member_ids))
    if not leads(actor) and actor.staff_id not in chosen:
        raise Forbidden
    if len(chosen) < rules.PLC_MEMBERS_MIN:
        raise GroupTooSmall(members=len(chosen), members_min=rules.PLC_MEMBERS_MIN)
    if wish.facilitator_id not in chosen:
        raise FacilitatorNotMember
    _require_can_join(session, actor, chosen)
    group = PlcGroup(
        school_id=actor.school_id, name=wish.name, focus=wish.focus, research_theme=wish.research_theme,
        eef_goal=wish.eef_goal, protocol=wish.protocol or rules.DEFAULT_PROTOCOL,
        facilitator_id=wish.facilitator_id, created_at=now,
    )  # fmt: skip
    session.add(group)
    session.flush()
    session.add_all([_place(actor, group, staff_id, now) for staff_id in chosen])
    session.flush()
    return group


def edit_group(
    session: Session, actor: Actor, group_id: UUID, wish: GroupEdit, if_match: str | None, now: datetime
) -> PlcGroup:
    """Change what a group says of itself, who facilitates, or whether it rests."""
    group, members = _to_change(session, actor, group_id)
    etag.require_current(if_match, group.version)
    if all(member.staff_id != wish.facilitator_id for member in rules.counted(members)):
        raise FacilitatorNotMember
    protocol = wish.protocol or rules.DEFAULT_PROTOCOL
    if protocol != group.protocol:
        group.protocol, group.protocol_version = protocol, group.protocol_version + 1
    group.name, group.focus = wish.name, wish.focus
    group.research_theme, group.eef_goal = wish.research_theme, wish.eef_goal
    group.facilitator_id, group.is_archived = wish.facilitator_id, wish.is_archived
    group.version += 1
    session.flush()
    _note_readiness(session, actor, group, now)
    return group


def add_member(session: Session, actor: Actor, group_id: UUID, staff_id: UUID, now: datetime) -> PlcGroup:
    """Take a colleague into the group."""
    group, members = _to_change(session, actor, group_id)
    _require_open(group)
    _require_can_join(session, actor, [staff_id])
    if present := [member.name for member in members if member.staff_id == staff_id]:
        raise AlreadyInAGroup(names=present)
    _require_room(len(rules.counted(members)), rules.PLC_MEMBERS_MAX)
    session.add(_place(actor, group, staff_id, now))
    session.flush()
    return group


def leave(session: Session, actor: Actor, group_id: UUID, staff_id: UUID, now: datetime) -> PlcGroup:
    """Take somebody out of the group, always allowed: below three it is at risk and plans nothing new.

    A guest who is left without a group is signed out, and their door is shut.
    """
    group, _ = _to_change(session, actor, group_id)
    place = queries.membership(session, actor, group_id, staff_id)
    if place is None:
        raise NotFound
    place.left_at = now
    session.flush()
    if place.is_guest:
        _settle_door(session, actor, staff_id, now)
    _note_readiness(session, actor, group, now)
    return group


def agree(session: Session, actor: Actor, group_id: UUID, if_match: str | None, now: datetime) -> PlcGroup:
    """Agree to the protocol as it stands now; with If-Match, only if it is the version that was read."""
    group = queries.group(session, actor, group_id, lock=True)
    place = queries.membership(session, actor, group_id, actor.staff_id)
    if place is None:
        raise Forbidden
    if if_match is not None:
        etag.require_current(if_match, group.version)
    _require_open(group)
    if place.agreed_version != group.protocol_version:
        place.agreed_version, place.agreed_at = group.protocol_version, now
    session.flush()
    _note_readiness(session, actor, group, now)
    return group


def invite_guest(
    session: Session, actor: Actor, group_id: UUID, wish: GuestIn, now: datetime
) -> tuple[Invitation, str]:
    """Invite a knowledgeable other to this one group; answers with the invitation and its secret.

    Somebody who is a guest here already gets a new link, and this group besides the others. Each group has its own
    last day; the door stays open until the latest.
    """
    group, members = _to_change(session, actor, group_id)
    _require_open(group)
    earliest, latest = now.date(), rules.latest_guest_day(now.date())
    if not earliest <= wish.until <= latest:
        raise GuestUntil(earliest=earliest, latest=latest)
    guest = _guest(session, actor, wish, now)
    if all(member.staff_id != guest.id for member in members):
        _require_room(sum(member.is_guest for member in members), rules.PLC_GUESTS_MAX)
    place = queries.membership(session, actor, group_id, guest.id)
    if place is None:
        place = _place(actor, group, guest.id, now, is_guest=True)
        session.add(place)
    place.until = wish.until
    session.flush()
    invitation = InvitationIn(email=wish.email, roles=[Role.KNOWLEDGEABLE_OTHER])
    made = identity.invite(session, actor, guest.id, invitation, now, until=wish.until)
    _settle_door(session, actor, guest.id, now)
    return made


# ---- helpers -------------------------------------------------------------------------------------


def _to_change(session: Session, actor: Actor, group_id: UUID) -> tuple[PlcGroup, list[MemberRow]]:
    """The group, locked, and its people, for somebody who may change them."""
    group = queries.group(session, actor, group_id, lock=True)
    members = queries.members_of(session, actor, group_id)
    access.require_member_or_lead(actor, members)
    return group, members


def _place(actor: Actor, group: PlcGroup, staff_id: UUID, now: datetime, *, is_guest: bool = False) -> PlcMember:
    return PlcMember(school_id=actor.school_id, group_id=group.id, staff_id=staff_id, is_guest=is_guest, joined_at=now)


def _require_can_join(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> None:
    found = people.staff_by_ids(session, actor, staff_ids)
    if len(found) < len(staff_ids):
        raise NotFound
    if barred := sorted(row.name for row in found.values() if row.is_guest or not row.is_active):
        raise CannotBeMember(names=barred)


def _require_open(group: PlcGroup) -> None:
    if group.is_archived:
        raise GroupArchived


def _require_room(people_now: int, people_max: int) -> None:
    if people_now >= people_max:
        raise GroupFull(people=people_now, people_max=people_max)


def _note_readiness(session: Session, actor: Actor, group: PlcGroup, now: datetime) -> None:
    if group.active_since is not None:
        return
    if rules.is_ready(queries.members_of(session, actor, group.id), is_archived=group.is_archived):
        group.active_since = now
        session.flush()


def _settle_door(session: Session, actor: Actor, staff_id: UUID, now: datetime) -> None:
    """A guest's door is open as long as the last of their groups; without a group they are signed out."""
    days = queries.guest_days(session, actor, staff_id)
    if days:
        known = [day for day in days if day is not None]
        identity.open_until(session, actor, staff_id, max(known) if len(known) == len(days) else None)
    else:
        _set_active(session, actor, people.staff_member(session, actor, staff_id), now, is_active=False)


def _guest(session: Session, actor: Actor, wish: GuestIn, now: datetime) -> Staff:
    """The guest with that address, known already or new, whose door may be opened."""
    known = queries.people_with_address(session, actor, wish.email.lower())
    if any(row.is_active and not row.is_guest for row in known):
        raise GuestWorksHere(email=wish.email.lower())
    for row in known:
        if row.is_guest:
            if not row.is_active:
                _set_active(session, actor, row, now, is_active=True)
            return row
    code = f"guest-{uuid4().hex[:12]}"
    made = identity.add_staff(
        session, actor, StaffIn(code=code, name=wish.name, email=wish.email, department=wish.organisation), now
    )
    made.is_guest = True
    session.flush()
    return made


def _set_active(session: Session, actor: Actor, row: Staff, now: datetime, *, is_active: bool) -> None:
    edit = StaffEdit(
        code=row.code, name=row.name, email=row.email, department=row.department, fte_percent=row.fte_percent,
        regime=row.regime, is_active=is_active,
    )  # fmt: skip
    identity.edit_staff(session, actor, row.id, edit, str(row.version), now)
