"""Reads of post-lesson discussions and their record, for the group alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.queries import cycles, evidence, interviews
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules import discussion as rules
from app.lesson_study.rules.words import CycleState, DiscussionProtocol, DiscussionState
from app.lesson_study.schemas.discussions import (
    ChairOut,
    DiscussionOut,
    DiscussionStep,
    PupilEvidence,
    RecordEntryOut,
)
from app.lesson_study.schemas.evidence import NoteOut
from app.lesson_study.schemas.interviews import PupilLabel
from app.lesson_study.schemas.proposals import ChangeOut
from app.lesson_study.tables import Cycle, Discussion, DiscussionEntry, EvidenceNote
from app.plc import access as plc_access


def discussion(
    session: Session, actor: Actor, discussion_id: UUID, *, lock: bool = False
) -> tuple[Discussion, RoundSeen]:
    """A discussion and its round, for the group.

    Raises:
        NotFound: there is none, or *actor* may not know of it.
        Forbidden: *actor* does not belong to the group.
    """
    statement = select(Discussion).where(Discussion.school_id == actor.school_id, Discussion.id == discussion_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found, evidence.round_seen(session, actor, found.round_id)


def begun(session: Session, actor: Actor, round_id: UUID) -> tuple[Discussion, RoundSeen]:
    """The discussion of a round, for the group. As `discussion`."""
    seen = evidence.round_seen(session, actor, round_id)
    row = of_round(session, actor, round_id)
    if row is None:
        raise NotFound
    return row, seen


def of_round(session: Session, actor: Actor, round_id: UUID, *, lock: bool = False) -> Discussion | None:
    """The discussion of a round. The caller has let *actor* in."""
    statement = select(Discussion).where(Discussion.school_id == actor.school_id, Discussion.round_id == round_id)
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def entries(session: Session, actor: Actor, discussion_id: UUID) -> list[DiscussionEntry]:
    """The record, in the order in which it was written."""
    statement = (
        select(DiscussionEntry)
        .where(DiscussionEntry.school_id == actor.school_id, DiscussionEntry.discussion_id == discussion_id)
        .order_by(col(DiscussionEntry.made_at), col(DiscussionEntry.id))
        .limit(rules.ENTRIES_MAX)
    )
    return list(session.exec(statement))


def entry_count(session: Session, actor: Actor, discussion_id: UUID) -> int:
    statement = select(func.count()).select_from(DiscussionEntry)
    return session.exec(
        statement.where(DiscussionEntry.school_id == actor.school_id, DiscussionEntry.discussion_id == discussion_id)
    ).one()


def entry(session: Session, actor: Actor, entry_id: UUID) -> DiscussionEntry | None:
    """One point of any record of the school; whose it is, the caller looks."""
    statement = select(DiscussionEntry).where(
        DiscussionEntry.school_id == actor.school_id, DiscussionEntry.id == entry_id
    )
    return session.exec(statement.execution_options(populate_existing=True)).one_or_none()


def protocol_of_cycle(session: Session, actor: Actor, seen: RoundSeen) -> DiscussionProtocol:
    """The protocol that the round's cycle has chosen; the UK's for a round outside a cycle."""
    if seen.lesson is None:
        return DiscussionProtocol.UK
    statement = select(Cycle.protocol).where(Cycle.school_id == actor.school_id, Cycle.id == seen.lesson.cycle_id)
    return DiscussionProtocol(session.exec(statement).one())


def evidence_missing(row: Discussion, record: Sequence[DiscussionEntry], seen: RoundSeen) -> list[str]:
    """The case pupils of whom nothing is in the record yet."""
    labels = seen.labels
    entered = {(one.step_key, labels.get(one.case_pupil_id) if one.case_pupil_id else None) for one in record}
    return rules.evidence_missing(row.protocol, list(labels.values()), entered)


# ---- as it is shown --------------------------------------------------------------------------------


def discussion_out(
    session: Session, actor: Actor, row: Discussion, seen: RoundSeen, notes: Sequence[EvidenceNote], now: datetime
) -> DiscussionOut:
    """A discussion with all that is talked over in it: the round's notes, interviews and changes."""
    record = entries(session, actor, row.id)
    names = people.names(session, actor, [row.chair_id, row.recorder_id, *_people_of(record)])
    is_open = row.state == DiscussionState.OPEN
    is_member = plc_access.is_member(actor, seen.members)
    held = interviews.interviews_of(session, actor, row.round_id)
    return DiscussionOut(
        id=row.id, round_id=row.round_id, version=row.version, protocol=row.protocol, state=row.state,
        chair=ChairOut(staff_id=row.chair_id, name=names[row.chair_id]),
        recorder=ChairOut(staff_id=row.recorder_id, name=names[row.recorder_id]),
        step=row.step, step_began_at=row.step_began_at, server_now=now, began_at=row.began_at,
        closed_at=row.closed_at, steps=_steps(actor, row, record, seen.labels, names),
        evidence_missing=evidence_missing(row, record, seen),
        pupils=[PupilLabel(id=pupil.id, label=pupil.label) for pupil in seen.pupils],
        evidence=_by_pupil(evidence.notes_out(session, actor, notes, seen), seen),
        interviews=interviews.interviews_out(session, actor, held, seen.labels),
        may_lead=is_open and may_lead(actor, row), may_record=is_open and is_member,
        research_lesson_id=seen.lesson.id if seen.lesson else None, changes=_changes(session, actor, seen),
    )  # fmt: skip


def may_lead(actor: Actor, row: Discussion) -> bool:
    return actor.staff_id in (row.chair_id, row.recorder_id)


def entries_out(
    actor: Actor, record: Sequence[DiscussionEntry], labels: dict[UUID, str], names: dict[UUID, str]
) -> list[RecordEntryOut]:
    """Points of the record as they are shown."""
    return [
        RecordEntryOut(
            id=one.id, step_key=one.step_key, case_pupil_id=one.case_pupil_id, text=one.text,
            label=labels.get(one.case_pupil_id) if one.case_pupil_id else None,
            speaker_name=names[one.speaker_id] if one.speaker_id else None, by_name=names[one.by_staff_id],
            is_mine=one.by_staff_id == actor.staff_id, made_at=one.made_at,
        )
        for one in record
    ]  # fmt: skip


def entry_out(session: Session, actor: Actor, row: DiscussionEntry, seen: RoundSeen) -> RecordEntryOut:
    return entries_out(actor, [row], seen.labels, people.names(session, actor, _people_of([row])))[0]


def _people_of(record: Sequence[DiscussionEntry]) -> list[UUID]:
    return [one.by_staff_id for one in record] + [one.speaker_id for one in record if one.speaker_id]


def _steps(
    actor: Actor, row: Discussion, record: Sequence[DiscussionEntry], labels: dict[UUID, str], names: dict[UUID, str]
) -> list[DiscussionStep]:
    shown = entries_out(actor, record, labels, names)
    is_closed = row.state == DiscussionState.CLOSED
    return [
        DiscussionStep(
            key=step.key, title=step.title, text=step.text, minutes=step.minutes, who=step.who,
            per_pupil=step.per_pupil, is_evidence=step.is_evidence, is_teaching=step.is_teaching,
            state=rules.step_state(number, row.step, is_closed=is_closed),
            entries=[one for one in shown if one.step_key == step.key],
        )
        for number, step in enumerate(rules.steps_of(row.protocol))
    ]  # fmt: skip


def _by_pupil(notes: Sequence[NoteOut], seen: RoundSeen) -> list[PupilEvidence]:
    """The notes pupil by pupil; those about the whole class come last, if there are any."""
    shown = [
        PupilEvidence(label=label, notes=[note for note in notes if note.label == label])
        for label in (*seen.labels.values(), None)
    ]
    return [one for one in shown if one.label is not None or one.notes]


def _changes(session: Session, actor: Actor, seen: RoundSeen) -> list[ChangeOut]:
    if seen.lesson is None:
        return []
    lesson = seen.lesson
    rows = cycles.changes(session, actor, [lesson.id])
    names = people.names(session, actor, [row.by_staff_id for row in rows])
    of_cycle = select(Cycle.state).where(Cycle.school_id == actor.school_id, Cycle.id == lesson.cycle_id)
    is_running = session.exec(of_cycle).one() == CycleState.ACTIVE
    return [
        ChangeOut(
            id=row.id, research_lesson_id=lesson.id, lesson_number=lesson.number, text=row.text, by_on=row.by_on,
            outcome=row.outcome, checked_at=row.checked_at, by_name=names[row.by_staff_id], made_at=row.made_at,
            may_remove=is_running and row.checked_at is None,
        )
        for row in rows
    ]  # fmt: skip
