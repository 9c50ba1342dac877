"""The same request twice is one request: its effect happens once, its answer is kept.

The key is claimed in the transaction of the effect, so a crash leaves either both or neither.
A refusal is not kept: the person may try again with the same key.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.errors import Conflict, Lacking, Unreadable
from app.web.tables import IdempotentRequest

KEY_HEADER = "Idempotency-Key"
KEPT = timedelta(days=2)  # Promised is a day.


class KeyMissing(Lacking):
    """A request that moves minutes, cover or findings needs a key of the client's making."""

    code = "idempotency/key-missing"
    title = "Send an Idempotency-Key header, for instance a fresh UUID"


class KeyReused(Unreadable):
    """The key belongs to another request."""

    code = "idempotency/key-reused"
    title = "That Idempotency-Key was used for a different request"


ONCE = (KeyMissing, KeyReused)
"""What every request that needs a key may be refused with, for a route's `problems`."""


class ShownOnce(Conflict):
    """The answer held a secret, which is stored nowhere: it cannot be given again."""

    code = "idempotency/shown-once"
    title = "That was made and shown once already; make a new one"


@dataclass(frozen=True, slots=True)
class Once:
    """One intended effect: the route, the client's key and the hash of what was sent."""

    route: str
    key: str
    fingerprint: str


async def once(
    request: Request,
    key: Annotated[str | None, Header(alias=KEY_HEADER, max_length=100, min_length=1)] = None,
) -> Once:
    """Read the key and the hash of address and body."""
    if key is None or not key.isprintable():
        raise KeyMissing
    # The address is part of the fingerprint, not of the claim: a key reused for another object is refused.
    sent = (
        f"{request.url.path}?{request.url.query}".encode() + b"\0" + _without_boundary(request) + await _body(request)
    )
    return Once(request.scope["route"].name, key, hashlib.sha256(sent).hexdigest())


Intent = Annotated[Once, Depends(once)]


def perform(
    session: Session,
    actor: Actor,
    intent: Once,
    now: datetime,
    *,
    status: int,
    effect: Callable[[], BaseModel],
    shown_once: bool = False,
    again: Callable[[], BaseModel] | None = None,
) -> Response:
    """Run *effect* unless it has been run for this intent, and answer with its body either way.

    With *shown_once* the answer holds a secret and is not kept. With *again* it is not kept either: a repeat is
    answered by *again*, which asks anew who may read: words may have been withdrawn, or their reader may have left.

    Raises:
        KeyReused: the key was used with another body or for another object.
        ShownOnce: the intent has been done, and its answer was not kept.
    """
    claim = _insert_of(session)(IdempotentRequest).values(
        school_id=actor.school_id, account_id=actor.account_id, route=intent.route, key=intent.key,
        fingerprint=intent.fingerprint, status=0, body="", made_at=now,
    )  # fmt: skip
    # A second request with the key waits here until the first has ended, on both engines.
    claimed = session.execute(claim.on_conflict_do_nothing().returning(col(IdempotentRequest.key))).first() is not None
    mine = (
        (col(IdempotentRequest.school_id) == actor.school_id)
        & (col(IdempotentRequest.account_id) == actor.account_id)
        & (col(IdempotentRequest.route) == intent.route)
        & (col(IdempotentRequest.key) == intent.key)
    )
    if not claimed:
        kept = session.exec(select(IdempotentRequest).where(mine)).one()
        if kept.fingerprint != intent.fingerprint:
            raise KeyReused
        if shown_once:
            raise ShownOnce
        if again is not None:
            return Response(again().model_dump_json(), kept.status, media_type="application/json")
        return Response(kept.body, kept.status, media_type="application/json")
    answer = effect().model_dump_json()
    kept_answer = "" if shown_once or again is not None else answer
    session.flush()
    session.execute(update(IdempotentRequest).where(mine).values(status=status, body=kept_answer))
    return Response(answer, status, media_type="application/json")


def forget(session: Session, school_id: UUID, now: datetime) -> int:
    """Delete a school's answers that nobody will ask for again; answers with how many."""
    old = (col(IdempotentRequest.school_id) == school_id) & (col(IdempotentRequest.made_at) < now - KEPT)
    return session.connection().execute(delete(IdempotentRequest).where(old)).rowcount


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert


async def _body(request: Request) -> bytes:
    if "multipart/form-data" in request.headers.get("content-type", ""):
        form = await request.form()
        digest = hashlib.sha256()
        for name, value in form.multi_items():
            digest.update(name.encode())
            if isinstance(value, str):
                digest.update(value.encode())
            else:
                digest.update(await value.read())
                await value.seek(0)
        return digest.digest()
    return await request.body()


def _without_boundary(request: Request) -> bytes:
    return request.headers.get("content-type", "").split(";")[0].encode()
