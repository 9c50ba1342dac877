"""Reads of questions to the teams, and of their answers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.fair import queries as fair
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.shelf import access
from app.shelf.rules import ANSWERS_MAX
from app.shelf.tables import FindingAnswer, FindingQuestion
from app.web.pages import PageWish, beyond, cut


def questions_page(
    session: Session, scope: Scope, finding_id: UUID, wish: PageWish
) -> tuple[list[FindingQuestion], str | None]:
    """What was asked about a finding, newest first. As the finding itself: gone or not found for *scope*."""
    fair.fair_finding(session, scope, finding_id)
    statement = select(FindingQuestion).where(
        FindingQuestion.finding_id == finding_id, access.questions_readable(scope)
    )
    columns = (col(FindingQuestion.made_at), col(FindingQuestion.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def answers_to(session: Session, scope: Scope, question_ids: Sequence[UUID]) -> dict[UUID, list[FindingAnswer]]:
    """The answers to each question, in the order they were given; one key per question asked for."""
    found: dict[UUID, list[FindingAnswer]] = {question_id: [] for question_id in question_ids}
    if not found:
        return found
    statement = (
        select(FindingAnswer)
        .where(col(FindingAnswer.question_id).in_(question_ids), access.answers_readable(scope))
        .order_by(col(FindingAnswer.made_at), col(FindingAnswer.id))
        .limit(ANSWERS_MAX * len(found))
    )
    for row in session.exec(statement):
        found[row.question_id].append(row)
    return found


def question(session: Session, scope: Scope, question_id: UUID) -> FindingQuestion:
    """One question that *scope* may read, about a finding that it may read.

    Raises:
        Withdrawn: the finding was taken back.
        NotFound: there is none, or not for *scope*.
    """
    statement = select(FindingQuestion).where(FindingQuestion.id == question_id, access.questions_readable(scope))
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    fair.fair_finding(session, scope, found.finding_id)
    return found


def questions_asked(session: Session, actor: Actor, finding_id: UUID) -> int:
    """How many questions *actor* has asked about a finding."""
    statement = select(func.count()).select_from(FindingQuestion)
    mine = statement.where(
        FindingQuestion.school_id == actor.school_id,
        FindingQuestion.staff_id == actor.staff_id,
        FindingQuestion.finding_id == finding_id,
    )
    return session.exec(mine).one()
