"""Who may know of and move whose minutes. The doors (who may allocate) are in identity/policy.py."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.identity import access as people
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden
from app.time_budget import rules
from app.time_budget.errors import TransfersAreTheLeads
from app.time_budget.rules import EntryKind, TimeSource, TransferPolicy
from app.time_budget.tables import LedgerEntry, TimeGrant, TimePolicy, TimePot, YearSignature


def visible(actor: Actor) -> ColumnElement[bool]:
    """The pots *actor* may know of: those of their own school."""
    return col(TimePot.school_id) == actor.school_id


def visible_entries(actor: Actor) -> ColumnElement[bool]:
    return col(LedgerEntry.school_id) == actor.school_id


def visible_grants(actor: Actor) -> ColumnElement[bool]:
    return col(TimeGrant.school_id) == actor.school_id


def visible_signatures(actor: Actor) -> ColumnElement[bool]:
    return col(YearSignature.school_id) == actor.school_id


def visible_policy(actor: Actor) -> ColumnElement[bool]:
    return col(TimePolicy.school_id) == actor.school_id


def may_transfer(actor: Actor, staff_id: UUID, policy: TimePolicy) -> bool:
    """The CPD lead moves anybody's minutes between pots; teachers their own, where the school lets them."""
    return actor.has(Role.CPD_LEAD) or (actor.staff_id == staff_id and policy.transfers == TransferPolicy.OWN_POTS)


def require_may_transfer(actor: Actor, staff_id: UUID, policy: TimePolicy) -> None:
    """Raises: Forbidden, another's pots; TransfersAreTheLeads, one's own where the school does not let them."""
    if may_transfer(actor, staff_id, policy):
        return
    raise TransfersAreTheLeads if actor.staff_id == staff_id else Forbidden


def may_correct(actor: Actor, staff_id: UUID, kind: EntryKind, source: TimeSource) -> bool:
    """Teachers correct what they logged themselves; the CPD lead that too, and what was given."""
    if not rules.is_correctable(kind, source):
        return False
    return actor.has(Role.CPD_LEAD) or (actor.staff_id == staff_id and kind == EntryKind.SPEND)


def require_may_correct(actor: Actor, staff_id: UUID, kind: EntryKind) -> None:
    """Raises: Forbidden, another's entry, or one that only the CPD lead corrects."""
    if not (actor.has(Role.CPD_LEAD) or (actor.staff_id == staff_id and kind != EntryKind.ALLOCATE)):
        raise Forbidden


def require_may_read(actor: Actor, staff_id: UUID) -> None:
    """One's own minutes, or anybody's for those who answer for them."""
    people.require_self_or_lead(actor, staff_id)
