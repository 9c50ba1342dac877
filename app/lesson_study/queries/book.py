"""All of one cycle, read once: what guards, screens and mechanisms are worked out from.

A fixed number of statements, however much the group has written.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.cover import queries as cover
from app.cover import rules as cover_rules
from app.cover.tables import CoverSlot
from app.fair.rules import FindingState
from app.fair.tables import Finding
from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.queries import cycles
from app.lesson_study.rules import guards, proposal
from app.lesson_study.rules.words import DiscussionState
from app.lesson_study.tables import (
    CasePupil,
    Cycle,
    CycleStep,
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    NextChange,
    ProposalVersion,
    PupilInterview,
    PupilWatch,
    ResearchLesson,
    StudySource,
)
from app.plc import rules as plc_rules
from app.plc.rules import MemberRow
from app.study.queries import rounds as study
from app.study.rules import LIVE, RoundState
from app.study.tables import Observation, StudyRound

ROWS_MAX = 500  # Counts by round and pupil, and what was said of pupils: three lessons of six pupils is far less.


@dataclass(frozen=True, slots=True)
class Book:
    """The rows of one cycle. What is keyed by a round has no key for a round without."""

    cycle: Cycle
    members: Sequence[MemberRow]
    lessons: Sequence[ResearchLesson]
    """Those beyond what is planned now as well: they are kept."""
    pupils: Sequence[CasePupil]
    sources: Sequence[StudySource]
    steps: Sequence[CycleStep]
    changes: Sequence[NextChange]
    watches: Sequence[PupilWatch]
    versions: dict[UUID, ProposalVersion]
    """By research lesson."""
    rounds: dict[UUID, StudyRound]
    observations: Sequence[Observation]
    slots: dict[UUID, list[CoverSlot]]
    noted: dict[tuple[UUID, UUID | None], int]
    """How many notes, by round and case pupil; None: of no pupil alone."""
    interviewed: Sequence[tuple[UUID, UUID]]
    """Round and case pupil of each interview."""
    discussions: dict[UUID, Discussion]
    discussed: frozenset[tuple[UUID, UUID]]
    """Round and case pupil of what the records hold."""
    finding: Finding | None
    names: dict[UUID, str]

    def body(self, lesson_id: UUID) -> dict[str, Any]:
        """The proposal in force; empty where nobody has saved one."""
        stored = self.versions.get(lesson_id)
        return json.loads(stored.body) if stored else {}

    def round_of(self, lesson: ResearchLesson) -> StudyRound | None:
        return self.rounds.get(lesson.round_id) if lesson.round_id else None

    def notes_of(self, round_id: UUID) -> int:
        return sum(count for (of_round, _), count in self.noted.items() if of_round == round_id)


def open_book(session: Session, actor: Actor, cycle: Cycle, members: Sequence[MemberRow]) -> Book:
    """Read all of a cycle that *actor* has been found to be inside of."""
    lessons = cycles.lessons(session, actor, cycle.id)
    lesson_ids = [row.id for row in lessons]
    round_ids = [row.round_id for row in lessons if row.round_id is not None]
    rounds = {row.id: row for row in study.by_ids(session, actor, round_ids)}
    sources, changes = cycles.sources(session, actor, cycle.id), cycles.changes(session, actor, lesson_ids)
    watches = cycles.watches(session, actor, lesson_ids)
    versions = cycles.newest_versions(session, actor, lessons)
    observations = study.observations(session, actor, round_ids)
    named = [cycle.created_by, *(row.added_by for row in sources), *(row.by_staff_id for row in changes)]
    named += [row.staff_id for row in watches] + [row.saved_by for row in versions.values()]
    named += [row.host_id for row in rounds.values()] + [row.staff_id for row in observations]
    named += [cycle.other_id] if cycle.other_id else []
    return Book(
        cycle=cycle, members=members, lessons=lessons, pupils=cycles.pupils(session, actor, cycle.id),
        sources=sources, steps=cycles.steps(session, actor, cycle.id), changes=changes, watches=watches,
        versions=versions, rounds=rounds, observations=observations,
        slots=cover.slots_of_rounds(session, actor, round_ids),
        noted=note_counts(session, actor, round_ids), interviewed=_interviewed(session, actor, round_ids),
        discussions=_discussions(session, actor, round_ids), discussed=_discussed(session, actor, round_ids),
        finding=_finding(session, actor, cycle.finding_id), names=people.names(session, actor, named),
    )  # fmt: skip


def facts_of(book: Book, now: datetime) -> guards.Facts:
    """What the guards ask about, from the rows."""
    labels = {row.id: row.label for row in book.pupils}
    return guards.Facts(
        mode=book.cycle.mode,
        group_missing=plc_rules.missing(book.members, is_archived=False),
        question=book.cycle.research_question,
        baseline=book.cycle.baseline,
        measure=book.cycle.success_measure,
        sources=[row.kind for row in book.sources],
        labels=list(labels.values()),
        lessons={row.number: _lesson_facts(book, row, labels) for row in book.lessons},
        progress=book.cycle.progress,
        reflection=book.cycle.reflection,
        has_finding=book.finding is not None and book.finding.state != FindingState.WITHDRAWN,
        is_published=book.finding is not None and book.finding.state == FindingState.PUBLISHED,
        now=now,
    )


def note_counts(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID | None], int]:
    """How many notes there are, by round and case pupil, withdrawn ones left out. One statement."""
    if not round_ids:
        return {}
    statement = (
        select(EvidenceNote.round_id, EvidenceNote.case_pupil_id, func.count())
        .where(
            EvidenceNote.school_id == actor.school_id,
            col(EvidenceNote.round_id).in_(round_ids),
            col(EvidenceNote.withdrawn_at).is_(None),
        )
        .group_by(col(EvidenceNote.round_id), col(EvidenceNote.case_pupil_id))
        .order_by(col(EvidenceNote.round_id), col(EvidenceNote.case_pupil_id))
        .limit(ROWS_MAX)
    )
    return {(round_id, pupil_id): count for round_id, pupil_id, count in session.exec(statement)}


# ---- helpers -------------------------------------------------------------------------------------


def _lesson_facts(book: Book, lesson: ResearchLesson, labels: dict[UUID, str]) -> guards.LessonFacts:
    body = book.body(lesson.id)
    watched = [row for row in book.watches if row.research_lesson_id == lesson.id and row.case_pupil_id in labels]
    row = book.round_of(lesson)
    record = book.discussions.get(row.id) if row else None
    return guards.LessonFacts(
        has_objective=bool(body.get("learning_objective")),
        with_criterion=proposal.with_criterion(body),
        with_prediction=proposal.predicted(body),
        watched=frozenset(labels[one.case_pupil_id] for one in watched),
        watchers=frozenset(book.names[one.staff_id] for one in watched),
        round=_round_facts(book, row) if row else None,
        noted=frozenset(
            labels[pupil_id] for of_round, pupil_id in book.noted
            if row is not None and of_round == row.id and pupil_id in labels
        ),
        notes=book.notes_of(row.id) if row else 0,
        interviewed=frozenset(labels[pupil] for of, pupil in book.interviewed if row and of == row.id),
        discussed=frozenset(labels[pupil] for of, pupil in book.discussed if row and of == row.id),
        has_record=record is not None,
        is_record_closed=record is not None and record.state == DiscussionState.CLOSED,
        changes=sum(change.research_lesson_id == lesson.id for change in book.changes),
    )  # fmt: skip


def _round_facts(book: Book, row: StudyRound) -> guards.RoundFacts:
    return guards.RoundFacts(
        is_live=row.state in LIVE,
        is_discussed=row.state == RoundState.DISCUSSED,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        debrief_starts_at=row.debrief_starts_at,
        debrief_minutes=int((row.debrief_ends_at - row.debrief_starts_at).total_seconds()) // 60,
        open_cover=sum(slot.state in cover_rules.OPEN for slot in book.slots.get(row.id, [])),
        observers=frozenset(book.names[one.staff_id] for one in book.observations if one.round_id == row.id)
        | {book.names[row.host_id]},
    )


def _interviewed(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    if not round_ids:
        return []
    statement = (
        select(PupilInterview.round_id, PupilInterview.case_pupil_id)
        .where(PupilInterview.school_id == actor.school_id, col(PupilInterview.round_id).in_(round_ids))
        .order_by(col(PupilInterview.round_id), col(PupilInterview.case_pupil_id))
        .limit(ROWS_MAX)
    )
    return [(round_id, pupil_id) for round_id, pupil_id in session.exec(statement)]


def is_talked_of(session: Session, actor: Actor, round_id: UUID) -> bool:
    """Whether a pupil was interviewed after a round, or its discussion has begun."""
    return bool(_interviewed(session, actor, [round_id])) or bool(_discussions(session, actor, [round_id]))


def _discussions(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> dict[UUID, Discussion]:
    if not round_ids:
        return {}
    statement = select(Discussion).where(
        Discussion.school_id == actor.school_id, col(Discussion.round_id).in_(round_ids)
    )
    return {row.round_id: row for row in session.exec(statement.order_by(col(Discussion.id)).limit(ROWS_MAX))}


def _discussed(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> frozenset[tuple[UUID, UUID]]:
    if not round_ids:
        return frozenset()
    statement = (
        select(Discussion.round_id, DiscussionEntry.case_pupil_id)
        .join(
            Discussion,
            (col(Discussion.school_id) == DiscussionEntry.school_id)
            & (col(Discussion.id) == DiscussionEntry.discussion_id),
        )
        .where(
            DiscussionEntry.school_id == actor.school_id,
            col(Discussion.round_id).in_(round_ids),
            col(DiscussionEntry.case_pupil_id).is_not(None),
        )
        .distinct()
        .order_by(col(Discussion.round_id), col(DiscussionEntry.case_pupil_id))
        .limit(ROWS_MAX)
    )
    return frozenset((round_id, pupil_id) for round_id, pupil_id in session.exec(statement) if pupil_id is not None)


def _finding(session: Session, actor: Actor, finding_id: UUID | None) -> Finding | None:
    if finding_id is None:
        return None
    return session.exec(
        select(Finding).where(Finding.school_id == actor.school_id, Finding.id == finding_id)
    ).one_or_none()
