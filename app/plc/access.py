"""Who may see and change groups. Everybody on the staff may know that a group exists; the rest is its own."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from app.identity.access import leads
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden
from app.plc import rules
from app.plc.errors import GroupNotReady
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup, PlcMember


def visible(actor: Actor) -> ColumnElement[bool]:
    """The groups *actor* may know of: the school's; for a guest only those they are invited to."""
    own = col(PlcGroup.school_id) == actor.school_id
    return own & mine(actor) if actor.is_guest else own


def mine(actor: Actor) -> ColumnElement[bool]:
    """The groups *actor* belongs to now, as member or guest."""
    return exists().where(
        col(PlcMember.school_id) == col(PlcGroup.school_id),
        col(PlcMember.group_id) == col(PlcGroup.id),
        col(PlcMember.staff_id) == actor.staff_id,
        current(actor),
    )


def has_member(
    school_id: Mapped[UUID], group_id: Mapped[UUID], *, staff_id: UUID | None, today: date
) -> ColumnElement[bool]:
    """Whether *staff_id* belongs on *today* to the group that a row of another table names."""
    return exists().where(
        col(PlcMember.school_id) == school_id,
        col(PlcMember.group_id) == group_id,
        col(PlcMember.staff_id) == staff_id,
        col(PlcMember.left_at).is_(None),
        or_(col(PlcMember.until).is_(None), col(PlcMember.until) >= today),
    )


def current(actor: Actor) -> ColumnElement[bool]:
    """The places in groups that count today: nobody took the person out, and a guest's last day is not over."""
    return col(PlcMember.left_at).is_(None) & or_(col(PlcMember.until).is_(None), col(PlcMember.until) >= actor.today)


def is_member(actor: Actor, members: Sequence[MemberRow]) -> bool:
    """Whether *actor* is one of the group's own, guests not counted."""
    return any(member.staff_id == actor.staff_id for member in rules.counted(members))


def is_guest_of(actor: Actor, members: Sequence[MemberRow]) -> bool:
    """Whether *actor* was invited to the group as a knowledgeable other."""
    return any(member.staff_id == actor.staff_id and member.is_guest for member in members)


def require_member(actor: Actor, members: Sequence[MemberRow]) -> None:
    if not is_member(actor, members):
        raise Forbidden


def require_member_or_lead(actor: Actor, members: Sequence[MemberRow]) -> None:
    if not leads(actor):
        require_member(actor, members)


def require_reader(actor: Actor, members: Sequence[MemberRow]) -> None:
    """Details are for members, the group's guests, and those who answer for the school's groups."""
    if not is_guest_of(actor, members):
        require_member_or_lead(actor, members)


def require_ready(group: PlcGroup, members: Sequence[MemberRow]) -> None:
    """Refuse to plan for a group that is archived, below three, or not all agreed.

    Raises:
        GroupNotReady: with what is missing, in sentences.
    """
    if sentences := rules.missing(members, is_archived=group.is_archived):
        raise GroupNotReady(missing=sentences)
