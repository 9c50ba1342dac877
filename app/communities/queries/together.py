"""Reads about communities: their schools, leaders and reports."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.communities import access
from app.communities.rules import SCHOOLS_MAX
from app.communities.tables import Community, CommunityLeader, CommunityMember, CommunityReport
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut


def community(session: Session, actor: Actor, community_id: UUID, *, lock: bool = False) -> Community:
    """One community that *actor* may read, or NotFound. Only its own school locks it."""
    statement = select(Community).where(Community.id == community_id, access.readable(Community, actor))
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    if lock and found.school_id == actor.school_id:
        mine = statement.where(Community.school_id == actor.school_id).with_for_update()
        return session.exec(mine.execution_options(populate_existing=True)).one()
    return found


def communities_page(
    session: Session, actor: Actor, wish: PageWish, *, only_mine: bool
) -> tuple[list[Community], str | None]:  # fmt: skip
    """Communities by their workshop, last ones first."""
    statement = select(Community).where(access.readable(Community, actor))
    if only_mine:
        joined = select(CommunityMember.community_id).where(
            CommunityMember.school_id == actor.school_id, col(CommunityMember.left_at).is_(None)
        )
        statement = statement.where(col(Community.id).in_(joined))
    columns = (col(Community.workshop_on), col(Community.id))
    if (where := beyond(wish.key(date, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.workshop_on, row.id))


def members_of(
    session: Session, actor: Actor, community_ids: Sequence[UUID]
) -> dict[UUID, list[CommunityMember]]:  # fmt: skip
    """The schools in each community, in the order of their places; one key per community asked for."""
    found: dict[UUID, list[CommunityMember]] = {community_id: [] for community_id in community_ids}
    statement = (
        select(CommunityMember)
        .where(
            access.readable(CommunityMember, actor),
            col(CommunityMember.community_id).in_(found),
            col(CommunityMember.left_at).is_(None),
        )
        .order_by(col(CommunityMember.place), col(CommunityMember.id))
        .limit(SCHOOLS_MAX * (len(found) + 1))
    )
    for row in session.exec(statement):
        found[row.community_id].append(row)
    return found


def membership(session: Session, actor: Actor, community_id: UUID) -> CommunityMember | None:
    """The place of *actor*'s school, or None."""
    statement = select(CommunityMember).where(
        CommunityMember.school_id == actor.school_id,
        CommunityMember.community_id == community_id,
        col(CommunityMember.left_at).is_(None),
    )
    return session.exec(statement).one_or_none()


def leaders_of(session: Session, actor: Actor, members: Sequence[CommunityMember]) -> list[CommunityLeader]:
    """Who leads at these schools, for a school that is one of them; nobody for others."""
    if all(member.school_id != actor.school_id for member in members):
        return []
    places = [member.id for member in members]
    statement = select(CommunityLeader).where(col(CommunityLeader.member_id).in_(places))
    return list(session.exec(statement.order_by(col(CommunityLeader.number)).limit(2 * SCHOOLS_MAX)))


def reports_page(
    session: Session, actor: Actor, community_id: UUID, wish: PageWish
) -> tuple[list[CommunityReport], str | None]:  # fmt: skip
    """What the schools of a community said, newest first. NotFound for a school that is not in it."""
    community(session, actor, community_id)
    if membership(session, actor, community_id) is None:
        raise NotFound
    statement = select(CommunityReport).where(CommunityReport.community_id == community_id)
    columns = (col(CommunityReport.made_at), col(CommunityReport.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def own_report(session: Session, actor: Actor, community_id: UUID, report_id: UUID) -> CommunityReport:
    """A report of *actor*'s school, or NotFound."""
    statement = select(CommunityReport).where(
        CommunityReport.school_id == actor.school_id,
        CommunityReport.community_id == community_id,
        CommunityReport.id == report_id,
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found
