"""The fairs of a trust's schools side by side: what each shows the others, in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.communities import access
from app.communities.rules import OpenState
from app.communities.tables import OpenLesson
from app.fair import access as fair
from app.fair.rules import ReactionKind
from app.fair.tables import Finding, FindingReaction
from app.fair_day.rules import FairState
from app.fair_day.tables import LearningFair
from app.identity.tables import School
from app.kernel.actor import Actor
from app.web.pages import PageWish, beyond, cut

FAIRS_MAX = 500  # Those that a page of schools has opened and not yet held.


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of the fairs of some schools. A school without findings is left out of the first."""

    published: dict[UUID, tuple[int, datetime | None]]
    tried: dict[UUID, int]
    fairs: dict[UUID, LearningFair]
    lessons: dict[UUID, int]


def trust_schools_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[School], str | None]:
    """The schools of the actor's trust by name; their own alone if it is in none."""
    mine = School.id == actor.school_id if actor.trust_id is None else School.trust_id == actor.trust_id
    statement = select(School).where(mine)
    columns = (col(School.name), col(School.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.name, row.id))


def shown(session: Session, actor: Actor, school_ids: Sequence[UUID], today: date) -> Shown:
    """What *actor* may read of the fairs of *school_ids*, in one statement for each figure."""
    return Shown(
        _published(session, actor, school_ids), _tried(session, actor, school_ids),
        _next_fairs(session, school_ids, today), _open_lessons(session, actor, school_ids, today),
    )  # fmt: skip


def _published(
    session: Session, actor: Actor, school_ids: Sequence[UUID]
) -> dict[UUID, tuple[int, datetime | None]]:  # fmt: skip
    statement = (
        select(Finding.school_id, func.count(), func.max(Finding.published_at))
        .where(fair.readable(actor.scope), col(Finding.school_id).in_(school_ids))
        .group_by(col(Finding.school_id))
        .limit(len(school_ids) + 1)
    )
    return {school_id: (count, last) for school_id, count, last in session.exec(statement)}


def _tried(session: Session, actor: Actor, school_ids: Sequence[UUID]) -> dict[UUID, int]:
    statement = (
        select(FindingReaction.finding_school_id, func.count())
        .where(
            fair.reactions_readable(actor.scope), col(FindingReaction.finding_school_id).in_(school_ids),
            FindingReaction.kind == ReactionKind.TRIED,
        )
        .group_by(col(FindingReaction.finding_school_id))
        .limit(len(school_ids) + 1)
    )  # fmt: skip
    return dict(session.exec(statement).all())


def _next_fairs(session: Session, school_ids: Sequence[UUID], today: date) -> dict[UUID, LearningFair]:
    statement = (
        select(LearningFair)
        .where(
            col(LearningFair.school_id).in_(school_ids), LearningFair.held_on >= today,
            LearningFair.state == FairState.OPEN,
        )
        .order_by(col(LearningFair.held_on).desc(), col(LearningFair.starts).desc(), col(LearningFair.id))
        .limit(FAIRS_MAX)
    )  # fmt: skip
    # The nearest comes last, and stays.
    return {row.school_id: row for row in session.exec(statement)}


def _open_lessons(session: Session, actor: Actor, school_ids: Sequence[UUID], today: date) -> dict[UUID, int]:
    statement = (
        select(OpenLesson.school_id, func.count())
        .where(
            access.readable(OpenLesson, actor), col(OpenLesson.school_id).in_(school_ids),
            OpenLesson.state == OpenState.OPEN, OpenLesson.held_on >= today,
        )
        .group_by(col(OpenLesson.school_id))
        .limit(len(school_ids) + 1)
    )  # fmt: skip
    return dict(session.exec(statement).all())
