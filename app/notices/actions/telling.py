"""Telling people what has happened, in the transaction in which it happens.

Mail is written at once and waits in the outbox until its reader's quiet hours are over; whether they still may have it
is looked at again when it goes (queries.still_for).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity import policy
from app.jobs.actions import Wish
from app.notices import queries
from app.notices.actions import push, webhooks
from app.notices.queries import Reader, devices
from app.notices.rules import NoticeKind, claims, letter, words
from app.notices.rules.notice import Notice
from app.notices.rules.quiet import Quiet, told_at
from app.notices.rules.ways import FOR_ROLES, Ways
from app.notices.tables import OneClickLink
from app.outbox import actions as outbox
from app.outbox import queries as outbox_queries
from app.outbox.rules import Letter, Message


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides who is told, by which way and when."""

    readers: dict[UUID, Reader]
    ways: dict[tuple[UUID, NoticeKind], Ways]
    quiet: dict[UUID, Quiet]
    zone: ZoneInfo
    devices: dict[UUID, list[UUID]]
    """Browsers that take push messages."""


def tell(session: Session, school_id: UUID, notice: Notice, now: datetime) -> None:
    """Have everybody whom *notice* is for told, each by the ways and at the time they have chosen."""
    tell_all(session, school_id, [notice], now)


def tell_all(session: Session, school_id: UUID, notices: Sequence[Notice], now: datetime) -> None:
    """As `tell`, of many things: the same reads however many there are, and what is written, together."""
    if not notices:
        return
    wanted = {staff_id for notice in notices for staff_id in notice.staff_ids}
    zone = queries.zone_of(session, school_id)
    known = _Known(
        queries.readers(session, school_id, wanted, now, zone=zone),
        queries.choices_of(session, school_id, wanted, {notice.kind for notice in notices}),
        queries.quiet_of(session, school_id, wanted),
        zone,
        devices.devices_of(session, school_id, wanted),
    )
    letters: list[Letter] = []
    pushes: list[Wish] = []
    for notice in notices:
        for staff_id in dict.fromkeys(notice.staff_ids):
            reader = known.readers.get(staff_id)
            if reader is None or (notice.kind in FOR_ROLES and not reader.roles & FOR_ROLES[notice.kind]):
                continue
            ways = queries.waiting_ways(known.ways, staff_id, notice.kind)
            when = told_at(known.quiet[staff_id], now, known.zone, notice.begins_at)
            if when is None:
                continue
            if ways.by_mail and reader.email:
                letters.append(_letter(session, school_id, notice, reader, now, when))
            if ways.by_push:
                pushes += push.wishes(known.devices.get(staff_id, ()), staff_id, notice, when)
    webhooks.deliver_to_webhooks(session, school_id, notices, now)
    push.push_all(session, school_id, pushes, now)
    outbox.write_all(session, school_id, letters, now)


def take_back(
    session: Session, school_id: UUID, kind: NoticeKind, about: Sequence[tuple[str, UUID]], now: datetime
) -> set[tuple[str, UUID]]:
    """Keep back mails and push messages that wait and are no news any more, by key and reader.

    Answers with those of whom something waited.
    """
    keys = {key_of(kind, key, staff_id): (key, staff_id) for key, staff_id in about}
    kept = {keys[key] for key in outbox.take_back(session, school_id, list(keys), now)}
    return kept | push.take_back(session, school_id, kind, about, now)


def told_already(
    session: Session, school_id: UUID, kind: NoticeKind, about: Sequence[tuple[str, UUID]]
) -> set[tuple[str, UUID]]:
    """Whose mails, by key and reader, have gone."""
    keys = {key_of(kind, key, staff_id): (key, staff_id) for key, staff_id in about}
    return {keys[key] for key in outbox_queries.keys_sent(session, school_id, list(keys))} if keys else set()


def key_of(kind: NoticeKind, key: str, staff_id: UUID) -> str:
    """What a mail to one person is known by."""
    return f"{kind}:{key}:{staff_id.hex}"


def _letter(
    session: Session, school_id: UUID, notice: Notice, reader: Reader, now: datetime, when: datetime
) -> Letter:  # fmt: skip
    leave = claims.leaving(reader.staff_id, notice.kind)
    answer = _answer_link(session, school_id, notice, reader, now)
    said = words.said(notice)
    written = letter.write(words.line(reader.name), said, path=notice.path, leave=leave, answer=answer)
    message = Message(
        reader.staff_id, reader.email or "", written.subject, written.text, written.html,
        leave_url=letter.leave_link(leave), leaves_by_post=True, kind=notice.kind,
        # Whose answer would not be taken is not invited, nor is an invitation withdrawn: theirs is for information.
        reply_to=notice.reply_to if _may_answer(reader) else "",
        calendar=notice.calendar, calendar_method=notice.calendar_method,
    )  # fmt: skip
    return Letter(message, key_of(notice.kind, notice.key, reader.staff_id), when)


def _answer_link(session: Session, school_id: UUID, notice: Notice, reader: Reader, now: datetime) -> str:
    """The claim of a link that answers for *reader*; empty for who could not answer if they signed in, either."""
    if notice.answer is None or not _may_answer(reader):
        return ""
    assert notice.about_id is not None
    assert notice.begins_at is not None
    row = OneClickLink(
        school_id=school_id, staff_id=reader.staff_id, act=notice.answer, target_id=notice.about_id, made_at=now,
        expires_at=notice.begins_at,
    )  # fmt: skip
    session.add(row)
    return claims.answering(row.id)


def _may_answer(reader: Reader) -> bool:
    """Whether *reader* could answer if they signed in: who has no way in, or another's, could not."""
    return bool(reader.roles & policy.DOORS["accept_cover"])
