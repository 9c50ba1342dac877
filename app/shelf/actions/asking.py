"""Questions to the team that wrote a finding, and the team's answers."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair import access as fair_access
from app.fair import queries as fair
from app.fair.errors import NamedThere, NamesAPupil
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import Forbidden
from app.pupils import queries as pupils
from app.shelf import access, queries
from app.shelf.errors import AnswersTooMany, QuestionsTooMany
from app.shelf.rules import ANSWERS_MAX, QUESTIONS_MAX
from app.shelf.tables import FindingAnswer, FindingQuestion


def ask(session: Session, actor: Actor, secret: bytes, finding_id: UUID, words: str, now: datetime) -> FindingQuestion:
    """Ask the team of a finding. The question is read wherever the finding is, so it names no pupil.

    Raises:
        NamesAPupil: a name of the roster of the asker's own school, a pupil number, or a date of birth.
        QuestionsTooMany: QUESTIONS_MAX have been asked by the same person.
    """
    finding = fair.fair_finding(session, fair_access.reading_scope(actor), finding_id)
    _require_nameless(session, actor, secret, words)
    if queries.questions_asked(session, actor, finding_id) >= QUESTIONS_MAX:
        raise QuestionsTooMany(questions_max=QUESTIONS_MAX)
    row = FindingQuestion(
        school_id=actor.school_id, finding_school_id=finding.school_id, finding_id=finding.id,
        trust_id=finding.trust_id, audience=finding.audience, staff_id=actor.staff_id, text=words,
        by_name=people.staff_member(session, actor, actor.staff_id).name,
        school_name=people.school(session, actor.school_id).name, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def answer(
    session: Session, actor: Actor, secret: bytes, question_id: UUID, words: str, now: datetime
) -> FindingAnswer:
    """Answer a question as one of the team.

    Raises:
        NamesAPupil: as for questions.
        AnswersTooMany: the question has ANSWERS_MAX already.
    """
    scope = fair_access.reading_scope(actor)
    question = queries.question(session, scope, question_id)
    if question.finding_school_id != actor.school_id:
        raise Forbidden
    access.require_may_answer(actor, fair.authors_of(session, actor, [question.finding_id])[question.finding_id])
    _require_nameless(session, actor, secret, words)
    if len(queries.answers_to(session, scope, [question.id])[question.id]) >= ANSWERS_MAX:
        raise AnswersTooMany(answers_max=ANSWERS_MAX)
    row = FindingAnswer(
        school_id=actor.school_id, finding_id=question.finding_id, question_id=question.id,
        question_school_id=question.school_id, trust_id=question.trust_id, audience=question.audience,
        staff_id=actor.staff_id, text=words, by_name=people.staff_member(session, actor, actor.staff_id).name,
        made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _require_nameless(session: Session, actor: Actor, secret: bytes, words: str) -> None:
    named = pupils.refused_in(session, actor, secret, {"text": words})
    if named:
        raise NamesAPupil(
            field=named[0].field, word=named[0].word,
            names=[NamedThere(field=one.field, word=one.word, why=one.why) for one in named],
        )  # fmt: skip
