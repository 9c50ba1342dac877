"""Reminding people, kindly and seldom; and putting reminders away."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.statements import news, queries, rules
from app.statements.errors import JustNudged, NothingToTell
from app.statements.rules import NUDGED_AGAIN_AFTER, NudgeKind
from app.statements.schemas import NudgedOut
from app.statements.tables import Nudge
from app.time_budget import queries as minutes


def nudge(session: Session, actor: Actor, staff_id: UUID, kind: NudgeKind, now: datetime) -> Nudge:
    """Remind one teacher.

    Raises:
        NotFound: nobody who works here now.
        NothingToTell: nothing of theirs is without a place, or to be logged.
        JustNudged: they were told within seven days. Exactly seven days later is allowed.
    """
    staff = people.staff_member(session, actor, staff_id)
    if staff.is_guest or not staff.is_active:
        raise NotFound
    if not queries.about(session, actor, staff, now).minutes(kind):
        raise NothingToTell
    told = _tell(session, actor, kind, [staff_id], now)
    if not told:
        last, _ = queries.last_nudges(session, actor, kind, [staff_id])[staff_id]
        raise JustNudged(again_from=last + NUDGED_AGAIN_AFTER)
    return told[0]


def nudge_all(session: Session, actor: Actor, kind: NudgeKind, now: datetime) -> NudgedOut:
    """Remind everybody who may lose minutes, or who is late to log; whoever was told within seven days is left out.

    Raises:
        NoYear: the school has none.
    """
    if kind == NudgeKind.LOG_MINUTES:
        wanted = queries.late_to_log(session, actor, now)
    else:
        year = queries.year_asked(session, actor, None, now)
        is_closed = minutes.is_any_closed(session, actor, [year.id])
        ahead = queries.weeks_from_now(session, actor, year.id, now)
        wanted = [] if is_closed else [one.staff_id for one in queries.at_risk(session, actor, year.id, ahead)]
    told = _tell(session, actor, kind, wanted, now)
    return NudgedOut(kind=kind, nudged=len(told), skipped=len(wanted) - len(told))


def see(session: Session, actor: Actor, nudge_id: UUID, now: datetime) -> Nudge:
    """Put one's own reminder away; when it has been already, nothing changes.

    Raises:
        NotFound: it is none of the actor's.
    """
    row = queries.mine(session, actor, nudge_id)
    if row.seen_at is None:
        row.seen_at = now
        session.add(row)
        session.flush()
    return row


def _tell(session: Session, actor: Actor, kind: NudgeKind, staff_ids: Collection[UUID], now: datetime) -> list[Nudge]:
    """Remind those who may be; answers with the reminders that were made."""
    if not staff_ids:
        return []
    last = queries.last_nudges(session, actor, kind, staff_ids)
    rows: dict[UUID, dict[str, Any]] = {}
    for staff_id in sorted(staff_ids):
        last_at, number = last.get(staff_id, (None, 0))
        if rules.may_nudge(last_at, now):
            row_id = uuid4()
            rows[row_id] = {
                "school_id": actor.school_id, "id": row_id, "staff_id": staff_id, "kind": kind, "number": number + 1,
                "by_staff_id": actor.staff_id, "made_at": now,
            }  # fmt: skip
    if not rows:
        return []
    # Somebody else may be telling them at this moment: the unique number lets one of the two through.
    session.execute(_insert_of(session)(Nudge).on_conflict_do_nothing(), list(rows.values()))
    stored = queries.stored(session, actor, rows)
    if kind == NudgeKind.LOG_MINUTES:
        late = queries.late_minutes(session, actor, now)
        told = {row.staff_id: late[row.staff_id] for row in stored if row.staff_id in late}
        news.to_log(session, actor, told, f"nudge:{now:%Y%m%d}", now)
    return stored


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert
