"""Promising minutes to what is planned, giving them back, logging them as used."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year import queries as calendar
from app.school_year.errors import NoYear
from app.time_budget import queries
from app.time_budget.actions.base import (
    FUNDED_BECAUSE,
    Act,
    CommitWish,
    fund,
    grant,
    lock_for_placing,
    post,
    require_enough,
)
from app.time_budget.errors import AlreadySettled, NotYetHeld, OutsideYear
from app.time_budget.rules import EntryKind, GrantKind, TimeCategory, TimeSource
from app.time_budget.schemas import SpendIn
from app.time_budget.tables import LedgerEntry


def commit_all(session: Session, actor: Actor, wishes: Sequence[CommitWish], now: datetime) -> list[LedgerEntry]:
    """Promise all of *wishes* or none; answers with one COMMIT each, in their order.

    Raises:
        BudgetExhausted: a pot holds less than its wishes together. Exactly as much is allowed.
        HasLeft: somebody is not at the school on that day.
        YearIsClosed: the minutes of that year have been signed for.
    """
    if not wishes:
        return []
    wished = [(wish.key, wish.minutes) for wish in wishes]
    pots = lock_for_placing(session, actor, [(wish.key, wish.held_on) for wish in wishes])
    if fund(session, actor, wished, now):
        pots = queries.pots_for(session, actor, {wish.key for wish in wishes}, lock=True)
    require_enough(session, actor, pots, wished)
    return post(
        session,
        [
            LedgerEntry(
                school_id=actor.school_id, pot_id=pots[wish.key].id, kind=EntryKind.COMMIT, minutes=wish.minutes,
                source=wish.source, ref_id=wish.ref_id, held_on=wish.held_on, by_staff_id=actor.staff_id, made_at=now,
            )
            for wish in wishes
        ],
    )  # fmt: skip


def commit(
    session: Session, actor: Actor, *, staff_id: UUID, year_id: UUID, category: TimeCategory, minutes: int,
    ref_id: UUID, held_on: date, now: datetime, source: TimeSource = TimeSource.PROTECTED,
) -> LedgerEntry:  # fmt: skip
    """Promise minutes of one pot: commit_all of one."""
    wish = CommitWish(staff_id, year_id, category, minutes, ref_id, held_on, source)
    return commit_all(session, actor, [wish], now)[0]


def release_all(
    session: Session, actor: Actor, commit_ids: Sequence[UUID], now: datetime, reason: str = ""
) -> list[LedgerEntry]:
    """Give promised minutes back to their pots.

    Raises:
        NotFound: one of *commit_ids* is no COMMIT of this school.
        AlreadySettled: one of them has been logged or given back.
    """
    return _settle(session, actor, commit_ids, EntryKind.RELEASE, now, reason)


def release(
    session: Session, actor: Actor, commit_ids: Sequence[UUID], now: datetime, reason: str = ""
) -> list[LedgerEntry]:
    """Another name of release_all, for a sentence that speaks of one thing."""
    return release_all(session, actor, commit_ids, now, reason)


def spend_all(session: Session, actor: Actor, commit_ids: Sequence[UUID], now: datetime) -> list[LedgerEntry]:
    """Log promised minutes as used. Raises as release_all does."""
    return _settle(session, actor, commit_ids, EntryKind.SPEND, now, "")


def spend(session: Session, actor: Actor, commit_id: UUID, now: datetime) -> LedgerEntry:
    """Log one promise as used: spend_all of one."""
    return spend_all(session, actor, [commit_id], now)[0]


def spend_directly(session: Session, actor: Actor, wish: SpendIn, now: datetime) -> LedgerEntry:
    """Log minutes of *actor* that were used without a booking; the reason is what stands in for one.

    Raises:
        OutsideYear: the day is in no school year.
        NotYetHeld: the day has not come. Today is allowed.
        BudgetExhausted: the pot holds less. Exactly as much is allowed.
        HasLeft, YearIsClosed: as commit_all.
    """
    today = calendar.today(session, actor, now)
    # The year of that day: in August last year's can still be logged, until it is closed.
    try:
        year = calendar.year_on(session, actor, wish.held_on)
    except NoYear as nowhere:
        current = calendar.current_year(session, actor, today)
        raise OutsideYear(current.starts_on, current.ends_on) from nowhere
    if wish.held_on > today:
        raise NotYetHeld(wish.held_on)
    key = (actor.staff_id, year.id, wish.category, wish.source)
    pots = lock_for_placing(session, actor, [(key, wish.held_on)])
    if fund(session, actor, [(key, wish.minutes)], now):
        pots = queries.pots_for(session, actor, [key], lock=True)
    require_enough(session, actor, pots, [(key, wish.minutes)])
    entry = LedgerEntry(
        school_id=actor.school_id, pot_id=pots[key].id, kind=EntryKind.SPEND, minutes=wish.minutes, source=wish.source,
        held_on=wish.held_on, reason=wish.reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    return post(session, [entry])[0]


def _settle(
    session: Session, actor: Actor, commit_ids: Sequence[UUID], kind: EntryKind, now: datetime, reason: str
) -> list[LedgerEntry]:
    if not commit_ids:
        return []
    promised = queries.commits(session, actor, commit_ids)
    queries.lock_pots(session, actor, {entry.pot_id for entry in promised})
    if queries.is_any_settled(session, actor, commit_ids):
        raise AlreadySettled
    settled = post(
        session,
        [
            LedgerEntry(
                school_id=actor.school_id, pot_id=entry.pot_id, kind=kind, minutes=entry.minutes, source=entry.source,
                settles_id=entry.id, ref_id=entry.ref_id, held_on=entry.held_on, reason=reason,
                by_staff_id=actor.staff_id, made_at=now,
            )
            for entry in promised
        ],
    )  # fmt: skip
    if kind == EntryKind.RELEASE:
        _take_back_what_was_funded(session, actor, settled, now)
    return settled


def _take_back_what_was_funded(session: Session, actor: Actor, released: Sequence[LedgerEntry], now: datetime) -> None:
    """What was given for a plan outside protected time goes with the plan."""
    funded = [entry for entry in released if entry.source != TimeSource.PROTECTED]
    pots = queries.pots_by_id(session, actor, {entry.pot_id for entry in funded}) if funded else {}
    by_source: dict[TimeSource, dict[queries.PotKey, int]] = {}
    for entry in funded:
        gifts = by_source.setdefault(entry.source, {})
        key = pots[entry.pot_id].key
        gifts[key] = gifts.get(key, 0) - entry.minutes
    for source, gifts in by_source.items():
        grant(session, actor, gifts, Act(GrantKind.FUNDED, FUNDED_BECAUSE[source], now))
