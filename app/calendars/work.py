"""Answers to invitations that come back by mail: the same yes and no as the buttons, by the same actions.

Whatever is not an answer of somebody whom we asked is left alone without a word: a mail can be anybody's. Nothing of
a message is logged but what became of it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import structlog

from app.calendars.rules.replies import MESSAGE_BYTES_MAX, Answer, Reply, from_json
from app.cover import actions as cover
from app.cover import queries as cover_queries
from app.db.session import Database
from app.identity import acting, policy
from app.kernel.act import doing
from app.kernel.actor import NOBODY, Actor, Scope
from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.kernel.errors import DomainError
from app.notices import queries as readers
from app.outbox import actions as outbox
from app.outbox import answer_address
from app.outbox.answer_address import Token
from app.outbox.rules import Message

READER = Children(
    "app.calendars.reply_child", seconds_max=5, memory_mb_max=512, bytes_max=20_000, at_once_max=1, wait_seconds=10
)
log = structlog.get_logger("kenkyu.answers")


class Outcome(StrEnum):
    """What became of a message."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TOO_LATE = "too late"
    """The action refused; its words were mailed back."""
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who was asked what, as the signed address says."""

    actor: Actor
    slot_id: UUID
    address: str


def receive(
    database: Database, raw: bytes, server_key: bytes, now: datetime, *, sent_to: str = ""
) -> Outcome:  # fmt: skip
    """Take one message. Taken twice it is taken once.

    Args:
        sent_to: the envelope's recipient, where the mail server tells it; else the message's own word is taken.
    """
    outcome, why = _received(database, raw, server_key, now, sent_to)
    log.info("message received", outcome=outcome.value, why=why)
    return outcome


def _received(
    database: Database, raw: bytes, server_key: bytes, now: datetime, sent_to: str
) -> tuple[Outcome, str]:  # fmt: skip
    if len(raw) > MESSAGE_BYTES_MAX:
        return Outcome.IGNORED, "too large"
    try:
        reply = from_json(READER.make(raw))
    except (ChildFailed, ChildrenBusy):
        return Outcome.IGNORED, "cannot be read"
    if reply is None:
        return Outcome.IGNORED, "no answer to an invitation"
    addresses = (sent_to, *reply.addresses) if sent_to else reply.addresses
    token = next((found for one in addresses if (found := answer_address.read(one)) is not None), None)
    asked = None if token is None else _asked(database, token, server_key, now)
    if asked is None or reply.uid != f"cover-{asked.slot_id}@kenkyu":
        return Outcome.IGNORED, "not to an address of ours"
    if reply.attendee != asked.address:
        return Outcome.IGNORED, "from somebody else"
    return _answer(database, asked, reply, now)


def _asked(database: Database, token: Token, server_key: bytes, now: datetime) -> _Asked | None:
    """Whom the address was made for, if they still work here and may answer."""
    with database.reading(NOBODY) as session:
        schools = acting.schools_between(session, *token.schools)
    for school_id, trust_id in schools:
        with database.reading(Scope(school_id, trust_id)) as session:
            staff_ids = cover_queries.ever_asked(session, school_id, token.about_id)
            mine = next((one for one in staff_ids if token.is_for(server_key, school_id, one)), None)
            if mine is None:
                continue
            actor = acting.acting(session, school_id, mine, now.date())
            reader = readers.readers(session, school_id, [mine], now).get(mine)
        if actor is not None and reader is not None and actor.roles & policy.DOORS["accept_cover"]:
            return _Asked(actor, token.about_id, (reader.email or "").strip().lower())
    return None


def _answer(database: Database, asked: _Asked, reply: Reply, now: datetime) -> tuple[Outcome, str]:
    is_yes = reply.answer == Answer.YES
    act = cover.accept if is_yes else cover.decline
    try:
        with (
            doing("accept_cover" if is_yes else "decline_cover", now, asked.actor),
            database.writing(asked.actor.scope) as session,
        ):
            act(session, asked.actor, asked.slot_id, now)
    except DomainError as refusal:
        _tell(database, asked, refusal, now)
        return Outcome.TOO_LATE, refusal.code
    return (Outcome.ACCEPTED if is_yes else Outcome.DECLINED), ""


def _tell(database: Database, asked: _Asked, refusal: DomainError, now: datetime) -> None:
    """Write to whoever answered why it could not be taken, once for each reason."""
    actor = asked.actor
    text = (
        f"{refusal.title}.\n\n{refusal}\n\n"
        "Your answer to the invitation was not taken. Your week in Kenkyu shows what is agreed.\n"
    )
    message = Message(actor.staff_id, asked.address, f"Your answer: {refusal.title}", text)
    key = f"answer:{asked.slot_id.hex}:{actor.staff_id.hex}:{refusal.code}"
    with database.writing(actor.scope) as session:
        outbox.write(session, actor.school_id, message, key=key, now=now)
