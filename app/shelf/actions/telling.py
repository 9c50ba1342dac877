"""The weekly digest: who is told what, written down as mail in the transaction in which they count as told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.fair.tables import Finding
from app.identity import queries as people
from app.jobs import actions as jobs
from app.kernel.actor import Scope
from app.notices import queries as notices
from app.notices.rules import NoticeKind
from app.notices.rules.quiet import due_at
from app.outbox import actions as outbox
from app.outbox.rules import Letter, Message
from app.shelf import queries
from app.shelf.queries.searching import Hit
from app.shelf.rules import DIGEST, DIGEST_FINDINGS_MAX, digest_week, leaving, mail
from app.shelf.tables import DigestChoice, Follow


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the digests of a school have in common: the server's address and key, and the week."""

    origin: str
    server_key: bytes
    week: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One person's news: the hits, the newest first, each with the label it is followed by."""

    told: Sequence[tuple[Hit, str]]
    more: int


def due(session: Session, school_id: UUID, now: datetime) -> bool:
    """Ask for the digest of the school's present week, once. Answers whether it was not asked for yet."""
    zone = ZoneInfo(people.school(session, school_id).zone)
    week = digest_week(now.astimezone(zone))
    return jobs.enqueue(session, DIGEST, f"{school_id.hex}:{week}", {"week": week}, school_id=school_id, now=now)


def tell(session: Session, scope: Scope, head: Letterhead, now: datetime) -> int:
    """Write to everybody of a school who follows something and has news. Answers with how many letters there are.

    What only a group may read is not told by mail.
    """
    assert scope.school_id is not None
    waiting = queries.followers_due(session, scope.school_id)
    if not waiting:
        return 0
    followed = queries.follows_of(session, scope.school_id, [staff.id for _, staff in waiting])
    since = min(choice.told_until for choice, _ in waiting)
    hits = queries.published_between(session, scope, since, now)
    readings = {
        choice.id: reading
        for choice, staff in waiting
        if (reading := _reading(hits, followed.get(staff.id, ()), choice.told_until)).told
    }
    wanted = {hit.finding_id for reading in readings.values() for hit, _ in reading.told}
    rows = {row.id: row for row in queries.rows_of(session, scope, sorted(wanted))}
    letters: list[Letter] = []
    quiet = notices.quiet_of(session, scope.school_id, [staff.id for _, staff in waiting])
    zone = notices.zone_of(session, scope.school_id)
    for choice, staff in waiting:
        if hits:
            choice.told_until = max(choice.told_until, hits[0].published_at)
        if choice.id in readings and staff.email:
            letter = _letter(choice, staff.name, readings[choice.id], rows, head)
            message = Message(
                staff.id, staff.email, letter.subject, letter.text, letter.html, _leave_url(choice, head),
                leaves_by_post=True, kind=NoticeKind.DIGEST,
            )  # fmt: skip
            letters.append(Letter(message, f"digest:{staff.id.hex}:{head.week}", due_at(quiet[staff.id], now, zone)))
    session.flush()
    return outbox.write_all(session, scope.school_id, letters, now)


def _reading(hits: Sequence[Hit], follows: Sequence[Follow], told_until: datetime) -> Reading:
    labels = {(follow.kind.value, follow.value): follow.label for follow in follows}
    told = []
    for hit in hits:
        if hit.published_at <= told_until:
            break
        why = [labels[kind, value] for kind, value, _ in hit.labels if (kind, value) in labels]
        if why:
            told.append((hit, why[0]))
    return Reading(told[:DIGEST_FINDINGS_MAX], max(0, len(told) - DIGEST_FINDINGS_MAX))


def _letter(
    choice: DigestChoice, name: str, reading: Reading, rows: dict[UUID, Finding], head: Letterhead
) -> mail.Written:
    choice.leave_hash = leaving.hash_of(_secret(choice, head))
    news = [
        mail.News(row.title, f"{row.group_name}, {row.school_name}", why, f"{head.origin}/fair/{row.id}")
        for hit, why in reading.told
        if (row := rows.get(hit.finding_id)) is not None
    ]
    return mail.write(name, news, reading.more, fair_url=f"{head.origin}/fair", leave_url=_leave_url(choice, head))


def _secret(choice: DigestChoice, head: Letterhead) -> str:
    return leaving.secret_of(head.server_key, choice.school_id, choice.staff_id)


def _leave_url(choice: DigestChoice, head: Letterhead) -> str:
    return f"{head.origin}/digest/leave/{_secret(choice, head)}"
