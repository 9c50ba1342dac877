"""The worker's side of mail: hand messages to the mail server, and write down of each that it has gone.

No transaction is open while the server is spoken to. A message counts as gone when the server has taken it and that is
written down, message by message: a worker that is killed in between, or whose database is gone, has at most one message
that goes again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.db.session import Database
from app.jobs.rules import GiveUp, told
from app.jobs.work import Claim, Outcome
from app.kernel.actor import Scope
from app.outbox import actions, queries, rules
from app.outbox.line import Line, NoAnswer
from app.outbox.message import Post, Ready, message_of, ready_of
from app.outbox.tables import OutgoingMail

__all__ = ["Post", "message_of", "send", "send_together"]
TOGETHER = 100
"""So many messages go on one line; a worker that is killed keeps the others waiting until its lease is over."""
END_TRIES = 3
"""A connection that was cut is made anew; a database that is gone is not waited for."""
log = structlog.get_logger("kenkyu.outbox")

StillFor = Callable[[Session, UUID, Sequence[OutgoingMail], datetime], Mapping[UUID, str]]
"""Of messages, those that may still go to whom they were written, and where these are reached now: nobody who has left
is told anything."""


def for_all(_session: Session, _school_id: UUID, mails: Sequence[OutgoingMail], _now: datetime) -> dict[UUID, str]:
    """As if nobody ever left or moved."""
    return {mail.id: mail.address for mail in mails}


def send(
    database: Database,
    scope: Scope,
    payload: dict[str, Any],
    now: datetime,
    *,
    post: Post,
    still_for: StillFor = for_all,
) -> None:
    """Send one message, unless it has gone.

    Raises:
        Trouble: the server did not take it now.
        GiveUp: it never will, the message is too old to be news, or it is not for its reader any more.
    """
    mail_id = UUID(payload["mail_id"])
    found = _read(database, scope, [mail_id], now, still_for).get(mail_id)
    if found is not None:
        with Line(post.smtp_url) as line:
            trouble = _send_one(database, scope, found, now, line, partial(ready_of, found[0], post))
        if trouble is not None:
            raise trouble


def send_together(
    database: Database,
    claims: Sequence[Claim],
    now: Callable[[], datetime],
    *,
    post: Post,
    still_for: StillFor = for_all,
) -> Iterator[Outcome]:
    """Send several messages on one line. When the server cannot be reached, the rest is not tried.

    A fault of the database ends it at once: what cannot be written down must not be handed over.
    """
    by_school = sorted(claims, key=lambda claim: str(claim.scope.school_id))
    down: NoAnswer | None = None
    with Line(post.smtp_url) as line, ThreadPoolExecutor(1) as maker:
        for scope, group in groupby(by_school, key=lambda claim: claim.scope):
            mine = {UUID(claim.payload["mail_id"]): claim for claim in group}
            mails = _read(database, scope, list(mine), now(), still_for) if down is None else {}
            # Made while the line and the disk are waited for: the next one is ready when it is needed.
            made = {mail_id: maker.submit(ready_of, mail, post) for mail_id, (mail, _) in mails.items()}
            for mail_id, claim in mine.items():
                trouble: Exception | None = down
                if down is None and mail_id in mails:
                    trouble = _send_one(database, scope, mails[mail_id], now(), line, made[mail_id].result)
                    if trouble is not None:
                        log.warning("mail not sent", mail_id=str(mail_id), **told(trouble))
                        down = trouble if isinstance(trouble, NoAnswer) else None
                yield claim, trouble


def _read(
    database: Database, scope: Scope, mail_ids: Sequence[UUID], now: datetime, still_for: StillFor
) -> Mapping[UUID, tuple[OutgoingMail, bool]]:
    """Those messages that have neither gone nor been given up, each with whether it is still for its reader.

    They carry the address that their readers have now; what is stored stays as it was written.
    """
    assert scope.school_id is not None
    with database.reading(scope) as session:
        rows = queries.mails(session, scope.school_id, mail_ids)
        waiting = [row for row in rows.values() if row.sent_at is None and row.given_up_at is None]
        present = still_for(session, scope.school_id, waiting, now) if waiting else {}
    allowed = {mail_id for mail_id, address in present.items() if rules.address_of(address) is not None}
    for row in waiting:
        if row.id in allowed:
            row.address = present[row.id]
    return {row.id: (row, row.id in allowed) for row in waiting}


def _send_one(
    database: Database, scope: Scope, found: tuple[OutgoingMail, bool], now: datetime, line: Line,
    ready: Callable[[], Ready],
) -> Exception | None:  # fmt: skip
    """Hand one message over and write down what became of it; answers with what was the matter with it.

    Raises:
        DBAPIError: what became of it could not be written down. It is no trouble of this message's.
    """
    trouble = _handed_over(found, now, line, ready)
    if trouble is None:
        _end(database, scope, found[0].id, sent_at=now)
    elif isinstance(trouble, GiveUp):
        _end(database, scope, found[0].id, given_up_at=now)
    return trouble


def _handed_over(
    found: tuple[OutgoingMail, bool], now: datetime, line: Line, ready: Callable[[], Ready]
) -> Exception | None:  # fmt: skip
    mail, is_still_for = found
    if now - mail.made_at > rules.WORTH_SENDING:
        return GiveUp("The message is more than a week old, so it was not sent.")
    if not is_still_for:
        return GiveUp("Whom it was for has left, may not know it any more, or wants no such mail: it was not sent.")
    try:
        line.hand_over(ready())
    except Exception as error:
        return error
    return None


def _end(
    database: Database, scope: Scope, mail_id: UUID, *, sent_at: datetime | None = None,
    given_up_at: datetime | None = None,
) -> None:  # fmt: skip
    assert scope.school_id is not None
    for tried in range(1, END_TRIES + 1):
        try:
            with database.writing(scope) as session:
                actions.end(session, scope.school_id, mail_id, sent_at=sent_at, given_up_at=given_up_at)
            return
        except DBAPIError:
            if tried == END_TRIES:
                raise
