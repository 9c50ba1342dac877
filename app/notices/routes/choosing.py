"""Routes of what I want to be told."""

from datetime import time

from fastapi import APIRouter, Response
from sqlmodel import Session

from app.identity import queries as people
from app.identity.deps import CurrentActor
from app.kernel import signed
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.notices import actions, queries
from app.notices.rules import NoticeKind, claims
from app.notices.rules.quiet import DEFAULT, Quiet
from app.notices.rules.ways import CHOOSABLE, DEFAULTS, FOR_ROLES, Ways
from app.notices.rules.words import TITLES
from app.notices.schemas import LeaveNoticesIn, LeftAlone, MyNoticesIn, MyNoticesOut, NoticeWays, QuietTimes
from app.settings import Settings
from app.web import etag
from app.web.deps import Config, Db, IfMatch
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["notices"], route_class=RetryingRoute)


@router.get("/me/notices", response_model=MyNoticesOut)
def read_my_notices(response: Response, db: Db, actor: CurrentActor, config: Config) -> MyNoticesOut:
    """What I am told, by which ways, and when I am left in peace."""
    with db.reading(actor.scope) as session:
        found = _mine(session, actor, config)
    etag.show(response, found.version)
    return found


@router.put("/me/notices", response_model=MyNoticesOut, responses=problems(*etag.EDIT))
def choose_my_notices(
    wish: MyNoticesIn, response: Response, db: Db, actor: CurrentActor, config: Config, if_match: IfMatch = None
) -> MyNoticesOut:
    """Choose what I am told. Quiet hours hold for mail and push; what waits comes when they end."""
    quiet = _quiet_of(wish.quiet)
    ways: dict[NoticeKind, Ways] = {
        one.kind: Ways(one.by_mail, one.by_push) for one in wish.ways if one.kind in CHOOSABLE
    }
    with db.writing(actor.scope) as session:
        actions.choose(session, actor, ways, quiet, if_match)
        found = _mine(session, actor, config)
    etag.show(response, found.version)
    return found


@router.post("/notices/leave", response_model=LeftAlone, responses=problems(NotFound))
def leave_notices(wish: LeaveNoticesIn, db: Db, config: Config) -> LeftAlone:
    """End mail of one kind by the link in one of them, without signing in. Again is as good as once."""
    said = signed.read(config.secret_key.encode(), wish.secret)
    left = claims.left(said) if said else None
    if said is None or left is None:
        raise NotFound
    with db.writing(Scope(said.school_id)) as session:
        actions.leave(session, said.school_id, *left)
    return LeftAlone(kind=left[1], title=TITLES[left[1]])


def _mine(session: Session, actor: Actor, config: Settings) -> MyNoticesOut:
    stored, row = queries.own_choices(session, actor), queries.own_quiet(session, actor)
    staff = people.staff_member(session, actor, actor.staff_id)
    chosen = {kind: Ways(one.by_mail, one.by_push) for kind, one in stored.items()}
    quiet = Quiet(row.starts, row.ends, row.is_quiet_at_weekends, row.lets_urgent_through) if row else DEFAULT
    return MyNoticesOut(
        ways=[_way(kind, chosen.get(kind, DEFAULTS[kind])) for kind in CHOOSABLE if _is_for(actor, kind)],
        quiet=QuietTimes(
            starts=f"{quiet.starts:%H:%M}", ends=f"{quiet.ends:%H:%M}",
            is_quiet_at_weekends=quiet.is_quiet_at_weekends, lets_urgent_through=quiet.lets_urgent_through,
        ),
        mail_address=staff.email, does_mail_leave=bool(config.smtp_url), version=row.version if row else 0,
    )  # fmt: skip


def _is_for(actor: Actor, kind: NoticeKind) -> bool:
    return kind not in FOR_ROLES or bool(actor.roles & FOR_ROLES[kind])


def _way(kind: NoticeKind, ways: Ways) -> NoticeWays:
    return NoticeWays(kind=kind, by_mail=ways.by_mail, by_push=ways.by_push)


def _quiet_of(wish: QuietTimes) -> Quiet:
    starts, ends = time.fromisoformat(wish.starts), time.fromisoformat(wish.ends)
    return Quiet(starts, ends, wish.is_quiet_at_weekends, wish.lets_urgent_through)
