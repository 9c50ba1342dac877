"""Routes of questions to the team of a finding, and of their answers."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.fair import queries as fair
from app.fair.access import reading_scope
from app.fair.errors import NamesAPupil, Withdrawn
from app.identity.deps import CurrentActor, PerhapsActor
from app.kernel.errors import Forbidden, NotFound
from app.shelf import actions, queries
from app.shelf.errors import AnswersTooMany, QuestionsTooMany
from app.shelf.schemas import AnswerIn, FindingAnswerOut, FindingQuestionOut, QuestionIn
from app.shelf.tables import FindingAnswer, FindingQuestion
from app.web.bodies import Page
from app.web.deps import Config, Db, Now, Wish
from app.web.idempotency import ONCE, Intent, perform
from app.web.pages import BadCursor
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["shelf"], route_class=RetryingRoute)


@router.get(
    "/fair/findings/{finding_id}/questions",
    response_model=Page[FindingQuestionOut],
    responses=problems(NotFound, Withdrawn, BadCursor),
)
def list_questions(finding_id: UUID, db: Db, actor: PerhapsActor, wish: Wish) -> Page[FindingQuestionOut]:
    """What readers asked the team, newest first, with what the team answered."""
    scope = reading_scope(actor)
    with db.reading(scope) as session:
        rows, following = queries.questions_page(session, scope, finding_id, wish)
        answered = queries.answers_to(session, scope, [row.id for row in rows])
        may_answer = actor is not None and fair.is_author(session, actor, finding_id)
    items = [_question_out(row, answered[row.id], may_answer=may_answer) for row in rows]
    return Page(items=items, next=following)


@router.post(
    "/fair/findings/{finding_id}/questions",
    status_code=201,
    response_model=FindingQuestionOut,
    responses=problems(NotFound, Withdrawn, NamesAPupil, QuestionsTooMany, *ONCE),
)
def ask_question(
    finding_id: UUID, wish: QuestionIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Ask the team of a finding. Names of pupils are refused."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: _question_out(
                actions.ask(session, actor, secret, finding_id, wish.text, now), [],
                may_answer=fair.is_author(session, actor, finding_id),
            ),
        )  # fmt: skip


@router.post(
    "/questions/{question_id}/answers",
    status_code=201,
    response_model=FindingAnswerOut,
    responses=problems(NotFound, Forbidden, Withdrawn, NamesAPupil, AnswersTooMany, *ONCE),
)
def answer_question(
    question_id: UUID, wish: AnswerIn, db: Db, actor: CurrentActor, config: Config, now: Now, intent: Intent
) -> Response:
    """Answer a question about a finding that one has written. Names of pupils are refused."""
    secret = config.secret_key.encode()
    with db.writing(actor.scope) as session:
        return perform(
            session, actor, intent, now, status=201,
            effect=lambda: FindingAnswerOut.model_validate(
                actions.answer(session, actor, secret, question_id, wish.text, now)
            ),
        )  # fmt: skip


def _question_out(row: FindingQuestion, answers: list[FindingAnswer], *, may_answer: bool) -> FindingQuestionOut:
    return FindingQuestionOut(
        id=row.id, finding_id=row.finding_id, text=row.text, by_name=row.by_name, school_name=row.school_name,
        made_at=row.made_at, answers=[FindingAnswerOut.model_validate(one) for one in answers], may_answer=may_answer,
    )  # fmt: skip
