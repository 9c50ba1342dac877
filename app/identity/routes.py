"""HTTP in, HTTP out, for people and schools. No decision is made here."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.db.session import Database
from app.identity import actions, open_visits, queries, second_step, tokens
from app.identity.deps import CurrentActor
from app.identity.errors import (
    AccountTaken,
    AddressThrottled,
    CodeTaken,
    FactorNeeded,
    FactorRefused,
    FactorThrottled,
    InvitationForAnother,
    LastLead,
    ShowYoursFirst,
    SignInRefused,
    SignsInAlready,
    UnknownZone,
)
from app.identity.gate import COOKIE
from app.identity.passwords import Passwords
from app.identity.schemas import (
    DemoOut,
    DemoPerson,
    DemoSignIn,
    InvitationAnswer,
    InvitationIn,
    InvitationOut,
    InvitationSeen,
    Me,
    SchoolIn,
    SchoolOut,
    SchoolRef,
    SessionOut,
    SignIn,
    StaffEdit,
    StaffIn,
    StaffOut,
    SwitchSchool,
    TokenIn,
    TokenOut,
)
from app.identity.shown import first_role, school_out, staff_out
from app.jobs import queries as jobs
from app.jobs.schemas import JobOut
from app.kernel.actor import NOBODY, Actor, Scope
from app.kernel.errors import NotFound
from app.settings import Settings
from app.web import etag
from app.web.bodies import Page, Words
from app.web.deps import Config, Db, IfMatch, Now, Wish
from app.web.idempotency import ONCE, Intent, ShownOnce, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["people"], route_class=RetryingRoute)


@router.post("/sign-in", response_model=Me, responses=problems(SignInRefused, AddressThrottled))
def sign_in(wish: SignIn, request: Request, response: Response, db: Db, config: Config, now: Now) -> Me:
    """Sign in with e-mail and password: the session is a cookie that scripts cannot read."""
    account_id = _proved(request, wish, now)
    return _enter(request, response, account_id, now)


@router.post(
    "/tokens",
    status_code=201,
    response_model=TokenOut,
    responses=problems(SignInRefused, AddressThrottled, FactorNeeded, FactorRefused, FactorThrottled),
)
def issue_token(wish: TokenIn, request: Request, db: Db, config: Config, now: Now) -> TokenOut:
    """A bearer token for an API client, good for a quarter of an hour and revocable like a session.

    An account with a second factor gives a code of its app, or one on paper, as well.
    """
    account_id = _proved(request, wish, now)
    door = _door(db, account_id, now)
    with db.writing(door, always=True) as session:
        is_strong = second_step.tried(session, account_id, wish.code, request.app.state.takes_code, now)
    if is_strong is False:
        raise FactorRefused
    with db.writing(door, always=True) as session:
        opened, _ = actions.sign_in(session, account_id, _device(request), now, kind="token", is_strong=bool(is_strong))
    token = tokens.issue(account_id, opened.id, now, config.secret_key)
    return TokenOut(access_token=token, expires_in_seconds=int(tokens.LIFETIME.total_seconds()))


@router.get("/me", response_model=Me)
def read_me(db: Db, actor: CurrentActor, config: Config) -> Me:
    """Who is signed in, in which school, with which roles."""
    with db.reading(actor.scope) as session:
        return _me(session, actor, config)


@router.post("/me/school", response_model=Me, responses=problems(NotFound))
def switch_school(wish: SwitchSchool, request: Request, db: Db, actor: CurrentActor, config: Config, now: Now) -> Me:
    """Act in another school that this account opens. After single sign-on, one that takes the same directories."""
    with db.reading(Scope(wish.school_id)) as session:
        if open_visits.is_shut_out(session, actor.account_id, wish.school_id, now):
            raise NotFound
    request.app.state.may_switch(db, actor, wish.school_id)
    with db.writing(actor.scope, always=True) as session:
        actions.switch_school(session, actor, wish.school_id, now)
    with db.reading(NOBODY) as session:
        found = queries.signed_in_by_id(session, actor.session_id, now)
    with db.reading(found.scope) as session:
        return _me(session, found, config)


@router.post("/sign-out", status_code=204)
def sign_out(response: Response, db: Db, actor: CurrentActor, now: Now) -> None:
    """End this session."""
    with db.writing(actor.scope, always=True) as session:
        actions.end_session(session, actor, actor.session_id, now)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


@router.get("/sessions", response_model=Page[SessionOut])
def list_sessions(db: Db, actor: CurrentActor, wish: Wish, now: Now) -> Page[SessionOut]:
    """Where this account is signed in, newest first."""
    with db.reading(NOBODY) as session:
        rows, following = queries.sessions_page(session, actor, wish, now)
    items = [
        SessionOut(
            id=row.id, kind=row.kind, means=row.means, device=row.device, created_at=row.created_at,
            last_seen_at=row.last_seen_at, is_current=row.id == actor.session_id,
        )
        for row in rows
    ]  # fmt: skip
    return Page(items=items, next=following)


@router.post("/sessions/{session_id}/end", status_code=204, responses=problems(NotFound))
def end_session(session_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """End one of my sessions or tokens; it is dead on its next request."""
    with db.writing(actor.scope, always=True) as session:
        actions.end_session(session, actor, session_id, now)


@router.post("/sessions/end-all", status_code=204)
def end_all_sessions(response: Response, db: Db, actor: CurrentActor, now: Now) -> None:
    """End all my sessions and tokens, this one too."""
    with db.writing(actor.scope, always=True) as session:
        actions.end_all_sessions(session, actor.account_id, now)
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")


@router.get("/invitations/{secret}", response_model=InvitationSeen, responses=problems(NotFound))
def read_invitation(secret: str, db: Db, now: Now) -> InvitationSeen:
    """What an invitation link is for, before it is taken."""
    with db.reading(NOBODY) as session:
        found = queries.invitation(session, actions.hash_of(secret), now)
        school = queries.school(session, found.school_id)
    with db.reading(Scope(found.school_id)) as session:
        staff = queries.staff_of(session, found.school_id, found.staff_id)
    return InvitationSeen(school_name=school.name, name=staff.name, email=found.email)


@router.post(
    "/invitations/{secret}/accept",
    response_model=Me,
    responses=problems(NotFound, InvitationForAnother, AddressThrottled),
)
def accept_invitation(
    secret: str, answer: InvitationAnswer, request: Request, response: Response, db: Db, now: Now
) -> Me:
    """Choose a password, once, and be signed in."""
    passwords, address = _passwords(request), _address(request)
    with db.reading(NOBODY) as session:
        found = queries.invitation(session, actions.hash_of(secret), now)
        account = queries.account_by_email(session, found.email)
        # The answer tells whether a password was right, so it is a sign-in like any other.
        actions.require_not_throttled(session, found.email, address, now)
    knows = account is not None and passwords.verify(answer.password, account.password_hash)
    if account is not None and account.password_hash is not None and not knows:
        with db.writing(NOBODY) as session:
            actions.record_failure(session, found.email, address, now)
    password_hash = passwords.hash(answer.password)
    with db.writing(Scope(found.school_id)) as session:
        taken = queries.invitation(session, actions.hash_of(secret), now, lock=True)
        staff = queries.staff_of(session, taken.school_id, taken.staff_id)
        if not staff.is_active or (staff.left_on is not None and staff.left_on < now.date()):
            raise NotFound
        account = actions.accept_invitation(session, taken, staff, password_hash, now, knows_password=knows)
        opened, secret = actions.sign_in(
            session, account.id, _device(request), now, means="invitation", school_id=staff.school_id
        )
    return _seated(request, response, opened.id, secret, now)


@router.get("/demo", response_model=DemoOut, responses=problems(NotFound))
def list_demo_people(db: Db, config: Config) -> DemoOut:
    """Who can be signed in as with one click. 404 outside the demo."""
    if not config.demo:
        raise NotFound
    with db.reading(NOBODY) as session:
        found = queries.demo_people(session)
    people = []
    for account, school, staff_id, roles in found:
        with db.reading(Scope(school.id)) as session:
            staff = queries.staff_of(session, school.id, staff_id)
        people.append(
            DemoPerson(
                name=staff.name,
                role=first_role(roles),
                what=staff.department or account.email,
                email=account.email,
                school_name=school.name,
            )
        )
    return DemoOut(people=people)


@router.post("/demo/sign-in", response_model=Me, responses=problems(NotFound))
def demo_sign_in(wish: DemoSignIn, request: Request, response: Response, db: Db, config: Config, now: Now) -> Me:
    """Sign in as an invented person. 404 outside the demo."""
    if not config.demo:
        raise NotFound
    with db.reading(NOBODY) as session:
        account = queries.account_by_email(session, wish.email)
    if account is None:
        raise NotFound
    return _enter(request, response, account.id, now)


@router.get("/school", response_model=SchoolOut)
def read_school(response: Response, db: Db, actor: CurrentActor) -> SchoolOut:
    """The school's settings."""
    with db.reading(actor.scope) as session:
        row = queries.school(session, actor.school_id)
        etag.show(response, row.version)
        return school_out(session, row)


@router.put("/school", response_model=SchoolOut, responses=problems(UnknownZone, ShowYoursFirst, *etag.EDIT))
def edit_school(wish: SchoolIn, response: Response, db: Db, actor: CurrentActor, if_match: IfMatch = None) -> SchoolOut:
    """Change the school's settings."""
    with db.writing(actor.scope) as session:
        row = actions.edit_school(session, actor, wish, if_match)
        etag.show(response, row.version)
        return school_out(session, row)


@router.get("/staff", response_model=Page[StaffOut])
def list_staff(
    db: Db,
    actor: CurrentActor,
    wish: Wish,
    q: Words = "",
    active: bool | None = True,
) -> Page[StaffOut]:
    """The school's staff by name."""
    with db.reading(actor.scope) as session:
        rows, following = queries.staff_page(session, actor, wish, words=q.strip(), active=active)
        return Page(items=staff_out(session, actor, rows), next=following)


@router.post("/staff", status_code=201, response_model=StaffOut, responses=problems(CodeTaken, *ONCE))
def add_staff(wish: StaffIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Add a member of staff."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: staff_out(session, actor, [actions.add_staff(session, actor, wish, now)])[0],
        )  # fmt: skip


@router.get("/staff/{staff_id}", response_model=StaffOut, responses=problems(NotFound))
def read_staff(staff_id: UUID, response: Response, db: Db, actor: CurrentActor) -> StaffOut:
    with db.reading(actor.scope) as session:
        row = queries.staff_member(session, actor, staff_id)
        etag.show(response, row.version)
        return staff_out(session, actor, [row])[0]


@router.put("/staff/{staff_id}", response_model=StaffOut, responses=problems(NotFound, CodeTaken, LastLead, *etag.EDIT))
def edit_staff(
    staff_id: UUID, wish: StaffEdit, response: Response, db: Db, actor: CurrentActor, now: Now, if_match: IfMatch = None
) -> StaffOut:
    """Change a member of staff, their roles, or that they have left."""
    with db.writing(actor.scope) as session:
        row = actions.edit_staff(session, actor, staff_id, wish, if_match, now)
        etag.show(response, row.version)
        return staff_out(session, actor, [row])[0]


@router.post(
    "/staff/{staff_id}/invitation",
    status_code=201,
    response_model=InvitationOut,
    responses=problems(NotFound, AccountTaken, SignsInAlready, ShownOnce, *ONCE),
)
def invite_staff(
    staff_id: UUID, wish: InvitationIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Make a link with which a member of staff chooses a password and signs in."""

    def make(session: Session) -> InvitationOut:
        made, secret = actions.invite(session, actor, staff_id, wish, now)
        return InvitationOut(url=f"{config.origin}/invitation/{secret}", expires_at=made.expires_at)

    with db.writing(actor.scope) as session:
        return perform(session, actor, intent, now, status=201, effect=lambda: make(session), shown_once=True)


# ---- helpers -------------------------------------------------------------------------------------


def _passwords(request: Request) -> Passwords:
    passwords: Passwords = request.app.state.passwords
    return passwords


def _device(request: Request) -> str:
    return request.headers.get("user-agent", "")[:200]


def _address(request: Request) -> str:
    # Never X-Forwarded-For: whoever sends it chooses it. Behind a proxy, uvicorn is told whom to trust.
    return request.client.host if request.client else "unknown"


def _proved(request: Request, wish: SignIn, now: datetime) -> UUID:
    """The account whose password was given. Three short transactions, none open while hashing."""
    db, address = request.app.state.database, _address(request)
    with db.reading(NOBODY) as session:
        actions.require_not_throttled(session, wish.email, address, now)
        account = queries.account_by_email(session, wish.email)
    usable = account is not None and account.disabled_at is None
    is_right = _passwords(request).verify(wish.password, account.password_hash if account else None)
    if account is None or not usable or not is_right:
        with db.writing(NOBODY) as session:
            actions.record_failure(session, wish.email, address, now)
        raise SignInRefused
    return account.id


def _door(db: Database, account_id: UUID, now: datetime) -> Scope:
    """The school that signing in leads to: what is done there is in its audit log."""
    with db.reading(NOBODY) as session:
        door = queries.first_membership(session, account_id, now.date())
    if door is None:
        raise SignInRefused
    return Scope(door.school_id)


def _enter(request: Request, response: Response, account_id: UUID, now: datetime) -> Me:
    db = request.app.state.database
    door = _door(db, account_id, now)
    with db.writing(door, always=True) as session:
        opened, secret = actions.sign_in(session, account_id, _device(request), now)
    return _seated(request, response, opened.id, secret, now)


def _seated(request: Request, response: Response, session_id: UUID, secret: str, now: datetime) -> Me:
    """Hand over the cookie of a session just opened, and say who they are in it."""
    db, config = request.app.state.database, request.app.state.settings
    with db.reading(NOBODY) as session:
        actor = queries.signed_in_by_id(session, session_id, now)
    response.set_cookie(
        COOKIE, secret, max_age=int(actions.BROWSER_LIFETIME.total_seconds()), path="/", secure=True,
        httponly=True, samesite="lax",
    )  # fmt: skip
    with db.reading(actor.scope) as session:
        return _me(session, actor, config)


def _me(session: Session, actor: Actor, config: Settings) -> Me:
    staff = queries.staff_member(session, actor, actor.staff_id)
    account = queries.account(session, actor.account_id)
    schools = [SchoolRef(id=row.id, name=row.name) for row in queries.schools_of(session, actor.account_id)]
    here = queries.school(session, actor.school_id)
    return Me(
        account_id=actor.account_id, staff_id=actor.staff_id, name=staff.name, email=account.email,
        roles=sorted(actor.roles), school=SchoolRef(id=here.id, name=here.name), schools=schools,
        trust_name=queries.trust_name(session, here.trust_id),
        is_demo=config.demo, needs_factor=actor.needs_factor,
    )  # fmt: skip


@router.get("/jobs", response_model=Page[JobOut], responses=problems(BadCursor))
def list_jobs(db: Db, actor: CurrentActor, wish: Wish) -> Page[JobOut]:
    """The school's work that is done without being waited for, newest first: mail, posters, files thrown away."""
    with db.reading(actor.scope) as session:
        rows, following = jobs.jobs_page(session, actor, wish)
    return Page(items=[JobOut(**row.model_dump(), state=jobs.state(row)) for row in rows], next=following)
