"""Writes of protected minutes: only ever new entries. The triggers keep the sums, the database refuses debts.

Whoever moves minutes locks the pots first, all at once and in order of their ids.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.time_budget import queries, rules
from app.time_budget.errors import AlreadySettled, BudgetExhausted, NotYetHeld, OutsideYear
from app.time_budget.queries import Pot
from app.time_budget.rules import AllocationRule, EntryKind, TimeCategory, TimeSource
from app.time_budget.schemas import AdjustIn, AllocationIn, SpendIn
from app.time_budget.tables import LedgerEntry, TimePot

PotKey = tuple[UUID, UUID, TimeCategory]
ALLOCATED_BECAUSE = {
    AllocationRule.PRO_RATA: "The school's allocation, by share of full time",
    AllocationRule.FULL: "The school's allocation, the full 300 minutes",
}


@dataclass(frozen=True, slots=True)
class CommitWish:
    """Minutes of one pot to promise to something that is planned."""

    staff_id: UUID
    year_id: UUID
    category: TimeCategory
    minutes: int
    ref_id: UUID
    """What they are for: the round or the cover slot."""
    held_on: date
    source: TimeSource = TimeSource.PROTECTED

    @property
    def key(self) -> PotKey:
        return (self.staff_id, self.year_id, self.category)


@dataclass(frozen=True, slots=True)
class Due:
    """What one teacher is due by the rule, was given before, and would be added."""

    staff: Staff
    due: Mapping[TimeCategory, int]
    given: Mapping[TimeCategory, int]
    added: Mapping[TimeCategory, int]


# ---- promising, giving back, logging ---------------------------------------------------------------


def commit_all(session: Session, actor: Actor, wishes: Sequence[CommitWish], now: datetime) -> list[LedgerEntry]:
    """Promise all of *wishes* or none; answers with one COMMIT each, in their order.

    Raises:
        BudgetExhausted: a pot holds less than its wishes together. Exactly as much is allowed.
    """
    if not wishes:
        return []
    pots = queries.pots_for(session, actor, {wish.key for wish in wishes}, lock=True)
    _require_enough(session, actor, pots, [(wish.key, wish.minutes) for wish in wishes])
    return _post(
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
        OutsideYear: the day is not in this school year.
        NotYetHeld: the day has not come. Today is allowed.
        BudgetExhausted: the pot holds less. Exactly as much is allowed.
    """
    today = calendar.today(session, actor, now)
    year = calendar.current_year(session, actor, today)
    if not year.starts_on <= wish.held_on <= year.ends_on:
        raise OutsideYear(year.starts_on, year.ends_on)
    if wish.held_on > today:
        raise NotYetHeld(wish.held_on)
    key = (actor.staff_id, year.id, wish.category)
    pots = queries.pots_for(session, actor, [key], lock=True)
    _require_enough(session, actor, pots, [(key, wish.minutes)])
    entry = LedgerEntry(
        school_id=actor.school_id, pot_id=pots[key].id, kind=EntryKind.SPEND, minutes=wish.minutes,
        held_on=wish.held_on, reason=wish.reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    return _post(session, [entry])[0]


def _settle(
    session: Session, actor: Actor, commit_ids: Sequence[UUID], kind: EntryKind, now: datetime, reason: str
) -> list[LedgerEntry]:
    if not commit_ids:
        return []
    promised = queries.commits(session, actor, commit_ids)
    queries.lock_pots(session, actor, {entry.pot_id for entry in promised})
    if queries.is_any_settled(session, actor, commit_ids):
        raise AlreadySettled
    return _post(
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


# ---- giving ------------------------------------------------------------------------------------------


def work_out(session: Session, actor: Actor, *, year_id: UUID, wish: AllocationIn) -> list[Due]:
    """What an allocation by *wish* would give to whom, by name. Stores nothing.

    Raises:
        NotFound: one of the named people is nobody who works here now.
    """
    staff = people.active_staff(session, actor)
    if wish.staff_ids is not None:
        wanted = set(wish.staff_ids)
        staff = [row for row in staff if row.id in wanted]
        if len(staff) != len(wanted):
            raise NotFound
    given = queries.given(session, actor, [row.id for row in staff], year_id)
    lines = []
    for row in staff:
        due = rules.allocation(wish.rule, row.fte_percent)
        lines.append(Due(row, due, given[row.id], rules.top_up(due, given[row.id])))
    return lines


def allocate(session: Session, actor: Actor, *, year_id: UUID, wish: AllocationIn, now: datetime) -> list[Due]:
    """Give everybody (or those named) what they miss up to the rule. Doing it twice adds once."""
    queries.lock_year(session, actor, year_id)
    lines = work_out(session, actor, year_id=year_id, wish=wish)
    gifts = [
        ((line.staff.id, year_id, category), minutes) for line in lines for category, minutes in line.added.items()
    ]
    pots = _open_pots(session, actor, [key for key, _ in gifts])
    entries = [
        LedgerEntry(
            school_id=actor.school_id, pot_id=pots[key].id, kind=EntryKind.ALLOCATE, minutes=minutes,
            reason=ALLOCATED_BECAUSE[wish.rule], by_staff_id=actor.staff_id, made_at=now,
        )
        for key, minutes in gifts
    ]  # fmt: skip
    _post(session, entries)
    return lines


def adjust(
    session: Session, actor: Actor, *, staff_id: UUID, year_id: UUID, wish: AdjustIn, now: datetime
) -> LedgerEntry:
    """Add to or take from one pot, with the reason.

    Raises:
        NotFound: nobody of this school; guests have no protected time.
        BudgetExhausted: more would be taken than is left. Taking exactly what is left is allowed.
    """
    if people.staff_member(session, actor, staff_id).is_guest:
        raise NotFound
    key = (staff_id, year_id, wish.category)
    pots = _open_pots(session, actor, [key])
    if wish.minutes < 0:
        _require_enough(session, actor, pots, [(key, -wish.minutes)])
    entry = LedgerEntry(
        school_id=actor.school_id, pot_id=pots[key].id, kind=EntryKind.ADJUST, minutes=wish.minutes,
        reason=wish.reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    return _post(session, [entry])[0]


# ---- helpers -----------------------------------------------------------------------------------------


def _open_pots(session: Session, actor: Actor, keys: Sequence[PotKey]) -> dict[PotKey, Pot]:
    """The pots *keys*, opened where they are missing, and locked."""
    if not keys:
        return {}
    rows = [
        {"school_id": actor.school_id, "id": uuid4(), "staff_id": staff_id, "year_id": year_id, "category": category,
         "allocated_minutes": 0, "committed_minutes": 0, "spent_minutes": 0}
        for staff_id, year_id, category in sorted(keys)
    ]  # fmt: skip
    # Somebody else may be opening the same pot: the unique key lets one of the two through.
    session.execute(_insert_of(session)(TimePot).on_conflict_do_nothing(), rows)
    return queries.pots_for(session, actor, keys, lock=True)


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert


def _require_enough(
    session: Session, actor: Actor, pots: Mapping[PotKey, Pot], wishes: Iterable[tuple[PotKey, int]]
) -> None:
    """Refuse unless each pot holds what is wished of it in all. A pot that was never opened holds nothing."""
    needed: dict[PotKey, int] = {}
    for key, minutes in wishes:
        needed[key] = needed.get(key, 0) + minutes
    for key, minutes in needed.items():
        available = pots[key].balance.available_minutes if key in pots else 0
        if minutes > available:
            raise BudgetExhausted(key[2], minutes, available, _name(session, actor, key[0]))


def _name(session: Session, actor: Actor, staff_id: UUID) -> str | None:
    """Whose pot it is, for others; one's own needs no name."""
    if staff_id == actor.staff_id:
        return None
    return people.names(session, actor, [staff_id]).get(staff_id)


def _post(session: Session, entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """Insert *entries* in one go. Never one statement with many rows: PostgreSQL would run the triggers
    after all of them, and find sums that are not yet those of the entries."""
    session.add_all(entries)
    session.flush()
    return entries
