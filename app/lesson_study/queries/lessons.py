"""Research lessons as they are sent."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.queries import book as books
from app.lesson_study.queries import cycles, named
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import guards, proposal
from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import CycleState, PupilAttribute, Stage
from app.lesson_study.schemas.proposals import (
    CasePupilOut,
    ChangeOut,
    LessonState,
    ObserverOut,
    Proposal,
    ProposalVersionLine,
    ProposalVersionOut,
    ResearchLessonLine,
    ResearchLessonOut,
    WatchOut,
)
from app.lesson_study.tables import CasePupil, NextChange, ProposalVersion, ResearchLesson
from app.plc import access as plc_access
from app.study.rules import RoundState
from app.study.tables import StudyRound

OF_ROUND: Mapping[RoundState, LessonState] = {
    RoundState.SCHEDULED: "scheduled",
    RoundState.TAUGHT: "taught",
    RoundState.DISCUSSED: "discussed",
    RoundState.CANCELLED: "cancelled",
    RoundState.STALE: "stale",
}
EMPTY_VERSION = 1


def lesson_out(
    session: Session, actor: Actor, lesson_id: UUID, now: datetime, secret: str | None = None, *, merged: bool = False
) -> ResearchLessonOut:
    """A research lesson in full. With *secret*, what may be pupils' names in its texts is said."""
    row, cycle, members = cycles.lesson(session, actor, lesson_id)
    book = books.open_book(session, actor, cycle, members)
    stored, body = book.versions.get(row.id), book.body(row.id)
    flat = proposal.flatten(body)
    before = [one for one in book.lessons if one.number == row.number - 1]
    carried = [change for change in book.changes if before and change.research_lesson_id == before[0].id]
    return ResearchLessonOut(
        id=row.id, cycle_id=cycle.id, group_id=cycle.group_id, number=row.number, round_id=row.round_id,
        state=lesson_state(book, row, now), version=row.version, proposal=Proposal.model_validate(body),
        saved_by_name=book.names.get(stored.saved_by) if stored else None,
        saved_at=stored.saved_at if stored else None, watch=_watch_out(book, row),
        observers=[
            ObserverOut(staff_id=one.staff_id, name=book.names[one.staff_id])
            for one in book.observations if one.round_id == row.round_id
        ],
        pupils=[pupil_out(pupil) for pupil in book.pupils],
        earlier_changes=[change_line(book, change) for change in carried],
        may_edit=cycle.state == CycleState.ACTIVE and plc_access.is_member(actor, members),
        merged=merged, names=named.names(session, actor, secret, flat),
    )  # fmt: skip


def lesson_lines(book: Book, now: datetime) -> list[ResearchLessonLine]:
    """The research lessons that a cycle plans, by number."""
    return [_line(book, row, now) for row in book.lessons if row.number <= book.cycle.lessons_planned]


def lesson_state(book: Book, lesson: ResearchLesson, now: datetime) -> LessonState:
    """Where a research lesson stands: as its round, once it has one; before, by its plan."""
    row = book.round_of(lesson)
    if row is not None:
        return OF_ROUND[row.state]
    facts = books.facts_of(book, now)
    return "draft" if guards.missing(Step(Stage.PLAN, lesson.number), facts) else "planned"


def pupil_out(row: CasePupil) -> CasePupilOut:
    return CasePupilOut(
        id=row.id, label=row.label, typifies=row.typifies,
        attributes=[PupilAttribute(word) for word in row.attributes.split(",") if word],
    )  # fmt: skip


def change_line(book: Book, row: NextChange) -> ChangeOut:
    """A change as part of its cycle."""
    number = next(lesson.number for lesson in book.lessons if lesson.id == row.research_lesson_id)
    is_running = book.cycle.state == CycleState.ACTIVE
    return _change(row, number, book.names[row.by_staff_id], is_running=is_running)


def change_out(session: Session, actor: Actor, row: NextChange, secret: str | None) -> ChangeOut:
    """One change alone, as it has just been written in a running cycle."""
    lesson, _, _ = cycles.lesson(session, actor, row.research_lesson_id)
    by = people.names(session, actor, [row.by_staff_id])[row.by_staff_id]
    answer = _change(row, lesson.number, by, is_running=True)
    answer.names = named.names(session, actor, secret, {"text": row.text, "outcome": row.outcome})
    return answer


def version_lines(session: Session, actor: Actor, rows: Sequence[ProposalVersion]) -> list[ProposalVersionLine]:
    """Who saved when."""
    by = people.names(session, actor, [row.saved_by for row in rows])
    return [
        ProposalVersionLine(
            number=row.number, saved_by_name=by[row.saved_by], saved_at=row.saved_at, is_merged=row.is_merged
        )
        for row in rows
    ]


def version_out(session: Session, actor: Actor, row: ProposalVersion) -> ProposalVersionOut:
    """One version in full."""
    line = version_lines(session, actor, [row])[0]
    return ProposalVersionOut(**line.model_dump(), proposal=Proposal.model_validate(json.loads(row.body)))


# ---- helpers -------------------------------------------------------------------------------------


def _line(book: Book, row: ResearchLesson, now: datetime) -> ResearchLessonLine:
    held: StudyRound | None = book.round_of(row)
    return ResearchLessonLine(
        id=row.id, number=row.number, round_id=row.round_id, state=lesson_state(book, row, now),
        held_on=held.held_on if held else None, period=held.period if held else None,
        host_name=book.names[held.host_id] if held else None, class_name=held.class_name if held else None,
        notes_count=book.notes_of(held.id) if held else 0, version=row.version,
    )  # fmt: skip


def _watch_out(book: Book, lesson: ResearchLesson) -> list[WatchOut]:
    labels = {row.id: row.label for row in book.pupils}
    watched: dict[UUID, list[str]] = {}
    for one in book.watches:
        if one.research_lesson_id == lesson.id:
            watched.setdefault(one.staff_id, []).append(labels[one.case_pupil_id])
    return [
        WatchOut(staff_id=staff_id, name=book.names[staff_id], pupil_labels=sorted(found))
        for staff_id, found in sorted(watched.items(), key=lambda item: (book.names[item[0]], item[0]))
    ]


def _change(row: NextChange, number: int, by_name: str, *, is_running: bool) -> ChangeOut:
    return ChangeOut(
        id=row.id, research_lesson_id=row.research_lesson_id, lesson_number=number, text=row.text, by_on=row.by_on,
        outcome=row.outcome, checked_at=row.checked_at, by_name=by_name, made_at=row.made_at,
        may_remove=is_running and row.checked_at is None,
    )  # fmt: skip
