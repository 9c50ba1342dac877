"""All that a group has written in one cycle, for a file of its own. Complete: a file is taken before things go."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries as people
from app.kernel.actor import Actor
from app.lesson_study.rules.words import LABELS, LESSONS_MAX
from app.lesson_study.schemas.export import (
    CycleExport,
    ExportedChange,
    ExportedClaim,
    ExportedEntry,
    ExportedInterview,
    ExportedLesson,
    ExportedNote,
    ExportedPupil,
    ExportedSource,
)
from app.lesson_study.tables import (
    CasePupil,
    Cycle,
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    MechanismClaim,
    NextChange,
    NotePhoto,
    ProposalVersion,
    PupilInterview,
    ResearchLesson,
    StudySource,
)
from app.plc import queries as plc
from app.study.tables import StudyRound

FORMAT = "kenkyu-cycle/1"
NOTES_MAX = 50_000  # Twelve people with two thousand notes each in two lessons: no group writes more.
LINES_MAX = 10_000


def lessons_of(session: Session, actor: Actor, cycle_id: UUID) -> list[ResearchLesson]:
    """The research lessons of a cycle, in order."""
    statement = select(ResearchLesson).where(
        ResearchLesson.school_id == actor.school_id, ResearchLesson.cycle_id == cycle_id
    )
    return list(session.exec(statement.order_by(col(ResearchLesson.number)).limit(LESSONS_MAX)))


def notes_of(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[EvidenceNote]:
    """The notes of rounds, in order of time; withdrawn ones left out."""
    statement = select(EvidenceNote).where(
        EvidenceNote.school_id == actor.school_id,
        col(EvidenceNote.round_id).in_(round_ids),
        col(EvidenceNote.withdrawn_at).is_(None),
    )
    return list(session.exec(statement.order_by(col(EvidenceNote.noted_at), col(EvidenceNote.id)).limit(NOTES_MAX)))


def exported(
    session: Session, actor: Actor, row: Cycle, lessons: Sequence[ResearchLesson], notes: Sequence[EvidenceNote],
    now: datetime,
) -> CycleExport:  # fmt: skip
    """The whole of *row*, with the *lessons* and *notes* that were read before."""
    pupils = _pupils(session, actor, row.id)
    kept = row.model_dump()
    return CycleExport(
        **{name: kept[name] for name in CycleExport.model_fields if name in kept},
        format=FORMAT, exported_at=now, school_name=people.school(session, actor.school_id).name,
        group_name=plc.group(session, actor, row.group_id).name, sources=_sources(session, actor, row.id),
        pupils=[
            ExportedPupil(
                label=one.label, attributes=one.attributes.split(",") if one.attributes else [], typifies=one.typifies
            )
            for one in pupils
        ],
        mechanisms=_claims(session, actor, row.id),
        lessons=_lessons(session, actor, lessons, notes, {one.id: one.label for one in pupils}),
    )  # fmt: skip


def _pupils(session: Session, actor: Actor, cycle_id: UUID) -> list[CasePupil]:
    statement = select(CasePupil).where(CasePupil.school_id == actor.school_id, CasePupil.cycle_id == cycle_id)
    return list(session.exec(statement.order_by(col(CasePupil.label)).limit(len(LABELS))))


def _sources(session: Session, actor: Actor, cycle_id: UUID) -> list[ExportedSource]:
    statement = select(StudySource).where(StudySource.school_id == actor.school_id, StudySource.cycle_id == cycle_id)
    rows = session.exec(statement.order_by(col(StudySource.added_at), col(StudySource.id)).limit(LINES_MAX))
    return [ExportedSource.model_validate(row) for row in rows]


def _claims(session: Session, actor: Actor, cycle_id: UUID) -> list[ExportedClaim]:
    statement = select(MechanismClaim).where(
        MechanismClaim.school_id == actor.school_id, MechanismClaim.cycle_id == cycle_id
    )
    rows = session.exec(statement.order_by(col(MechanismClaim.number)).limit(LINES_MAX))
    return [ExportedClaim.model_validate(row) for row in rows]


def _lessons(
    session: Session, actor: Actor, rows: Sequence[ResearchLesson], notes: Sequence[EvidenceNote],
    labels: Mapping[UUID, str],
) -> list[ExportedLesson]:  # fmt: skip
    round_ids = [row.round_id for row in rows if row.round_id]
    ids = [row.id for row in rows]
    rounds = _rounds(session, actor, round_ids)
    asked = _interviews(session, actor, round_ids)
    said = _entries(session, actor, round_ids)
    people_ids = (
        {one.staff_id for one in notes}
        | {one.staff_id for one in asked}
        | {one.speaker_id for _, one in said if one.speaker_id}
    )
    names = people.names(session, actor, sorted(people_ids))
    photos, plans = _with_photo(session, actor, round_ids), _proposals(session, actor, ids)
    changes = _changes(session, actor, ids)
    noted, interviews, entries = defaultdict(list), defaultdict(list), defaultdict(list)
    for note in notes:
        noted[note.round_id].append(_note(note, names, labels, photos))
    for one in asked:
        interviews[one.round_id].append(_interview(one, names, labels))
    for round_id, entry in said:
        entries[round_id].append(_entry(entry, names, labels))
    found = []
    for row in rows:
        held, key = (rounds.get(row.round_id), row.round_id) if row.round_id else (None, row.id)
        found.append(
            ExportedLesson(
                number=row.number, round_id=row.round_id, held_on=held.held_on if held else None,
                class_name=held.class_name if held else None, subject=held.subject if held else None,
                proposal=json.loads(plans[row.id]) if row.id in plans else None, notes=noted.get(key, []),
                interviews=interviews.get(key, []), entries=entries.get(key, []), changes=changes.get(row.id, []),
            )
        )  # fmt: skip
    return found


def _rounds(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> dict[UUID, StudyRound]:
    statement = select(StudyRound).where(StudyRound.school_id == actor.school_id, col(StudyRound.id).in_(round_ids))
    return {row.id: row for row in session.exec(statement.order_by(col(StudyRound.id)).limit(LESSONS_MAX))}


def _interviews(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[PupilInterview]:
    statement = select(PupilInterview).where(
        PupilInterview.school_id == actor.school_id, col(PupilInterview.round_id).in_(round_ids)
    )
    return list(session.exec(statement.order_by(col(PupilInterview.held_at), col(PupilInterview.id)).limit(LINES_MAX)))


def _entries(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> list[tuple[UUID, DiscussionEntry]]:
    statement = (
        select(Discussion.round_id, DiscussionEntry)
        .join(
            DiscussionEntry,
            (col(DiscussionEntry.school_id) == Discussion.school_id)
            & (col(DiscussionEntry.discussion_id) == Discussion.id),
        )
        .where(Discussion.school_id == actor.school_id, col(Discussion.round_id).in_(round_ids))
        .order_by(col(DiscussionEntry.made_at), col(DiscussionEntry.id))
        .limit(LINES_MAX)
    )
    return list(session.exec(statement))


def _with_photo(session: Session, actor: Actor, round_ids: Sequence[UUID]) -> frozenset[UUID]:
    statement = (
        select(NotePhoto.note_id)
        .join(
            EvidenceNote,
            (col(EvidenceNote.school_id) == NotePhoto.school_id) & (col(EvidenceNote.id) == NotePhoto.note_id),
        )
        .where(NotePhoto.school_id == actor.school_id, col(EvidenceNote.round_id).in_(round_ids))
        .order_by(col(NotePhoto.note_id))
        .limit(LINES_MAX)
    )
    return frozenset(session.exec(statement))


def _proposals(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> dict[UUID, str]:
    statement = (
        select(ProposalVersion.research_lesson_id, ProposalVersion.body)
        .join(
            ResearchLesson,
            (col(ResearchLesson.school_id) == ProposalVersion.school_id)
            & (col(ResearchLesson.id) == ProposalVersion.research_lesson_id)
            & (col(ResearchLesson.version) == ProposalVersion.number),
        )
        .where(ProposalVersion.school_id == actor.school_id, col(ProposalVersion.research_lesson_id).in_(lesson_ids))
        .order_by(col(ProposalVersion.id))
        .limit(LESSONS_MAX)
    )
    return dict(session.exec(statement).all())


def _changes(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> dict[UUID, list[ExportedChange]]:
    statement = select(NextChange).where(
        NextChange.school_id == actor.school_id, col(NextChange.research_lesson_id).in_(lesson_ids)
    )
    found: dict[UUID, list[ExportedChange]] = {}
    for row in session.exec(statement.order_by(col(NextChange.made_at), col(NextChange.id)).limit(LINES_MAX)):
        found.setdefault(row.research_lesson_id, []).append(ExportedChange.model_validate(row))
    return found


# ---- one line each -------------------------------------------------------------------------------


def _note(
    row: EvidenceNote, names: Mapping[UUID, str], labels: Mapping[UUID, str], photos: Iterable[UUID]
) -> ExportedNote:
    return ExportedNote(
        id=row.id, by_name=names[row.staff_id], label=labels.get(row.case_pupil_id) if row.case_pupil_id else None,
        stage_key=row.stage_key, kind=row.kind, text=row.text, noted_at=row.noted_at,
        photo=f"/api/notes/{row.id}/photo" if row.id in photos else None,
    )  # fmt: skip


def _interview(row: PupilInterview, names: Mapping[UUID, str], labels: Mapping[UUID, str]) -> ExportedInterview:
    return ExportedInterview(
        label=labels.get(row.case_pupil_id, ""), by_name=names[row.staff_id], held_at=row.held_at, enjoyed=row.enjoyed,
        learned=row.learned, can_do_now=row.can_do_now, better_how=row.better_how, helped=row.helped, change=row.change,
    )  # fmt: skip


def _entry(row: DiscussionEntry, names: Mapping[UUID, str], labels: Mapping[UUID, str]) -> ExportedEntry:
    return ExportedEntry(
        step_key=row.step_key, label=labels.get(row.case_pupil_id) if row.case_pupil_id else None,
        speaker_name=names.get(row.speaker_id) if row.speaker_id else None, text=row.text, made_at=row.made_at,
    )  # fmt: skip
