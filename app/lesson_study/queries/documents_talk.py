"""What was seen, asked and said in the rounds of a cycle, for its document."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.lesson_study.rules import workbook as told
from app.lesson_study.rules.interviews import QUESTIONS
from app.lesson_study.rules.words import LABELS, LESSONS_MAX
from app.lesson_study.tables import CasePupil, Discussion, DiscussionEntry, EvidenceNote, PupilInterview


def notes(
    session: Session, actor: Actor, round_ids: Sequence[UUID], zone: ZoneInfo
) -> tuple[Mapping[UUID, list[told.NoteTold]], Mapping[UUID, int]]:
    """The newest notes of each round in order of time, as many as a document holds, and how many more there are."""
    here = (
        EvidenceNote.school_id == actor.school_id,
        col(EvidenceNote.round_id).in_(round_ids),
        col(EvidenceNote.withdrawn_at).is_(None),
    )
    statement = (
        select(EvidenceNote, Staff.name, CasePupil.label)
        .join(Staff, (col(Staff.school_id) == EvidenceNote.school_id) & (col(Staff.id) == EvidenceNote.staff_id))
        .join(
            CasePupil,
            (col(CasePupil.school_id) == EvidenceNote.school_id) & (col(CasePupil.id) == EvidenceNote.case_pupil_id),
            isouter=True,
        )
        .where(*here)
        .order_by(col(EvidenceNote.noted_at).desc(), col(EvidenceNote.id).desc())
        .limit(told.NOTES_MAX)
    )
    rows = session.exec(statement).all()
    fitting = told.how_many_fit((len(row.text) for row, _, _ in rows), characters_max=told.NOTE_CHARACTERS_MAX)
    found: dict[UUID, list[told.NoteTold]] = {}
    for row, name, label in reversed(rows[:fitting]):
        note = told.NoteTold(
            round_id=row.round_id, author_id=row.staff_id, author_name=name, label=label or "",
            stage_key=row.stage_key, kind=row.kind, text=row.text, at=row.noted_at.astimezone(zone),
        )  # fmt: skip
        found.setdefault(row.round_id, []).append(note)
    counted = select(EvidenceNote.round_id, func.count()).where(*here).group_by(col(EvidenceNote.round_id))
    return found, {round_id: number - len(found.get(round_id, ())) for round_id, number in session.exec(counted)}


def interviews(
    session: Session, actor: Actor, round_ids: Sequence[UUID], zone: ZoneInfo
) -> Mapping[UUID, list[told.InterviewTold]]:
    """What the case pupils said after each round, by label."""
    statement = (
        select(PupilInterview, Staff.name, CasePupil.label)
        .join(Staff, (col(Staff.school_id) == PupilInterview.school_id) & (col(Staff.id) == PupilInterview.staff_id))
        .join(
            CasePupil,
            (col(CasePupil.school_id) == PupilInterview.school_id)
            & (col(CasePupil.id) == PupilInterview.case_pupil_id),
        )
        .where(PupilInterview.school_id == actor.school_id, col(PupilInterview.round_id).in_(round_ids))
        .order_by(CasePupil.label, col(PupilInterview.id))
        .limit(LESSONS_MAX * len(LABELS))
    )
    found: dict[UUID, list[told.InterviewTold]] = {}
    for row, name, label in session.exec(statement):
        answers = tuple((question, getattr(row, key)) for key, question in QUESTIONS.items())
        found.setdefault(row.round_id, []).append(
            told.InterviewTold(label, name, row.held_at.astimezone(zone), answers)
        )
    return found


def discussions(
    session: Session, actor: Actor, round_ids: Sequence[UUID], zone: ZoneInfo
) -> Mapping[UUID, told.DiscussionTold]:
    """The record of each round's discussion."""
    statement = (
        select(Discussion)
        .where(Discussion.school_id == actor.school_id, col(Discussion.round_id).in_(round_ids))
        .order_by(col(Discussion.id))
        .limit(LESSONS_MAX)
    )
    rows = session.exec(statement).all()
    named = people.names(session, actor, [staff_id for row in rows for staff_id in (row.chair_id, row.recorder_id)])
    said, older = _entries(session, actor, [row.id for row in rows])
    return {
        row.round_id: told.DiscussionTold(
            protocol=row.protocol, chair_name=named[row.chair_id], recorder_name=named[row.recorder_id],
            began_at=row.began_at.astimezone(zone), closed_at=_local(row.closed_at, zone),
            entries=tuple(said.get(row.id, ())), older_entries=older.get(row.id, 0),
        )
        for row in rows
    }  # fmt: skip


def _entries(
    session: Session, actor: Actor, discussion_ids: Sequence[UUID]
) -> tuple[Mapping[UUID, list[told.EntryTold]], Mapping[UUID, int]]:
    here = (DiscussionEntry.school_id == actor.school_id, col(DiscussionEntry.discussion_id).in_(discussion_ids))
    statement = (
        select(DiscussionEntry, CasePupil.label, Staff.name)
        .join(
            CasePupil,
            (col(CasePupil.school_id) == DiscussionEntry.school_id)
            & (col(CasePupil.id) == DiscussionEntry.case_pupil_id),
            isouter=True,
        )
        .join(
            Staff,
            (col(Staff.school_id) == DiscussionEntry.school_id) & (col(Staff.id) == DiscussionEntry.speaker_id),
            isouter=True,
        )
        .where(*here)
        .order_by(col(DiscussionEntry.made_at).desc(), col(DiscussionEntry.id).desc())
        .limit(told.ENTRIES_MAX)
    )
    rows = session.exec(statement).all()
    fitting = told.how_many_fit((len(row.text) for row, _, _ in rows), characters_max=told.ENTRY_CHARACTERS_MAX)
    found: dict[UUID, list[told.EntryTold]] = {}
    for row, label, name in reversed(rows[:fitting]):
        found.setdefault(row.discussion_id, []).append(
            told.EntryTold(row.step_key, label or "", name or "", row.text)
        )  # fmt: skip
    counted = (
        select(DiscussionEntry.discussion_id, func.count()).where(*here).group_by(col(DiscussionEntry.discussion_id))
    )
    return found, {one: number - len(found.get(one, ())) for one, number in session.exec(counted)}


def _local(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant else None
