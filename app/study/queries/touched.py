"""Reads of what a new timetable would touch, before it is put in force."""

from datetime import datetime

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year import queries as years
from app.study.queries.away import SHOWN, meetings_out, rounds_out, seats_out
from app.study.queries.gives_way import gives_way
from app.study.schemas import TouchedRoundsOut
from app.timetable.queries import Draft, Supposed
from app.web.pages import PageWish, cursor


def touched_rounds(session: Session, actor: Actor, draft: Draft, wish: PageWish, now: datetime) -> TouchedRoundsOut:
    """A page of the rounds that would turn stale, each with why, in order of time, and what else would give way.

    By the same checks as when the timetable is put in force.
    """
    key = wish.key(int)
    since = max(draft.starts_on, years.today(session, actor, now))
    found = gives_way(session, actor, Supposed(draft=draft), now, since=since)
    first = 0 if key is None else max(0, key[0] + 1)
    page = found.rounds[first : first + wish.limit]
    last = first + len(page) - 1
    return TouchedRoundsOut(
        items=rounds_out(session, actor, page),
        next=cursor((last,)) if page and last + 1 < len(found.rounds) else None,
        count=len(found.rounds),
        seats=seats_out(session, actor, found.seats[:SHOWN]), seat_count=len(found.seats),
        meetings=meetings_out(session, actor, found.meetings[:SHOWN]), meeting_count=len(found.meetings),
    )  # fmt: skip
