"""A teacher's year on one page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.rules import DayKind
from app.school_year.tables import HalfTerm, SchoolYear
from app.statements import rules
from app.statements.queries.cover import cover_of
from app.statements.schemas import (
    CategoryMinutes,
    SourceMinutes,
    Statement,
    StatementHalfTerm,
    StatementPot,
    UnloggedDay,
)
from app.time_budget import access as minutes_access
from app.time_budget import queries as minutes
from app.time_budget.queries import Pot
from app.time_budget.queries import year as of_year
from app.time_budget.queries.year import Placed
from app.time_budget.rules import Balance, TimeCategory, TimeSource, share_of_year

UNLOGGED_SHOWN = 20


def year_asked(session: Session, actor: Actor, year_id: UUID | None, now: datetime) -> SchoolYear:
    """The year *year_id*, or the present one.

    Raises:
        NotFound: the school has no such year.
        NoYear: it has none at all.
    """
    if year_id is not None:
        return calendar.year(session, actor, year_id)
    return calendar.current_year(session, actor, calendar.today(session, actor, now))


def statement(session: Session, actor: Actor, staff_id: UUID, year_id: UUID | None, now: datetime) -> Statement:
    """One teacher's year, for themselves and those who answer for it; as many reads however much is in the ledger."""
    staff = people.staff_member(session, actor, staff_id)
    minutes_access.require_may_read(actor, staff_id)
    year, today = year_asked(session, actor, year_id, now), calendar.today(session, actor, now)
    closed = minutes.closing(session, actor, year.id)
    found = minutes.pots_of(session, actor, staff_id, year.id)
    pots = _pots(session, actor, found)
    days = [day.held_on for day in calendar.days_of(session, actor, year.id) if day.kind == DayKind.ORDINARY]
    share = share_of_year(days, staff.joined_on, staff.left_on)
    placed = of_year.placed_by_day(session, actor, year.id, staff_id=staff_id)
    within = minutes.policy(session, actor).log_within_days
    to_log = _to_log(session, actor, staff_id, year.id, today, within)
    given, received = cover_of(session, actor, [staff_id], year.starts_on, year.ends_on)[staff_id]
    return Statement(
        school_name=people.school(session, actor.school_id).name, year_id=year.id, year_name=year.name,
        starts_on=year.starts_on, ends_on=year.ends_on, as_of=today, closed_at=closed.closed_at if closed else None,
        staff_id=staff_id, staff_name=staff.name, staff_code=staff.code, fte_percent=staff.fte_percent,
        joined_on=staff.joined_on, left_on=staff.left_on,
        days=share.days if days else 0, of_days=len(days), pots=pots, **_sums(pots),
        half_terms=_half_terms(placed, calendar.half_terms(session, actor, year.id)), others=_others(found),
        cover_given_minutes=given, cover_received_minutes=received, cover_balance_minutes=given - received,
        log_within_days=within, to_log=to_log[:UNLOGGED_SHOWN], to_log_minutes=sum(one.minutes for one in to_log),
        reminder_minutes=sum(one.minutes for one in to_log if one.is_reminder),
        entries=of_year.count_entries(session, actor, staff_id, year.id),
    )  # fmt: skip


def _pots(session: Session, actor: Actor, found: Sequence[Pot]) -> list[StatementPot]:
    """All three protected pots, zeros where nothing was given."""
    protected = {pot.category: pot for pot in found if pot.source == TimeSource.PROTECTED}
    moved = of_year.transferred(session, actor, [pot.id for pot in protected.values()])
    lines = []
    for category in TimeCategory:
        pot = protected.get(category)
        balance = pot.balance if pot else Balance()
        came, went = moved[pot.id] if pot else (0, 0)
        lines.append(
            StatementPot(
                category=category, given_minutes=balance.allocated_minutes - came + went, transferred_in_minutes=came,
                transferred_out_minutes=went, allocated_minutes=balance.allocated_minutes,
                committed_minutes=balance.committed_minutes, spent_minutes=balance.spent_minutes,
                unplaced_minutes=balance.available_minutes,
            )
        )  # fmt: skip
    return lines


def _sums(pots: Sequence[StatementPot]) -> Mapping[str, int]:
    names = [name for name in StatementPot.model_fields if name.endswith("_minutes")]
    return {name: sum(getattr(pot, name) for pot in pots) for name in names}


def _half_terms(placed: Sequence[Placed], terms: Sequence[HalfTerm]) -> list[StatementHalfTerm]:
    """The half-terms in order; at the end what lies in none of them, where there is some."""
    found = of_year.by_half_term(placed, terms)
    lines = [_half_term(term, found[term.position]) for term in terms]
    return [*lines, _half_term(None, found[None])] if found[None] else lines


def _half_term(term: HalfTerm | None, days: Sequence[Placed]) -> StatementHalfTerm:
    categories = [
        CategoryMinutes(
            category=category,
            placed_minutes=sum(day.placed_minutes for day in days if day.category == category),
            spent_minutes=sum(day.spent_minutes for day in days if day.category == category),
        )
        for category in TimeCategory
    ]
    return StatementHalfTerm(
        position=term.position if term else None, starts_on=term.starts_on if term else None,
        ends_on=term.ends_on if term else None, categories=categories,
        placed_minutes=sum(one.placed_minutes for one in categories),
        spent_minutes=sum(one.spent_minutes for one in categories),
    )  # fmt: skip


def _others(found: Sequence[Pot]) -> list[SourceMinutes]:
    return [
        SourceMinutes(
            source=pot.source, category=pot.category, committed_minutes=pot.balance.committed_minutes,
            spent_minutes=pot.balance.spent_minutes,
        )
        for pot in sorted(found, key=lambda pot: (pot.source, pot.category))
        if pot.source != TimeSource.PROTECTED and pot.balance.allocated_minutes
    ]  # fmt: skip


def _to_log(
    session: Session, actor: Actor, staff_id: UUID, year_id: UUID, today: date, within: int
) -> list[UnloggedDay]:
    return [
        UnloggedDay(
            held_on=one.held_on, category=one.category, source=one.source, minutes=one.minutes,
            log_by=rules.log_by(one.held_on, within), is_reminder=rules.is_late(one.held_on, within, today),
        )
        for one in of_year.unlogged_days(session, actor, staff_id, year_id, today)
    ]  # fmt: skip
