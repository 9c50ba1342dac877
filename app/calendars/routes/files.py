"""A calendar at its secret address. The secret is all that a program brings: no session, and one 404 for all others."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.calendars import actions, queries
from app.calendars.rules import ALARM_MINUTES, CalendarKind, Frame
from app.calendars.tables import CalendarAddress
from app.db.session import Database
from app.identity import acting
from app.identity import queries as people
from app.identity.actions import hash_of
from app.kernel import clock
from app.kernel.actor import NOBODY, Actor, Scope
from app.kernel.errors import NotFound
from app.notices.rules import ical
from app.web.deps import Config, Db, Now
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
READ = ["GET", "HEAD"]
SECRET_MAX = 100
PRIVATE = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


async def kept(request: Request) -> str:
    """The ETags that a program says it has."""
    return request.headers.get("if-none-match", "")[:2_000]


@router.api_route("/calendars/{secret}.ics", methods=READ)
def read_calendar(secret: str, db: Db, config: Config, now: Now, known: Annotated[str, Depends(kept)]) -> Response:
    """The calendar that a secret opens, or 304 when the program has it as it is."""
    row = _opened(db, secret)
    with db.reading(Scope(row.school_id)) as session:
        actor = acting.acting(session, row.school_id, row.staff_id, now.date())
    if actor is None:
        raise NotFound
    with db.reading(actor.scope) as session:
        calendar = _calendar(session, actor, row, config.origin, now)
    if actions.is_to_be_noted(row, now):
        with db.writing(NOBODY) as session:
            actions.note_read(session, row.secret_hash, now)
    etag = calendar.etag()
    headers = PRIVATE | {"ETag": etag}
    if _has(known, etag):
        return Response(status_code=304, headers=headers)
    body = ical.calendar(calendar.name, calendar.events, calendar.frame.zone, now)
    headers["Content-Disposition"] = 'inline; filename="kenkyu.ics"'
    return Response(body, headers=headers, media_type="text/calendar; charset=utf-8")


def _opened(db: Database, secret: str) -> CalendarAddress:
    if len(secret) > SECRET_MAX:
        raise NotFound
    with db.reading(NOBODY) as session:
        row = queries.address_by_secret(session, hash_of(secret))
    if row is None:
        raise NotFound
    return row


def _calendar(
    session: Session, actor: Actor, row: CalendarAddress, origin: str, now: datetime
) -> queries.Calendar:  # fmt: skip
    """Raises: NotFound, they may see no more what the calendar is of."""
    name = queries.visible_subject(session, actor, row.kind, row.subject_id)
    zone = ZoneInfo(people.school(session, actor.school_id).zone)
    frame = Frame(clock.local_date(now, zone), zone, origin, ALARM_MINUTES if row.has_alarms else None)
    title = "Kenkyu" if row.kind == CalendarKind.PERSON else f"Kenkyu: {name}"
    return queries.calendar_of(session, actor, row.kind, row.subject_id, title, frame)


def _has(known: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    return "*" in tags or etag in tags
