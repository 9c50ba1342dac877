"""Moving minutes between the pots of one teacher: one entry, so that they are never in neither or in both."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.time_budget import access, queries
from app.time_budget.actions.base import open_pots, post, require_enough, require_open
from app.time_budget.errors import SamePot
from app.time_budget.rules import EntryKind, TimeSource
from app.time_budget.schemas import TransferIn
from app.time_budget.tables import LedgerEntry


def transfer(
    session: Session, actor: Actor, *, staff_id: UUID, year_id: UUID, wish: TransferIn, now: datetime
) -> LedgerEntry:
    """Move protected minutes from one pot of *staff_id* to another.

    Raises:
        NotFound: nobody of this school; guests have no protected time.
        TransfersAreTheLeads: the school lets only the CPD lead do it.
        SamePot: from and to are the same.
        BudgetExhausted: the pot holds less. Exactly as much is allowed.
        YearIsClosed: the minutes of that year have been signed for.
    """
    if people.staff_member(session, actor, staff_id).is_guest:
        raise NotFound
    access.require_may_transfer(actor, staff_id, queries.policy(session, actor))
    if wish.from_category == wish.to_category:
        raise SamePot
    require_open(session, actor, [year_id])
    source = (staff_id, year_id, wish.from_category, TimeSource.PROTECTED)
    target = (staff_id, year_id, wish.to_category, TimeSource.PROTECTED)
    pots = open_pots(session, actor, [source, target])
    require_enough(session, actor, pots, [(source, wish.minutes)])
    entry = LedgerEntry(
        school_id=actor.school_id, pot_id=pots[source].id, to_pot_id=pots[target].id, kind=EntryKind.TRANSFER,
        minutes=wish.minutes, reason=wish.reason, by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    return post(session, [entry])[0]
