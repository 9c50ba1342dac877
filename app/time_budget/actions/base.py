"""What all writes of minutes share: opening and locking pots, giving, posting."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.time_budget import queries, rules
from app.time_budget.errors import BudgetExhausted, HasLeft, YearIsClosed
from app.time_budget.queries import Pot, PotKey
from app.time_budget.rules import AllocationRule, EntryKind, GrantKind, TimeCategory, TimeSource
from app.time_budget.tables import LedgerEntry, TimeGrant, TimePot

FUNDED_BECAUSE: Final = {
    TimeSource.TWILIGHT: "Time of a twilight",
    TimeSource.INSET: "Time of an INSET day",
    TimeSource.MEETING: "Time of a meeting",
    TimeSource.VOLUNTARY: "Time of their own",
}
"""Why minutes are given that no protected pot pays for: they are given as they are placed."""


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
        return (self.staff_id, self.year_id, self.category, self.source)


@dataclass(frozen=True, slots=True)
class Act:
    """Who gives minutes or takes them back, when, and why."""

    kind: GrantKind
    reason: str
    now: datetime
    rule: AllocationRule | None = None


def open_pots(session: Session, actor: Actor, keys: Sequence[PotKey]) -> dict[PotKey, Pot]:
    """The pots *keys*, opened where they are missing, and locked."""
    if not keys:
        return {}
    rows = [
        {"school_id": actor.school_id, "id": uuid4(), "staff_id": staff_id, "year_id": year_id, "category": category,
         "source": source, "allocated_minutes": 0, "committed_minutes": 0, "spent_minutes": 0}
        for staff_id, year_id, category, source in sorted(set(keys))
    ]  # fmt: skip
    # Somebody else may be opening the same pot: the unique key lets one of the two through.
    session.execute(_insert_of(session)(TimePot).on_conflict_do_nothing(), rows)
    return queries.pots_for(session, actor, keys, lock=True)


def grant(session: Session, actor: Actor, gifts: Mapping[PotKey, int], act: Act) -> list[LedgerEntry]:
    """Give (or take back: negative) minutes, as one grant for each year and source. The pots are locked.

    What is taken back must be there: the caller has asked.
    """
    pots = open_pots(session, actor, list(gifts))
    of_grant: dict[tuple[UUID, TimeSource, bool], list[PotKey]] = defaultdict(list)
    for key, minutes in gifts.items():
        if minutes:
            of_grant[key[1], key[3], minutes > 0].append(key)
    entries = []
    for (year_id, source, gives), keys in of_grant.items():
        row = TimeGrant(
            school_id=actor.school_id, year_id=year_id, source=source, kind=act.kind, rule=act.rule,
            minutes=sum(gifts[key] for key in keys), teachers=len({key[0] for key in keys}), reason=act.reason,
            by_staff_id=actor.staff_id, made_at=act.now,
        )  # fmt: skip
        session.add(row)
        entries += [
            LedgerEntry(
                school_id=actor.school_id, pot_id=pots[key].id, source=source, minutes=minutes, grant_id=row.id,
                kind=EntryKind.ALLOCATE if gives and act.kind != GrantKind.ADJUSTMENT else EntryKind.ADJUST,
                reason=act.reason, by_staff_id=actor.staff_id, made_at=act.now,
            )
            for key in keys for minutes in rules.pieces(gifts[key])
        ]  # fmt: skip
    session.flush()
    return post(session, entries)


def fund(session: Session, actor: Actor, wished: Iterable[tuple[PotKey, int]], now: datetime) -> bool:
    """Give what is placed outside protected time, so that each of its minutes has a source and a place.

    Answers with whether anything was given.
    """
    by_source: dict[TimeSource, dict[PotKey, int]] = defaultdict(dict)
    for key, minutes in wished:
        if key[3] != TimeSource.PROTECTED:
            by_source[key[3]][key] = by_source[key[3]].get(key, 0) + minutes
    for source, gifts in by_source.items():
        grant(session, actor, gifts, Act(GrantKind.FUNDED, FUNDED_BECAUSE[source], now))
    return bool(by_source)


def require_enough(
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


def require_open(session: Session, actor: Actor, year_ids: Iterable[UUID]) -> None:
    """Refuse what belongs to a year that is closed."""
    if queries.is_any_closed(session, actor, set(year_ids)):
        raise YearIsClosed


def lock_for_placing(session: Session, actor: Actor, wished: Sequence[tuple[PotKey, date]]) -> dict[PotKey, Pot]:
    """Lock those of the wished pots that have been opened; refuse what cannot be placed on its day.

    Raises:
        YearIsClosed: the minutes of that year have been signed for.
        NotFound: somebody is nobody of this school.
        HasLeft: somebody is not at the school on that day.
    """
    keys = {key for key, _ in wished}
    found = queries.standing(session, actor, keys)
    employment = found.employment
    if found.is_any_closed:
        raise YearIsClosed
    if len(found.pots) < len(keys):  # Some have never been opened: nothing was told about them.
        require_open(session, actor, {key[1] for key in keys})
        employment = people.employment(session, actor, {key[0] for key in keys})
    for key, day in wished:
        if key[0] not in employment:
            raise NotFound
        name, joined_on, left_on = employment[key[0]]
        if (joined_on is not None and day < joined_on) or (left_on is not None and day > left_on):
            raise HasLeft(name=name, held_on=day, joined_on=joined_on, left_on=left_on)
    return found.pots


def post(session: Session, entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """Insert *entries* in one go. Never one statement with many rows: PostgreSQL would run the triggers
    after all of them, and find sums that are not yet those of the entries."""
    session.add_all(entries)
    session.flush()
    return entries


def _insert_of(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    assert session.bind is not None
    return postgresql.insert if session.bind.dialect.name == "postgresql" else sqlite.insert


def _name(session: Session, actor: Actor, staff_id: UUID) -> str | None:
    """Whose pot it is, for others; one's own needs no name."""
    if staff_id == actor.staff_id:
        return None
    return people.names(session, actor, [staff_id]).get(staff_id)
