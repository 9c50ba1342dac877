"""The end of a year: every minute used, gone over or lapsed; signed for; then closed by the database itself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.tables import SchoolYear
from app.time_budget import queries
from app.time_budget.actions.base import Act, grant, open_pots, post
from app.time_budget.errors import NoNextYear, NotSigned, StillToLog, YearIsClosed, YearNotOver
from app.time_budget.queries import Pot, PotKey
from app.time_budget.rules import Capacity, EntryKind, GrantKind, TimeSource
from app.time_budget.schemas import SignatureIn
from app.time_budget.tables import LedgerEntry, YearClosing, YearSignature

CLOSED_BECAUSE = "Not placed when the year was closed"
ROLLED_OVER_BECAUSE = "Goes over into the next year"


def sign_year(session: Session, actor: Actor, year_id: UUID, wish: SignatureIn, now: datetime) -> YearSignature:
    """Put a name under the year's figures as they are now. Signing again, after they have changed, replaces it.

    Raises:
        YearNotOver: it is not the last day yet.
        StillToLog: minutes are promised and neither logged nor given back.
        YearIsClosed: there is nothing left to sign.
    """
    queries.lock_year(session, actor, year_id)
    _require_ready(session, actor, year_id, now)
    figures = queries.year_figures(session, actor, year_id)
    row = queries.signature(session, actor, year_id, wish.capacity) or YearSignature(
        school_id=actor.school_id, year_id=year_id, capacity=wish.capacity, name="", allocated_minutes=0,
        spent_minutes=0, by_staff_id=actor.staff_id, signed_at=now,
    )  # fmt: skip
    row.name, row.allocated_minutes, row.spent_minutes = wish.name, figures.allocated_minutes, figures.spent_minutes
    row.by_staff_id, row.signed_at = actor.staff_id, now
    session.add(row)
    session.flush()
    return row


def close_year(session: Session, actor: Actor, year_id: UUID, now: datetime) -> YearClosing:
    """Let go over what may, let lapse what is left, and close the year for good.

    Raises:
        YearNotOver, StillToLog, YearIsClosed: as sign_year.
        NotSigned: a head's or the teachers' signature under these figures is missing.
        NoNextYear: minutes go over, and there is no year for them to go to.
    """
    queries.lock_year(session, actor, year_id)
    year = _require_ready(session, actor, year_id, now)
    figures = queries.year_figures(session, actor, year_id)
    signed = {
        row.capacity: row for row in queries.signatures(session, actor, year_id)
        if (row.allocated_minutes, row.spent_minutes) == (figures.allocated_minutes, figures.spent_minutes)
    }  # fmt: skip
    missing = [capacity for capacity in Capacity if capacity not in signed]
    if missing:
        raise NotSigned(missing=missing)
    pots = queries.pots_of_year(session, actor, year_id, lock=True)
    rolled_over = _roll_over(session, actor, year, pots, now)
    lapsed = _lapse(session, actor, year_id, now)
    row = YearClosing(
        school_id=actor.school_id, year_id=year_id, allocated_minutes=figures.spent_minutes,
        spent_minutes=figures.spent_minutes, lapsed_minutes=lapsed, rolled_over_minutes=rolled_over,
        agreed_with=signed[Capacity.TEACHERS].name, closed_by=actor.staff_id, closed_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _require_ready(session: Session, actor: Actor, year_id: UUID, now: datetime) -> SchoolYear:
    year = calendar.year(session, actor, year_id)
    if queries.is_any_closed(session, actor, [year_id]):
        raise YearIsClosed
    if calendar.today(session, actor, now) < year.ends_on:
        raise YearNotOver(ends_on=year.ends_on)
    promised = sum(pot.balance.committed_minutes for pot in queries.pots_of_year(session, actor, year_id))
    if promised:
        raise StillToLog(minutes=promised)
    return year


def _roll_over(session: Session, actor: Actor, year: SchoolYear, pots: Sequence[Pot], now: datetime) -> int:
    """Move what may go over to the same pots of the next year; answers with the minutes."""
    moves = queries.endings(pots, queries.policy(session, actor).roll_over_minutes_max)
    wished: dict[PotKey, int] = {
        (staff_id, year.id, category, TimeSource.PROTECTED): minutes
        for staff_id, one in moves.items() for category, minutes in one.rolled_over.items()
    }  # fmt: skip
    if not wished:
        return 0
    following = queries.next_year(session, actor, year.ends_on)
    if following is None:
        raise NoNextYear(minutes=sum(wished.values()))
    here = {pot.key: pot for pot in pots}
    target = {key: (key[0], following.id, key[2], key[3]) for key in wished}
    there = open_pots(session, actor, list(target.values()))
    post(
        session,
        [
            LedgerEntry(
                school_id=actor.school_id, pot_id=here[key].id, to_pot_id=there[target[key]].id,
                kind=EntryKind.TRANSFER, minutes=minutes, reason=ROLLED_OVER_BECAUSE, by_staff_id=actor.staff_id,
                made_at=now,
            )
            for key, minutes in wished.items()
        ],
    )  # fmt: skip
    return sum(wished.values())


def _lapse(session: Session, actor: Actor, year_id: UUID, now: datetime) -> int:
    """Take back what has no place any more; answers with the minutes."""
    left = {pot.key: -pot.balance.available_minutes for pot in queries.pots_of_year(session, actor, year_id)}
    grant(session, actor, left, Act(GrantKind.CLOSING, CLOSED_BECAUSE, now))
    return -sum(left.values())
