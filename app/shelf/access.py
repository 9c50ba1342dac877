"""Who may read what on the shelf, follow it, ask and answer about it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.db.tenancy import shared_with
from app.fair.rules import Author
from app.kernel.actor import Actor, Scope
from app.kernel.errors import Forbidden
from app.shelf.tables import DigestChoice, FindingAnswer, FindingQuestion, Follow


def own_follows(actor: Actor) -> ColumnElement[bool]:
    return (col(Follow.school_id) == actor.school_id) & (col(Follow.staff_id) == actor.staff_id)


def own_choice(actor: Actor) -> ColumnElement[bool]:
    return (col(DigestChoice.school_id) == actor.school_id) & (col(DigestChoice.staff_id) == actor.staff_id)


def questions_readable(scope: Scope) -> ColumnElement[bool]:
    """Questions about what *scope* may read; the finding itself has been found readable before."""
    to_all = shared_with(FindingQuestion, scope)
    if scope.school_id is not None:
        to_all |= col(FindingQuestion.finding_school_id) == scope.school_id
        to_all |= col(FindingQuestion.school_id) == scope.school_id
    return to_all


def answers_readable(scope: Scope) -> ColumnElement[bool]:
    """Answers to questions that *scope* has been found to read."""
    to_all = shared_with(FindingAnswer, scope)
    if scope.school_id is not None:
        to_all |= col(FindingAnswer.school_id) == scope.school_id
        to_all |= col(FindingAnswer.question_school_id) == scope.school_id
    return to_all


def require_may_answer(actor: Actor, authors: Sequence[Author]) -> None:
    """The team answers: whoever wrote the finding."""
    if not any(author.staff_id == actor.staff_id for author in authors):
        raise Forbidden
