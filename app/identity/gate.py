"""The gate before the house: who is asking is known before a single byte of the body is read.

An anonymous 50 MB upload is refused at its headers. A browser's request that comes from another
site is refused whatever cookie it carries.
"""

from datetime import datetime
from functools import partial
from typing import Any

import anyio
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers, State
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from app.db.session import Database
from app.identity import actions, queries, tokens, visiting
from app.identity.noting import noted
from app.identity.open_visits import is_here
from app.identity.policy import PUBLIC_PATHS, PUBLIC_READING
from app.kernel import act
from app.kernel.actor import NOBODY, Actor, Role
from app.kernel.errors import NotSignedIn
from app.settings import Settings
from app.web import problems

COOKIE = "__Host-kenkyu"
BROWSER_HEADER = "x-kenkyu"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """ASGI: puts the Actor (or None) into the request's state, or answers 401 or 403 at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        settings: Settings = scope["app"].state.settings
        if scope["method"] not in SAFE_METHODS and _comes_from_elsewhere(headers, settings):
            answer = problems.plain(403, "This request was sent by another site, or by a page without our script.")
            await answer(scope, receive, send)
            return
        try:
            actor = await _look_up(headers, scope["app"].state)
        except (DBAPIError, PoolTimeout) as error:
            await problems.unavailable(scope["path"], error)(scope, receive, send)
            return
        if actor is None and not _is_public(scope["path"], scope["method"]):
            await problems.refusal(NotSignedIn())(scope, receive, send)
            return
        scope.setdefault("state", State())
        scope["state"]["actor"] = actor
        if (asked := act.CURRENT.get()) is not None:
            asked.actor = actor
        note = partial(_note, scope["app"].state)
        await self.app(scope, receive, noted(actor, scope, receive, send, note))


def _is_public(path: str, method: str) -> bool:
    return path.startswith(PUBLIC_PATHS) or (method in SAFE_METHODS and path.startswith(PUBLIC_READING))


async def _look_up(headers: Headers, state: Any) -> Actor | None:
    if state.database.engine.dialect.name == "sqlite":
        # Reading a file that nobody can lock against readers: quicker than handing it to a thread.
        actor, is_unseen = _actor_of(headers, state)
    else:
        actor, is_unseen = await anyio.to_thread.run_sync(_actor_of, headers, state)
    if actor is not None and is_unseen:
        await anyio.to_thread.run_sync(_see, actor, state)
    return actor


def _see(actor: Actor, state: Any) -> None:
    """Note that the session is in use: a write, which may have to wait its turn."""
    with state.database.writing(NOBODY) as session:
        actions.see(session, actor.session_id, state.now())


def _note(state: Any, actor: Actor, status: int) -> None:
    """Write down what support asked for; also while the installation takes no changes."""
    asked = act.CURRENT.get()
    kind, subject_id = asked.subject if asked is not None else ("", None)
    with state.database.writing(actor.scope, always=True) as session:
        visiting.write_down(session, actor, kind, subject_id, status, state.now())


def _is_here(actor: Actor, now: datetime, database: Database) -> bool:
    """Whether a door is open to them at this minute: to support it is while a visit is on, as the school's rows say."""
    if not actor.has(Role.SUPPORT):
        return True
    with database.reading(actor.scope) as session:
        return is_here(session, actor.school_id, actor.staff_id, now)


def _comes_from_elsewhere(headers: Headers, settings: Settings) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        if site != "same-origin":
            return True
    elif origin is not None and origin != settings.origin:
        return True
    return COOKIE in headers.get("cookie", "") and BROWSER_HEADER not in headers


def _actor_of(headers: Headers, state: Any) -> tuple[Actor | None, bool]:
    """Who holds the cookie or the token, and whether it is time to note that they were seen."""
    now: datetime = state.now()
    settings: Settings = state.settings
    database: Database = state.database
    if "authorization" in headers:
        # Who sends one is known by it alone, an empty one too: a cookie beside it is not asked.
        scheme, _, token = headers["authorization"].partition(" ")
        return (_actor_of_token(token.strip(), now, settings, database) if scheme.lower() == "bearer" else None), False
    secret = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    if not secret or len(secret) > 100:
        return None, False
    with database.reading(NOBODY) as session:
        found = queries.signed_in(session, now, secret_hash=actions.hash_of(secret))
    if found is None:
        return None, False
    actor, last_seen_at = found
    if now - last_seen_at > actions.IDLE_LIFETIME or not _is_here(actor, now, database):
        return None, False
    return actor, now - last_seen_at > actions.SEEN_EVERY


def _actor_of_token(token: str, now: datetime, settings: Settings, database: Database) -> Actor | None:
    try:
        token_session = tokens.session_of(token, now, settings.secret_key)
    except tokens.BadToken:
        return None
    with database.reading(NOBODY) as session:
        found = queries.signed_in(session, now, token_session=token_session)
    return found[0] if found and _is_here(found[0], now, database) else None
