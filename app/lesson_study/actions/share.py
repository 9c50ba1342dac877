"""From a cycle to a finding: a draft that says what the cycle holds, for its authors to write further."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair import actions as fair
from app.fair.rules import FindingState
from app.fair.schemas import FindingIn
from app.kernel.actor import Actor
from app.lesson_study.errors import AlreadyShared, NoRoundsYet
from app.lesson_study.queries import book as books
from app.lesson_study.queries import cycles as queries
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import drafting
from app.lesson_study.rules.drafting import Taught
from app.lesson_study.tables import Cycle
from app.plc import queries as plc
from app.study.rules import LIVE

FOCUS_CHARACTERS_MAX = 200


def share(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> Cycle:
    """Begin the finding of a cycle.

    Raises:
        NoRoundsYet: none of its research lessons has a round.
        AlreadyShared: it has a finding that was not withdrawn.
    """
    cycle, members = queries.cycle_to_change(session, actor, cycle_id)
    book = books.open_book(session, actor, cycle, members)
    if book.finding is not None and book.finding.state != FindingState.WITHDRAWN:
        raise AlreadyShared
    taught = [row for lesson in book.lessons if (row := book.round_of(lesson)) and row.state in LIVE]
    if not taught:
        raise NoRoundsYet
    wish = _draft(session, actor, book, [row.id for row in taught])
    cycle.finding_id = fair.write(session, actor, cycle.group_id, wish, now).id
    cycle.version += 1
    session.flush()
    return cycle


def _draft(session: Session, actor: Actor, book: Book, round_ids: Sequence[UUID]) -> FindingIn:
    cycle = book.cycle
    lessons = [
        Taught(
            number=lesson.number, objective=book.body(lesson.id).get("learning_objective", ""),
            notes=book.notes_of(row.id),
        )
        for lesson in book.lessons if (row := book.round_of(lesson)) and row.state in LIVE
    ]  # fmt: skip
    return FindingIn(
        title=cycle.title,
        background=drafting.background(
            cycle.research_theme, cycle.baseline, [(row.title, row.taken_from_it) for row in book.sources]
        ),
        aims=drafting.aims(cycle.research_question, cycle.success_measure),
        methods=drafting.methods(lessons, [row.typifies for row in book.pupils]),
        findings=cycle.progress,
        implications=cycle.reflection,
        next_time=drafting.next_time([(row.text, row.outcome) for row in book.changes]),
        focus=plc.group(session, actor, cycle.group_id).focus[:FOCUS_CHARACTERS_MAX],
        round_ids=list(round_ids),
    )
