"""Reads about groups and who is in them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, cast
from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.plc import access
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup, PlcMember
from app.web.pages import PageWish, beyond, cut

PEOPLE_MAX = 5_000  # 100 groups of a page, each at its limits, is half of that.
GROUPS_MAX = 200


def group(session: Session, actor: Actor, group_id: UUID, *, lock: bool = False) -> PlcGroup:
    """One of the groups *actor* may know of, or NotFound.

    With *lock*, whoever else would change the group or its members waits.
    """
    statement = select(PlcGroup).where(PlcGroup.id == group_id, access.visible(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def group_in_full(session: Session, actor: Actor, group_id: UUID) -> tuple[PlcGroup, list[MemberRow]]:
    """A group and its people, for those who may read more than its name.

    Raises:
        NotFound: *actor* may not know of it.
        Forbidden: *actor* is neither member, nor guest, nor lead.
    """
    found = group(session, actor, group_id)
    people = members_of(session, actor, group_id)
    access.require_reader(actor, people)
    return found, people


def groups_by_ids(
    session: Session, actor: Actor, group_ids: Sequence[UUID], *, lock: bool = False
) -> dict[UUID, PlcGroup]:
    """Those of *group_ids* that *actor* may know of; locked in one order for all, so that nobody deadlocks."""
    statement = select(PlcGroup).where(col(PlcGroup.id).in_(set(group_ids)), access.visible(actor))
    statement = statement.order_by(col(PlcGroup.id)).limit(GROUPS_MAX)
    return {row.id: row for row in session.exec(statement.with_for_update() if lock else statement)}


def groups_page(
    session: Session, actor: Actor, wish: PageWish, *, only_mine: bool
) -> tuple[list[PlcGroup], str | None]:
    """Groups by name, archived ones last."""
    rests = cast(col(PlcGroup.is_archived), Integer)
    statement = select(PlcGroup).where(access.visible(actor))
    if only_mine:
        statement = statement.where(access.mine(actor))
    columns = (rests, col(PlcGroup.name), col(PlcGroup.id))
    if (where := beyond(wish.key(int, str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (int(row.is_archived), row.name, row.id))


def members(session: Session, actor: Actor, group_ids: Sequence[UUID]) -> dict[UUID, list[MemberRow]]:
    """Who is in each of *group_ids* now, members and guests, by name. One key per group asked for.

    People who no longer work here are left out, whether or not anybody took them out of the group.
    """
    found: dict[UUID, list[MemberRow]] = {group_id: [] for group_id in group_ids}
    statement = (
        select(PlcMember, PlcGroup.protocol_version, Staff)
        .join(
            PlcGroup,
            (col(PlcGroup.school_id) == PlcMember.school_id) & (col(PlcGroup.id) == PlcMember.group_id),
        )
        .join(Staff, (col(Staff.school_id) == PlcMember.school_id) & (col(Staff.id) == PlcMember.staff_id))
        .where(
            PlcMember.school_id == actor.school_id,
            col(PlcMember.group_id).in_(found),
            access.current(actor),
            col(Staff.is_active),
        )
        .order_by(col(Staff.name), col(Staff.id))
        .limit(PEOPLE_MAX)
    )
    for row, protocol_version, staff in session.exec(statement):
        has_agreed = row.agreed_version == protocol_version
        found[row.group_id].append(
            MemberRow(
                staff_id=staff.id, person_id=staff.person_id, name=staff.name, code=staff.code,
                department=staff.department, is_guest=row.is_guest, has_agreed=has_agreed,
                agreed_at=row.agreed_at if has_agreed else None,
            )
        )  # fmt: skip
    return found


def members_of(session: Session, actor: Actor, group_id: UUID) -> list[MemberRow]:
    """Who is in one group now."""
    return members(session, actor, [group_id])[group_id]


def group_ids_of(session: Session, actor: Actor, staff_id: UUID) -> list[UUID]:
    """The groups that somebody of the school belongs to now, as member or guest; archived ones left out."""
    statement = (
        select(PlcMember.group_id)
        .join(
            PlcGroup,
            (col(PlcGroup.school_id) == PlcMember.school_id) & (col(PlcGroup.id) == PlcMember.group_id),
        )
        .where(
            PlcMember.school_id == actor.school_id,
            PlcMember.staff_id == staff_id,
            access.current(actor),
            ~col(PlcGroup.is_archived),
        )
        .order_by(PlcGroup.name, col(PlcGroup.id))
        .limit(GROUPS_MAX)
    )
    return list(session.exec(statement))


def membership(session: Session, actor: Actor, group_id: UUID, staff_id: UUID) -> PlcMember | None:
    """Somebody's present place in a group."""
    statement = select(PlcMember).where(
        PlcMember.school_id == actor.school_id,
        PlcMember.group_id == group_id,
        PlcMember.staff_id == staff_id,
        col(PlcMember.left_at).is_(None),
    )
    return session.exec(statement).one_or_none()


def guest_days(session: Session, actor: Actor, staff_id: UUID) -> list[date | None]:
    """The last day of each group that a guest belongs to now, archived or not; None for one without a last day."""
    statement = select(PlcMember).where(
        PlcMember.school_id == actor.school_id, PlcMember.staff_id == staff_id, access.current(actor)
    )
    return [place.until for place in session.exec(statement.order_by(col(PlcMember.id)).limit(GROUPS_MAX))]


def people_with_address(session: Session, actor: Actor, email: str) -> list[Staff]:
    """The school's people and guests with that address, in lower case; oldest first."""
    statement = select(Staff).where(Staff.school_id == actor.school_id, Staff.email == email)
    return list(session.exec(statement.order_by(col(Staff.created_at), col(Staff.id)).limit(20)))
