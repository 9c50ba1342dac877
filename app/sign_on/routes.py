"""HTTP in, HTTP out, for single sign-on. A provider is asked between two transactions, never within one."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from app.db.session import Database
from app.identity import actions as identity
from app.identity import queries as people
from app.identity.deps import CurrentActor, PerhapsActor
from app.identity.errors import AddressThrottled, InvitationForAnother
from app.identity.gate import COOKIE
from app.identity.passwords import Passwords
from app.kernel.actor import NOBODY, Actor, Scope
from app.kernel.errors import DomainError, NotFound
from app.sign_on import actions, queries, rules
from app.sign_on.errors import (
    AddressUnproven,
    DirectoryThere,
    NotADirectory,
    NotFresh,
    NotLinked,
    NotOffered,
    OnlyWayIn,
    OtherDirectory,
    ProviderAway,
    SignInAgain,
    SignOnBroken,
    SignOnLost,
    SignOnRefused,
    TooManyBegun,
    TooManyDirectories,
)
from app.sign_on.id_tokens import BadIdToken, Said, UnprovenAddress
from app.sign_on.providers import Providers, ProviderSilent
from app.sign_on.rules import Provider
from app.sign_on.schemas import (
    MySignOn,
    SignOnBegin,
    SignOnBegun,
    SignOnDirectoryIn,
    SignOnDirectoryOut,
    SignOnLinked,
    SignOnProof,
    SignOnProviders,
)
from app.web.bodies import Page
from app.web.deps import Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["single sign-on"], route_class=RetryingRoute)

BROWSER_COOKIE = "__Host-kenkyu-sign-on"
AFTER_SIGN_IN, AFTER_LINKING, AFTER_REFUSAL = "/", "/me/sign-on", "/sign-in"
"""Where a browser goes when it is back. Never anywhere that a query names."""
BEGUN_CODE_MAX = 4096
_WORDS = {AddressThrottled: "throttled", InvitationForAnother: "invitation", NotFound: "invitation"}
"""What else may be refused on the way back, as words for the screen; the rest is that the door is shut."""


@router.get("/sign-on/providers", response_model=SignOnProviders)
def list_sign_on_providers(request: Request, response: Response) -> SignOnProviders:
    """With whose accounts one can sign in here."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return SignOnProviders(providers=_offered(request))


@router.post(
    "/sign-on/{provider}/begin",
    response_model=SignOnBegun,
    responses=problems(NotOffered, NotFound, ProviderAway, TooManyBegun, AddressThrottled),
)
def begin_sign_on(
    provider: Provider, wish: SignOnBegin, request: Request, response: Response, db: Db, now: Now
) -> SignOnBegun:
    """Go out to a provider, to sign in or to take an invitation. The answer says where the browser goes."""
    with db.reading(NOBODY) as session:
        identity.require_not_throttled(session, _key(None), _address(request), now)
        taken = people.invitation(session, identity.hash_of(wish.invitation), now) if wish.invitation else None
    return _begun(request, response, provider, now, invitation_id=taken.id if taken else None)


@router.get("/sign-on/{provider}/callback", status_code=303, response_class=RedirectResponse, response_model=None)
def finish_sign_on(
    provider: Provider, request: Request, db: Db, actor: PerhapsActor, now: Now,
    code: Annotated[str, Query(max_length=BEGUN_CODE_MAX)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> RedirectResponse:  # fmt: skip
    """Where a provider sends the browser back to. It leads on to a screen of ours, whatever came of it."""
    try:
        answer = _finished(request, db, provider, actor, code=code, state=state, now=now)
    except DomainError as refusal:
        if not isinstance(refusal, AddressThrottled):
            with db.writing(NOBODY) as session:
                identity.record_failure(session, _key(state), _address(request), now)
        word = refusal.word if isinstance(refusal, SignOnRefused) else _WORDS.get(type(refusal), "closed")
        there = AFTER_LINKING if actor is not None else AFTER_REFUSAL
        answer = RedirectResponse(f"{there}?problem={word}", 303)
    answer.delete_cookie(BROWSER_COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/me/sign-on", response_model=MySignOn)
def read_my_sign_on(request: Request, db: Db, actor: CurrentActor, now: Now) -> MySignOn:
    """With which accounts I sign in, and with which I could."""
    with db.reading(actor.scope) as session:
        rows = queries.identities(session, actor.account_id)
        has_password = people.account(session, actor.account_id).password_hash is not None
        return MySignOn(
            linked=[SignOnLinked.model_validate(row) for row in rows], providers=_offered(request),
            has_password=has_password, asks_password=not _is_fresh(session, actor, now),
        )  # fmt: skip


@router.post(
    "/me/sign-on/{provider}/begin",
    response_model=SignOnBegun,
    responses=problems(NotOffered, NotFresh, ProviderAway, TooManyBegun, AddressThrottled),
)
def begin_my_sign_on(
    provider: Provider, wish: SignOnProof, request: Request, response: Response, db: Db, actor: CurrentActor, now: Now
) -> SignOnBegun:
    """Go out to a provider to link my account there. Takes the password, or a session younger than ten minutes."""
    _require_proof(request, db, actor, wish.password, now)
    return _begun(request, response, provider, now, account_id=actor.account_id)


@router.post(
    "/me/sign-on/linked/{identity_id}/unlink",
    status_code=204,
    responses=problems(NotFound, NotFresh, OnlyWayIn, AddressThrottled),
)
def unlink_my_sign_on(
    identity_id: UUID, wish: SignOnProof, request: Request, db: Db, actor: CurrentActor, now: Now
) -> None:
    """Sign in with that account no more. Sessions that single sign-on opened end, this one too if it is one."""
    _require_proof(request, db, actor, wish.password, now)
    with db.writing(actor.scope) as session:
        actions.unlink(session, actor, identity_id, now)


@router.get("/sign-on-directories", response_model=Page[SignOnDirectoryOut], responses=problems(BadCursor))
def list_sign_on_directories(db: Db, actor: CurrentActor, wish: Wish) -> Page[SignOnDirectoryOut]:
    """The directories whose people may come in to the school by single sign-on, oldest first."""
    with db.reading(actor.scope) as session:
        rows, following = queries.directories_page(session, actor, wish)
    return Page(items=[SignOnDirectoryOut.model_validate(row) for row in rows], next=following)


@router.post(
    "/sign-on-directories",
    status_code=201,
    response_model=SignOnDirectoryOut,
    responses=problems(NotADirectory, DirectoryThere, TooManyDirectories, *ONCE),
)
def add_sign_on_directory(wish: SignOnDirectoryIn, db: Db, actor: CurrentActor, now: Now, intent: Intent) -> Response:
    """Let people of a directory come in: a Google Workspace domain, or a tenant id of Microsoft Entra."""
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: SignOnDirectoryOut.model_validate(actions.add_directory(session, actor, wish, now)),
        )  # fmt: skip


@router.delete("/sign-on-directories/{directory_id}", status_code=204, responses=problems(NotFound))
def remove_sign_on_directory(directory_id: UUID, db: Db, actor: CurrentActor, now: Now) -> None:
    """Take nobody from a directory any more. Sessions that single sign-on opened at the school end at once."""
    with db.writing(actor.scope) as session:
        actions.remove_directory(session, actor, directory_id, now)


def require_may_switch(db: Database, actor: Actor, school_id: UUID) -> None:
    """What single sign-on has to say about going on to another school: identity's `switch_school` asks.

    Raises:
        SignInAgain: the session was opened by single sign-on, and the other school does not take every directory
            through which that may have been.
    """
    with db.reading(actor.scope) as session:
        row = people.own_session(session, actor, actor.session_id)
        if row.means != "sign_on" or people.membership(session, actor.account_id, school_id) is None:
            return
        linked = {(one.provider, one.issuer) for one in queries.identities(session, actor.account_id)}
        here = [
            one
            for one in queries.directories(session, actor.school_id)
            if rules.may_be_of(one.provider, one.directory, linked)
        ]
    with db.reading(Scope(school_id)) as session:
        there = queries.directories(session, school_id)
    came, taken = ([(one.provider, one.directory, one.asks_second_factor) for one in rows] for rows in (here, there))
    if not rules.may_follow(came, taken, is_strong=row.is_strong):
        raise SignInAgain


# ---- helpers -------------------------------------------------------------------------------------


def _providers(request: Request) -> Providers:
    providers: Providers = request.app.state.sign_on
    return providers


def _offered(request: Request) -> list[Provider]:
    return sorted(_providers(request).clients)


def _address(request: Request) -> str:
    # Never X-Forwarded-For: whoever sends it chooses it. Behind a proxy, uvicorn is told whom to trust.
    return request.client.host if request.client else "unknown"


def _key(state: str | None) -> str:
    """What a failure is counted under besides the address: nobody's account, so that nobody is locked out by it."""
    return f"sign-on:{identity.hash_of(state or '')}"


def _begun(
    request: Request, response: Response, provider: Provider, now: datetime, *, account_id: UUID | None = None,
    invitation_id: UUID | None = None,
) -> SignOnBegun:  # fmt: skip
    providers = _providers(request)
    if provider not in providers.clients:
        raise NotOffered
    with request.app.state.database.writing(NOBODY) as session:
        begun = actions.begin(session, provider, now, account_id=account_id, invitation_id=invitation_id)
    try:
        address = providers.address(provider, state=begun.state, nonce=begun.nonce, challenge=begun.challenge, now=now)
    except ProviderSilent:
        raise ProviderAway(retry_after_seconds=10) from None
    # Lax: the browser comes back from another site, by a link that is followed at the top.
    response.set_cookie(
        BROWSER_COOKIE, begun.browser, max_age=int(rules.ATTEMPT_LIFETIME.total_seconds()), path="/", secure=True,
        httponly=True, samesite="lax",
    )  # fmt: skip
    return SignOnBegun(address=address)


def _finished(
    request: Request, db: Database, provider: Provider, actor: Actor | None, *, code: str, state: str, now: datetime
) -> RedirectResponse:
    with db.reading(NOBODY) as session:
        identity.require_not_throttled(session, _key(state), _address(request), now)
    browser = request.cookies.get(BROWSER_COOKIE, "")
    if provider not in _providers(request).clients or not state or not browser or len(browser) > 100:
        raise SignOnLost
    with db.writing(NOBODY) as session:
        returned = actions.come_back(session, provider, state, browser, now)
    said = _said(request, provider, code, returned, now)
    if returned.account_id is not None:
        if actor is None or actor.account_id != returned.account_id:
            raise SignOnLost
        _link(db, actor, provider, said, now)
        return RedirectResponse(AFTER_LINKING, 303)
    if returned.invitation_id is not None:
        secret = _enter_by_invitation(request, db, provider, said, returned.invitation_id, now)
    else:
        secret = _enter(request, db, provider, said, now)
    answer = RedirectResponse(AFTER_SIGN_IN, 303)
    answer.set_cookie(
        COOKIE, secret, max_age=int(identity.BROWSER_LIFETIME.total_seconds()), path="/", secure=True, httponly=True,
        samesite="lax",
    )  # fmt: skip
    return answer


def _said(request: Request, provider: Provider, code: str, returned: actions.Returned, now: datetime) -> Said:
    if not code:
        raise SignOnBroken  # The provider sent an error, or the person said no there.
    try:
        return _providers(request).said(provider, code, verifier=returned.verifier, nonce=returned.nonce, now=now)
    except UnprovenAddress as error:
        raise AddressUnproven from error
    except (ProviderSilent, BadIdToken) as error:
        raise SignOnBroken from error


def _link(db: Database, actor: Actor, provider: Provider, said: Said, now: datetime) -> None:
    with db.writing(actor.scope) as session:
        if queries.directory(session, actor.school_id, provider, said.directory) is None:
            raise OtherDirectory
        actions.link_mine(session, actor, provider, said, now)


def _enter_by_invitation(
    request: Request, db: Database, provider: Provider, said: Said, invitation_id: UUID, now: datetime
) -> str:
    with db.reading(NOBODY) as session:
        found = queries.invitation(session, invitation_id, now)
    if found is None:
        raise NotFound
    with db.writing(Scope(found.school_id)) as session:
        line = queries.directory(session, found.school_id, provider, said.directory)
        if line is None:
            raise OtherDirectory
        taken = queries.invitation(session, invitation_id, now, lock=True)
        if taken is None:
            raise NotFound
        account = actions.accept_invitation(session, taken, provider, said, now)
        return actions.enter(
            session, account.id, found.school_id, said, _device(request), now, asks_factor=line.asks_second_factor
        )


def _enter(request: Request, db: Database, provider: Provider, said: Said, now: datetime) -> str:
    """Open the first school of the account, by name, that takes people from the directory."""
    with db.reading(NOBODY) as session:
        known = queries.identity(session, said.issuer, said.subject)
        doors = queries.open_schools(session, known.account_id, now.date()) if known is not None else []
    if known is None:
        raise NotLinked
    for door in doors:
        with db.writing(door, always=True) as session:
            assert door.school_id is not None
            line = queries.directory(session, door.school_id, provider, said.directory)
            if line is not None:
                return actions.enter(
                    session, known.account_id, line.school_id, said, _device(request), now,
                    asks_factor=line.asks_second_factor,
                )  # fmt: skip
    raise OtherDirectory


def _device(request: Request) -> str:
    return request.headers.get("user-agent", "")[:200]


def _is_fresh(session: Session, actor: Actor, now: datetime) -> bool:
    return now - people.own_session(session, actor, actor.session_id).created_at <= rules.FRESH


def _require_proof(request: Request, db: Database, actor: Actor, password: str | None, now: datetime) -> None:
    """Whoever changes how one signs in has just signed in, or knows the password; wrong ones are counted."""
    with db.reading(actor.scope) as session:
        account = people.account(session, actor.account_id)
        if _is_fresh(session, actor, now):
            return
        identity.require_not_throttled(session, account.email, _address(request), now)
    passwords: Passwords = request.app.state.passwords
    if password is None:
        raise NotFresh
    if not passwords.verify(password, account.password_hash):
        with db.writing(NOBODY) as session:
            identity.record_failure(session, account.email, _address(request), now)
        raise NotFresh
