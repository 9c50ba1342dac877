"""Correcting what stands in the ledger: by a new entry that points at the old one, never by changing it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.time_budget import access, queries, rules
from app.time_budget.actions.base import FUNDED_BECAUSE, Act, fund, grant, post, require_enough, require_open
from app.time_budget.errors import NothingToCorrect, OnlyUsedOrGiven
from app.time_budget.queries import PotKey
from app.time_budget.rules import EntryKind, GrantKind, TimeSource
from app.time_budget.schemas import CorrectIn
from app.time_budget.tables import LedgerEntry, TimeGrant


def correct(session: Session, actor: Actor, *, entry_id: UUID, wish: CorrectIn, now: datetime) -> LedgerEntry:
    """Make an ALLOCATE or SPEND count *wish.minutes* from now on; 0 undoes it.

    Raises:
        NotFound: no entry of this school.
        Forbidden: the entry is another teacher's, or what was given, which only the CPD lead corrects.
        OnlyUsedOrGiven: other entries, and what was given for a plan, are undone otherwise.
        NothingToCorrect: it counts that many already.
        BudgetExhausted: the pot does not hold what the correction takes. Exactly as much is allowed.
        YearIsClosed: the minutes of that year have been signed for.
    """
    old, key = queries.entry_with_pot(session, actor, entry_id)
    access.require_may_correct(actor, key[0], old.kind)
    if not rules.is_correctable(old.kind, old.source):
        raise OnlyUsedOrGiven
    require_open(session, actor, [key[1]])
    queries.lock_pots(session, actor, [old.pot_id])
    more = wish.minutes - old.minutes - queries.corrected_by(session, actor, old.id)
    if more == 0:
        raise NothingToCorrect(minutes=wish.minutes)
    if old.kind == EntryKind.SPEND:
        return _used_minutes(session, actor, old, key, more, wish.reason, now)
    return _given_minutes(session, actor, old, key, more, wish.reason, now)


def _used_minutes(
    session: Session, actor: Actor, old: LedgerEntry, key: PotKey, more: int, reason: str, now: datetime
) -> LedgerEntry:
    if more > 0:
        fund(session, actor, [(key, more)], now)
        pots = queries.pots_for(session, actor, [key], lock=True)
        require_enough(session, actor, pots, [(key, more)])
    entry = post(session, [_correction(actor, old, more, reason, now)])[0]
    if more < 0 and old.source != TimeSource.PROTECTED:
        grant(session, actor, {key: more}, Act(GrantKind.FUNDED, FUNDED_BECAUSE[old.source], now))
    return entry


def _given_minutes(
    session: Session, actor: Actor, old: LedgerEntry, key: PotKey, more: int, reason: str, now: datetime
) -> LedgerEntry:
    pots = queries.pots_for(session, actor, [key], lock=True)
    if more < 0:
        require_enough(session, actor, pots, [(key, -more)])
    row = TimeGrant(
        school_id=actor.school_id, year_id=key[1], source=old.source, kind=GrantKind.ADJUSTMENT, minutes=more,
        teachers=1, reason=reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return post(session, [_correction(actor, old, more, reason, now, grant_id=row.id)])[0]


def _correction(
    actor: Actor, old: LedgerEntry, more: int, reason: str, now: datetime, grant_id: UUID | None = None
) -> LedgerEntry:
    return LedgerEntry(
        school_id=actor.school_id, pot_id=old.pot_id, kind=EntryKind.ADJUST, minutes=more, source=old.source,
        corrects_id=old.id, corrects_kind=old.kind, grant_id=grant_id, ref_id=old.ref_id, held_on=old.held_on,
        reason=reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
