"""Looking through an installation: everything that must always hold is worked out again from the rows."""

import math
from collections.abc import Iterator
from time import monotonic
from uuid import UUID

from sqlalchemy import case, func, literal, select, union_all
from sqlmodel import Session, col

from app.audit import queries as audit
from app.db import inspecting
from app.db.session import Database
from app.identity import queries as people
from app.kernel.actor import NOBODY, Scope
from app.occupied.tables import Occupied
from app.time_budget.rules import EntryKind
from app.time_budget.tables import LedgerEntry, TimePot
from app.upkeep.rules import Check, Fault, Report

FAULTS_MAX = 20
"""Of each kind and school."""


def look_through(database: Database, *, whole: bool = True, seconds: float = math.inf) -> Report:
    """Everything that must hold, held against the rows, one school at a time in short transactions that only read.

    Args:
        whole: also every row's references and the whole of each audit log; without it only the end of each log.
        seconds: no further school is begun after that; the database's own guards are always looked at.
    """
    faults = [Fault(Check.GUARDS, None, what) for what in inspecting.faults(database.engine, rows=whole)]
    schools = entries = 0
    if faults:
        return Report(0, 0, tuple(faults))  # On another schema nothing else can be asked.
    until = monotonic() + seconds
    for scope in scopes(database):
        assert scope.school_id is not None
        if monotonic() > until:
            break
        schools += 1
        with database.reading(scope) as session:
            faults += _ledger(session, scope.school_id) + _occupied(session, scope.school_id)
            broken, looked_at = audit.broken_chain(session, scope.school_id, whole=whole)
        entries += looked_at
        if broken is not None:
            faults.append(Fault(Check.CHAIN, scope.school_id, broken.what))
    return Report(schools, entries, tuple(faults))


def scopes(database: Database) -> Iterator[Scope]:
    """All schools, some at a time."""
    after: UUID | None = None
    while True:
        with database.reading(NOBODY) as session:
            found = people.school_scopes(session, after)
        if not found:
            return
        yield from (Scope(school_id, trust_id) for school_id, trust_id in found)
        after = found[-1][0]


def _ledger(session: Session, school_id: UUID) -> list[Fault]:
    """Pots whose sums are not those of their entries. What an entry does is said anew, not taken from the triggers."""
    entry, minutes = LedgerEntry, col(LedgerEntry.minutes)
    of_spend = func.coalesce(col(entry.corrects_kind), "") == EntryKind.SPEND
    gives = (col(entry.kind) == EntryKind.ALLOCATE) | ((col(entry.kind) == EntryKind.ADJUST) & ~of_spend)
    moves = col(entry.kind) == EntryKind.TRANSFER
    own = select(
        col(entry.pot_id).label("pot_id"),
        case((gives, minutes), (moves, -minutes), else_=0).label("allocated"),
        case((col(entry.kind) == EntryKind.COMMIT, minutes), (col(entry.settles_id).is_not(None), -minutes), else_=0)
        .label("committed"),
        case(((col(entry.kind) == EntryKind.SPEND) | of_spend, minutes), else_=0).label("spent"),
    ).where(col(entry.school_id) == school_id)  # fmt: skip
    come = select(col(entry.to_pot_id), minutes, literal(0), literal(0)).where(
        col(entry.school_id) == school_id, col(entry.to_pot_id).is_not(None)
    )
    each = union_all(own, come).subquery()
    sums = (
        select(
            each.c.pot_id, func.sum(each.c.allocated).label("allocated"),
            func.sum(each.c.committed).label("committed"), func.sum(each.c.spent).label("spent"),
        ).group_by(each.c.pot_id).subquery()
    )  # fmt: skip
    differs = (
        (col(TimePot.allocated_minutes) != func.coalesce(sums.c.allocated, 0))
        | (col(TimePot.committed_minutes) != func.coalesce(sums.c.committed, 0))
        | (col(TimePot.spent_minutes) != func.coalesce(sums.c.spent, 0))
    )
    statement = (
        select(col(TimePot.id))
        .join(sums, sums.c.pot_id == col(TimePot.id), isouter=True)
        .where(col(TimePot.school_id) == school_id, differs)
        .order_by(col(TimePot.id))
        .limit(FAULTS_MAX)
    )
    return [
        Fault(Check.LEDGER, school_id, f"the sums of pot {pot_id} are not those of its entries")
        for pot_id in session.execute(statement).scalars()
    ]


def _occupied(session: Session, school_id: UUID) -> list[Fault]:
    """People who are in two places at once."""
    before = func.max(col(Occupied.ends_at)).over(
        partition_by=col(Occupied.person_id), order_by=(col(Occupied.starts_at), col(Occupied.ends_at)), rows=(None, -1)
    )
    each = (
        select(col(Occupied.staff_id), col(Occupied.held_on), col(Occupied.starts_at), before.label("busy_until"))
        .where(col(Occupied.school_id) == school_id, ~col(Occupied.is_released))
        .subquery()
    )
    statement = (
        select(each.c.staff_id, each.c.held_on)
        .where(each.c.busy_until > each.c.starts_at)
        .order_by(each.c.held_on, each.c.staff_id)
        .limit(FAULTS_MAX)
    )
    return [
        Fault(Check.OCCUPIED, school_id, f"staff {staff_id} is in two places on {held_on:%d %B %Y}")
        for staff_id, held_on in session.execute(statement)
    ]


__all__ = ["FAULTS_MAX", "look_through", "scopes"]
