"""HTTP in, HTTP out, for groups. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity.access import leads
from app.identity.deps import CurrentActor
from app.identity.errors import AccountTaken
from app.identity.schemas import InvitationOut
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound, Stale
from app.plc import access, actions, queries, rules
from app.plc.errors import (
    AlreadyInAGroup,
    CannotBeMember,
    FacilitatorNotMember,
    GroupArchived,
    GroupFull,
    GroupNameTaken,
    GroupTooSmall,
    GuestUntil,
    GuestWorksHere,
)
from app.plc.rules import MemberRow
from app.plc.schemas import GroupEdit, GroupIn, GroupOut, GroupSummary, GuestIn, MemberIn, MemberOut
from app.plc.tables import PlcGroup
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, ShownOnce, perform
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["groups"], route_class=RetryingRoute)


@router.get("/groups", response_model=Page[GroupSummary])
def list_groups(db: Db, actor: CurrentActor, wish: Wish, mine: bool = False) -> Page[GroupSummary]:
    """The school's groups by name, archived ones last; guests see those they are invited to."""
    with db.reading(actor.scope) as session:
        rows, following = queries.groups_page(session, actor, wish, only_mine=mine)
        members = queries.members(session, actor, [row.id for row in rows])
    return Page(items=[_summary(actor, row, members[row.id]) for row in rows], next=following)


@router.post(
    "/groups",
    status_code=201,
    response_model=GroupOut,
    responses=problems(NotFound, Forbidden, GroupTooSmall, CannotBeMember, FacilitatorNotMember, GroupNameTaken, *ONCE),
)
def form_group(wish: GroupIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Form a group of three or more: a lead for others, or a teacher with themselves in it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _answer(session, actor, actions.form_group(session, actor, wish, now)),
        )  # fmt: skip


@router.get("/groups/{group_id}", response_model=GroupOut, responses=problems(NotFound, Forbidden))
def read_group(group_id: UUID, response: Response, db: Db, actor: CurrentActor) -> GroupOut:
    """A group, for its members, its guests and those who lead."""
    with db.reading(actor.scope) as session:
        row, members = queries.group_in_full(session, actor, group_id)
    etag.show(response, row.version)
    return _group_out(actor, row, members)


@router.put(
    "/groups/{group_id}",
    response_model=GroupOut,
    responses=problems(NotFound, Forbidden, FacilitatorNotMember, GroupNameTaken, *etag.EDIT),
)
def edit_group(
    group_id: UUID, wish: GroupEdit, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> GroupOut:
    """Change a group, archive it or bring it back. A new protocol asks every member to agree again."""
    with db.writing(actor.scope) as session:
        row = actions.edit_group(session, actor, group_id, wish, if_match, now)
        etag.show(response, row.version)
        return _answer(session, actor, row)


@router.post(
    "/groups/{group_id}/members",
    response_model=GroupOut,
    responses=problems(NotFound, Forbidden, AlreadyInAGroup, CannotBeMember, GroupArchived, GroupFull, *ONCE),
)
def add_member(group_id: UUID, wish: MemberIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Take a colleague into the group."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _answer(session, actor, actions.add_member(session, actor, group_id, wish.staff_id, now)),
        )  # fmt: skip


@router.post(
    "/groups/{group_id}/members/{staff_id}/leave",
    response_model=GroupOut,
    responses=problems(NotFound, Forbidden, *ONCE),
)
def leave_group(group_id: UUID, staff_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Leave the group, or take a member or guest out of it. Below three it is at risk."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _answer(session, actor, actions.leave(session, actor, group_id, staff_id, now)),
        )  # fmt: skip


@router.post(
    "/groups/{group_id}/protocol/agree",
    response_model=GroupOut,
    responses=problems(NotFound, Forbidden, GroupArchived, Stale, *ONCE),
)
def agree_protocol(
    group_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent, if_match: IfMatch = None
) -> Response:
    """Agree to the protocol as it stands now. Send If-Match to agree only to the version you read."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _answer(session, actor, actions.agree(session, actor, group_id, if_match, now)),
        )  # fmt: skip


@router.post(
    "/groups/{group_id}/guests",
    status_code=201,
    response_model=InvitationOut,
    responses=problems(
        ShownOnce, NotFound, Forbidden, AccountTaken, GroupArchived, GroupFull, GuestWorksHere, GuestUntil, *ONCE
    ),
)
def invite_guest(
    group_id: UUID, wish: GuestIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Make a link for a knowledgeable other from outside, who sees this group until a day."""

    def make(session: Session) -> InvitationOut:
        made, secret = actions.invite_guest(session, actor, group_id, wish, now)
        return InvitationOut(url=f"{config.origin}/invitation/{secret}", expires_at=made.expires_at)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: make(session), shown_once=True)


# ---- helpers -------------------------------------------------------------------------------------


def _answer(session: Session, actor: Actor, row: PlcGroup) -> GroupOut:
    return _group_out(actor, row, queries.members_of(session, actor, row.id))


def _group_out(actor: Actor, row: PlcGroup, members: list[MemberRow]) -> GroupOut:
    return GroupOut(
        id=row.id, name=row.name, focus=row.focus, research_theme=row.research_theme, eef_goal=row.eef_goal,
        protocol=row.protocol,
        state=rules.state(members, is_archived=row.is_archived, was_active=row.active_since is not None),
        what_is_missing=rules.missing(members, is_archived=row.is_archived),
        members=[
            MemberOut(
                staff_id=member.staff_id, name=member.name, code=member.code, department=member.department,
                is_facilitator=member.staff_id == row.facilitator_id, is_guest=member.is_guest,
                agreed_at=member.agreed_at,
            )
            for member in members
        ],
        advice=rules.advice(members, row.facilitator_id),
        may_edit=leads(actor) or access.is_member(actor, members),
        version=row.version,
    )  # fmt: skip


def _summary(actor: Actor, row: PlcGroup, members: list[MemberRow]) -> GroupSummary:
    return GroupSummary(
        id=row.id, name=row.name, focus=row.focus,
        state=rules.state(members, is_archived=row.is_archived, was_active=row.active_since is not None),
        member_count=len(rules.counted(members)),
        is_mine=any(member.staff_id == actor.staff_id for member in members),
    )  # fmt: skip
