"""HTTP in, HTTP out, for research learning communities. No decision is made here."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.communities import access, rules
from app.communities.actions import together as actions
from app.communities.errors import (
    AlreadyInCommunity,
    CommunityClosed,
    CommunityFull,
    HostStays,
    LeadersNeeded,
    NamesAPupilToOthers,
    NotInCommunity,
    NoTrustToOpenTo,
    StepsOutOfOrder,
)
from app.communities.queries import together as queries
from app.communities.rules import CommunityState, StepKind
from app.communities.schemas import (
    CommunityEdit,
    CommunityIn,
    CommunityLeaderOut,
    CommunityLeadersIn,
    CommunityMay,
    CommunityOut,
    CommunityReportIn,
    CommunityReportOut,
    CommunitySchoolOut,
    CommunityStepOut,
    CommunitySummary,
)
from app.communities.tables import Community, CommunityLeader, CommunityMember, CommunityReport
from app.identity.access import leads
from app.identity.deps import CurrentActor
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.web import etag
from app.web.bodies import Page
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["communities"], route_class=RetryingRoute)


@router.get("/communities", response_model=Page[CommunitySummary], responses=problems(BadCursor))
def list_communities(db: Db, actor: CurrentActor, wish: Wish, mine: bool = False) -> Page[CommunitySummary]:
    """Research learning communities of one's own school, of the trust and of every school, last ones first."""
    with db.reading(actor.scope) as session:
        rows, following = queries.communities_page(session, actor, wish, only_mine=mine)
        members = queries.members_of(session, actor, [row.id for row in rows])
    return Page(items=[CommunitySummary(**_said(actor, row, members[row.id])) for row in rows], next=following)


@router.post(
    "/communities",
    status_code=201,
    response_model=CommunityOut,
    responses=problems(NotFound, NoTrustToOpenTo, StepsOutOfOrder, LeadersNeeded, NamesAPupilToOthers, *ONCE),
)
def begin_community(
    wish: CommunityIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Begin a community with one's own school as the first of five or six."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _out(session, actor, actions.begin(session, actor, secret, wish, now)),
        )  # fmt: skip


@router.get("/communities/{community_id}", response_model=CommunityOut, responses=problems(NotFound))
def read_community(community_id: UUID, response: Response, db: Db, actor: CurrentActor) -> CommunityOut:
    """A community with its steps and schools; the leaders' names for the schools that are in it."""
    with db.reading(actor.scope) as session:
        row = queries.community(session, actor, community_id)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.put(
    "/communities/{community_id}",
    response_model=CommunityOut,
    responses=problems(NotFound, Forbidden, CommunityClosed, StepsOutOfOrder, NamesAPupilToOthers, *etag.EDIT),
)
def edit_community(
    community_id: UUID,
    wish: CommunityEdit,
    response: Response,
    db: Db,
    actor: CurrentActor,
    config: Config,
    if_match: IfMatch = None,
) -> CommunityOut:
    """Change its words and the days of its steps: the leads of the school that began it."""
    with db.writing(actor.scope) as session:
        row = actions.edit(session, actor, config.secret_key.encode(), community_id, wish, if_match)
        etag.show(response, row.version)
        return _out(session, actor, row)


@router.post(
    "/communities/{community_id}/join",
    response_model=CommunityOut,
    responses=problems(NotFound, AlreadyInCommunity, CommunityFull, CommunityClosed, LeadersNeeded, *ONCE),
)
def join_community(
    community_id: UUID, wish: CommunityLeadersIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Take a place for one's school. Of two schools that want the last one, one has it."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.join(session, actor, community_id, wish.leader_ids, now)),
        )  # fmt: skip


@router.post(
    "/communities/{community_id}/leaders",
    response_model=CommunityOut,
    responses=problems(NotFound, NotInCommunity, CommunityClosed, LeadersNeeded, *ONCE),
)
def choose_community_leaders(
    community_id: UUID, wish: CommunityLeadersIn, db: Db, actor: CurrentActor, now: Now, intent: Intent
) -> Response:  # fmt: skip
    """Say anew who leads at one's own school."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.choose_leaders(session, actor, community_id, wish.leader_ids)),
        )  # fmt: skip


@router.post(
    "/communities/{community_id}/leave",
    response_model=CommunityOut,
    responses=problems(NotFound, NotInCommunity, HostStays, *ONCE),
)
def leave_community(community_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Give up one's school's place. What it reported stays with the others."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.leave(session, actor, community_id, now)),
        )  # fmt: skip


@router.post(
    "/communities/{community_id}/close",
    response_model=CommunityOut,
    responses=problems(NotFound, Forbidden, CommunityClosed, *ONCE),
)
def close_community(community_id: UUID, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """End a community. It stays to be read."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=200,
            effect=lambda: _out(session, actor, actions.close(session, actor, community_id, now)),
        )  # fmt: skip


@router.get(
    "/communities/{community_id}/reports",
    response_model=Page[CommunityReportOut],
    responses=problems(NotFound, BadCursor),
)
def list_community_reports(
    community_id: UUID, db: Db, actor: CurrentActor, wish: Wish
) -> Page[CommunityReportOut]:  # fmt: skip
    """What the schools say of the steps, newest first: for the schools that are in it."""
    with db.reading(actor.scope) as session:
        rows, following = queries.reports_page(session, actor, community_id, wish)
    return Page(items=[_report_out(actor, row) for row in rows], next=following)


@router.post(
    "/communities/{community_id}/reports",
    status_code=201,
    response_model=CommunityReportOut,
    responses=problems(NotFound, Forbidden, NotInCommunity, CommunityClosed, NamesAPupilToOthers, *ONCE),
)
def report_to_community(
    community_id: UUID,
    wish: CommunityReportIn,
    db: Db,
    actor: CurrentActor,
    config: Config,
    now: Now,
    intent: Intent,
) -> Response:
    """Tell the other schools what one's own takes from a step: its two leaders, and its leads."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _report_out(
                actor, actions.report(session, actor, secret, community_id, wish, now)
            ),
        )  # fmt: skip


@router.delete(
    "/communities/{community_id}/reports/{report_id}", status_code=204, responses=problems(NotFound, Forbidden)
)
def take_back_community_report(community_id: UUID, report_id: UUID, db: Db, actor: CurrentActor) -> None:
    """Take back what one's own school said, at any time."""
    with db.writing(actor.scope) as session:
        actions.take_back_report(session, actor, community_id, report_id)


def _said(actor: Actor, row: Community, members: list[CommunityMember]) -> dict[str, object]:
    return {
        "id": row.id, "name": row.name, "focus": row.focus, "school_name": row.school_name, "open_to": row.open_to,
        "state": row.state, "workshop_on": row.workshop_on, "evaluation_on": row.evaluation_on,
        "schools": len(members), "is_ours": row.school_id == actor.school_id,
        "is_joined": any(member.school_id == actor.school_id for member in members),
    }  # fmt: skip


def _out(session: Session, actor: Actor, row: Community) -> CommunityOut:
    members = queries.members_of(session, actor, [row.id])[row.id]
    leaders = queries.leaders_of(session, actor, members)
    return CommunityOut.model_validate(
        _said(actor, row, members) | {
            "about": row.about, "missing": rules.missing_schools(len(members)), "version": row.version,
            "steps": [
                CommunityStepOut(kind=kind, held_on=getattr(row, f"{kind}_on"), text=getattr(row, f"{kind}_text"))
                for kind in StepKind
            ],
            "members": [_school_out(actor, row, member, leaders) for member in members],
            "may": _may(actor, row, members, leaders),
        }
    )  # fmt: skip


def _school_out(
    actor: Actor, row: Community, member: CommunityMember, leaders: list[CommunityLeader]
) -> CommunitySchoolOut:
    is_ours = member.school_id == actor.school_id
    return CommunitySchoolOut(
        school_name=member.school_name, is_ours=is_ours, is_host=member.school_id == row.school_id,
        joined_at=member.joined_at,
        leaders=[
            CommunityLeaderOut(name=one.name, staff_id=one.staff_id if is_ours else None)
            for one in leaders if one.member_id == member.id
        ],
    )  # fmt: skip


def _may(
    actor: Actor, row: Community, members: list[CommunityMember], leaders: list[CommunityLeader]
) -> CommunityMay:  # fmt: skip
    mine = next((member for member in members if member.school_id == actor.school_id), None)
    is_open = row.state == CommunityState.OPEN
    runs = access.may_run(actor, row)
    return CommunityMay(
        edit=is_open and runs, close=is_open and runs,
        join=is_open and leads(actor) and mine is None and len(members) < rules.SCHOOLS_MAX,
        choose_leaders=is_open and leads(actor) and mine is not None,
        leave=leads(actor) and mine is not None and row.school_id != actor.school_id,
        report=is_open and access.may_report(actor, mine, [one.staff_id for one in leaders]),
    )  # fmt: skip


def _report_out(actor: Actor, row: CommunityReport) -> CommunityReportOut:
    return CommunityReportOut(
        id=row.id, kind=row.kind, text=row.text, school_name=row.school_name, by_name=row.by_name,
        made_at=row.made_at, is_ours=row.school_id == actor.school_id,
    )  # fmt: skip
