"""What the week and the desk need to know of groups."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.cover.rules import CoverKind, CoverState
from app.cover.tables import CoverSlot
from app.kernel.actor import Actor
from app.plc.tables import PlcGroup, PlcMember
from app.time_budget.tables import TimePot

GROUPS_SHOWN = 100


def protocols_to_agree(session: Session, actor: Actor) -> list[tuple[UUID, str]]:
    """The actor's groups whose protocol, as it stands now, still waits for their word."""
    statement = (
        select(PlcGroup.id, PlcGroup.name)
        .join(
            PlcMember,
            (col(PlcMember.school_id) == PlcGroup.school_id) & (col(PlcMember.group_id) == PlcGroup.id),
        )
        .where(
            PlcGroup.school_id == actor.school_id,
            ~col(PlcGroup.is_archived),
            PlcMember.staff_id == actor.staff_id,
            ~col(PlcMember.is_guest),
            col(PlcMember.left_at).is_(None),
            func.coalesce(PlcMember.agreed_version, 0) != PlcGroup.protocol_version,
        )
        .order_by(PlcGroup.name)
        .limit(20)
    )
    return [(*row,) for row in session.execute(statement)]


def groups_with_unplaced(session: Session, actor: Actor, year_id: UUID) -> list[tuple[UUID, str, int, int]]:
    """Group, name, members and their minutes without a place, by name, in one statement."""
    unplaced = TimePot.allocated_minutes - TimePot.committed_minutes - TimePot.spent_minutes
    statement = (
        select(
            PlcGroup.id,
            PlcGroup.name,
            func.count(func.distinct(PlcMember.staff_id)),
            func.coalesce(func.sum(unplaced), 0),
        )
        .join(
            PlcMember,
            (col(PlcMember.school_id) == PlcGroup.school_id)
            & (col(PlcMember.group_id) == PlcGroup.id)
            & col(PlcMember.left_at).is_(None)
            & ~col(PlcMember.is_guest),
            isouter=True,
        )
        .join(
            TimePot,
            (col(TimePot.school_id) == PlcMember.school_id)
            & (col(TimePot.staff_id) == PlcMember.staff_id)
            & (col(TimePot.year_id) == year_id),
            isouter=True,
        )
        .where(PlcGroup.school_id == actor.school_id, ~col(PlcGroup.is_archived))
        .group_by(col(PlcGroup.id), col(PlcGroup.name))
        .order_by(PlcGroup.name)
        .limit(GROUPS_SHOWN)
    )
    return [(*row,) for row in session.execute(statement)]


def group_names(session: Session, actor: Actor, group_ids: Sequence[UUID]) -> dict[UUID, str]:
    statement = select(PlcGroup.id, PlcGroup.name).where(
        PlcGroup.school_id == actor.school_id, col(PlcGroup.id).in_(set(group_ids))
    )
    rows = session.execute(statement.limit(GROUPS_SHOWN)).all()
    return {row[0]: row[1] for row in rows}


def names_of_groups_of(session: Session, actor: Actor, staff_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The group each of these people belongs to; the first by name when there are several."""
    statement = (
        select(PlcMember.staff_id, PlcGroup.name)
        .join(
            PlcGroup,
            (col(PlcGroup.school_id) == PlcMember.school_id) & (col(PlcGroup.id) == PlcMember.group_id),
        )
        .where(
            PlcMember.school_id == actor.school_id,
            col(PlcMember.staff_id).in_(set(staff_ids)),
            col(PlcMember.left_at).is_(None),
            ~col(PlcMember.is_guest),
            ~col(PlcGroup.is_archived),
        )
        .order_by(PlcGroup.name)
        .limit(2000)
    )
    found: dict[UUID, str] = {}
    for staff_id, name in session.execute(statement):
        found.setdefault(staff_id, name)
    return found


def cover_counts(session: Session, actor: Actor, first: date, last: date) -> dict[tuple[CoverKind, CoverState], int]:
    """How many half hours of cover are in each state."""
    statement = (
        select(CoverSlot.kind, CoverSlot.state, func.count())
        .where(CoverSlot.school_id == actor.school_id, col(CoverSlot.held_on).between(first, last))
        .group_by(col(CoverSlot.kind), col(CoverSlot.state))
    )
    return {(CoverKind(kind), CoverState(state)): count for kind, state, count in session.execute(statement)}
