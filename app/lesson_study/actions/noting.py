"""Writes about notes: taking what a phone has kept, withdrawing, and writing down who has read."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.kernel.errors import DomainError, Forbidden
from app.lesson_study.evidence_errors import DiscussionClosed, NoteDiffers, NoteUnusable, TooManyNotes
from app.lesson_study.queries import discussions, evidence
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules import evidence as rules
from app.lesson_study.rules.evidence import NoteOutcome, PhoneClock, ReadPlace
from app.lesson_study.rules.words import NoteKind
from app.lesson_study.schemas.evidence import (
    NoteIn,
    NoteProblem,
    NoteResult,
    NotesIn,
    NotesTaken,
    UnusableNote,
)
from app.lesson_study.tables import EvidenceNote, EvidenceRead, NotePhoto
from app.plc import access as plc_access
from app.study.rules import RoundState

CALLED_OFF: Mapping[RoundState, str] = {
    RoundState.CANCELLED: "This lesson was called off. Your notes are kept with it all the same.",
    RoundState.STALE: "The timetable has changed, and this lesson does not take place as planned. Your notes are kept.",
}


def take(session: Session, actor: Actor, round_id: UUID, wish: NotesIn, now: datetime) -> NotesTaken:
    """Store what a phone sends, each note once, however often and from how many places it is sent.

    What cannot be stored is refused note by note. Nothing is lost because a lesson was called off, talked over
    already, or planned for another pupil meanwhile: it is stored, and the sender is told.
    """
    seen = evidence.round_seen(session, actor, round_id)
    plc_access.require_member(actor, seen.members)
    clock = rules.phone_clock(sent_at=wish.sent_at, received_at=now)
    rows: dict[UUID, EvidenceNote] = {}
    for note in wish.notes:
        if isinstance(note, NoteIn):
            rows.setdefault(note.id, row_of(actor, seen, note, clock))
    room = rules.NOTES_A_PERSON_MAX - evidence.count_of_mine(session, actor, round_id, kinds=tuple(NoteKind))
    known = evidence.notes_by_ids(session, actor, rows)
    fresh = [row for id_, row in rows.items() if id_ not in known]
    stored = insert_new(session, fresh[: max(0, room)])
    here = known | evidence.notes_by_ids(session, actor, [row.id for row in fresh])
    results = []
    for note in wish.notes:
        results.append(_result(note, actor, seen, clock, stored, here))
        if isinstance(note, NoteIn):
            stored.discard(note.id)  # Twice in one sending: the second is there already, or differs.
    return NotesTaken(results=results, clock_off_seconds=clock.off_seconds, told=_told(seen, wish, clock))


def row_of(actor: Actor, seen: RoundSeen, note: NoteIn, clock: PhoneClock) -> EvidenceNote:
    """A note as it would be stored. A pupil whom the plan does not have (any more) is left out."""
    return EvidenceNote(
        id=note.id, school_id=actor.school_id, round_id=seen.row.id, staff_id=actor.staff_id,
        case_pupil_id=note.case_pupil_id if note.case_pupil_id in seen.labels else None, stage_key=note.stage_key,
        kind=note.kind, text=note.text, noted_at=clock.seen_at(note.device_at), device_at=note.device_at,
        received_at=clock.received_at,
    )  # fmt: skip


def insert_new(session: Session, rows: Sequence[EvidenceNote]) -> set[UUID]:
    """Store those of *rows* whose id nobody has; answers with their ids.

    A second sending of the same ids waits here until the first has ended, on both engines.
    """
    if not rows:
        return set()
    values = [row.model_dump() for row in sorted(rows, key=lambda row: row.id)]
    statement = _insert_of(session)(EvidenceNote).values(values).on_conflict_do_nothing()
    return set(session.execute(statement.returning(col(EvidenceNote.id))).scalars())


def is_same(row: EvidenceNote, actor: Actor, like: EvidenceNote) -> bool:
    """Whether *row* is what *like* says, of the same person in the same round."""
    if (row.staff_id, row.round_id) != (actor.staff_id, like.round_id):
        return False
    if row.withdrawn_at is not None:
        return True  # The text is gone, and a phone that still has it does not bring it back.
    fields = ("case_pupil_id", "stage_key", "kind", "text", "device_at")
    return all(getattr(row, field) == getattr(like, field) for field in fields)


def withdraw(session: Session, actor: Actor, note_id: UUID, now: datetime) -> None:
    """Take one's own note back, for good: text and photograph are deleted. Again is no error.

    Raises:
        DiscussionClosed: it was talked over, and the record is closed.
    """
    note = evidence.note(session, actor, note_id, lock=True)
    if note.staff_id != actor.staff_id:
        raise Forbidden
    if note.withdrawn_at is not None:
        return
    talk = discussions.of_round(session, actor, note.round_id, lock=True)
    if talk is not None and talk.closed_at is not None:
        raise DiscussionClosed(closed_at=talk.closed_at)
    note.text, note.withdrawn_at = "", now
    mine = (col(NotePhoto.school_id) == actor.school_id) & (col(NotePhoto.note_id) == note.id)
    session.execute(delete(NotePhoto).where(mine))
    session.flush()


def write_down_reading(
    session: Session,
    actor: Actor,
    round_id: UUID,
    notes: Sequence[EvidenceNote],
    where: ReadPlace,
    now: datetime,
    *,
    is_more: bool = False,
) -> None:
    """Note for each author that *actor* reads their notes. Whoever has the same open for a while reads them once.

    With *is_more*, these are other notes than those that were shown in the same place a moment ago.
    """
    read = Counter(note.staff_id for note in notes if note.staff_id != actor.staff_id)
    if not read:
        return
    since = now - rules.READ_AGAIN_AFTER
    lately = {} if is_more else evidence.just_read(session, actor, round_id, where, since)
    session.add_all(
        EvidenceRead(
            school_id=actor.school_id, round_id=round_id, author_id=author_id, reader_id=actor.staff_id, notes=count,
            where_read=where, read_at=now,
        )
        for author_id, count in sorted(read.items()) if count > lately.get(author_id, 0)
    )  # fmt: skip
    session.flush()


# ---- helpers -------------------------------------------------------------------------------------


def _insert_of(session: Session) -> Callable[..., Any]:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def _result(
    note: NoteIn | UnusableNote,
    actor: Actor,
    seen: RoundSeen,
    clock: PhoneClock,
    stored: set[UUID],
    here: Mapping[UUID, EvidenceNote],
) -> NoteResult:
    if isinstance(note, UnusableNote):
        return _refused(note.id, NoteUnusable(why=note.why))
    if note.id in stored:
        return NoteResult(id=str(note.id), outcome=NoteOutcome.STORED)
    row = here.get(note.id)
    if row is None:
        return _refused(str(note.id), TooManyNotes(notes_max=rules.NOTES_A_PERSON_MAX))
    if is_same(row, actor, row_of(actor, seen, note, clock)):
        return NoteResult(id=str(note.id), outcome=NoteOutcome.ALREADY)
    return _refused(str(note.id), NoteDiffers())


def _refused(note_id: str, error: DomainError) -> NoteResult:
    problem = NoteProblem(type=f"/problems/{error.code}", title=error.title, detail=str(error))
    return NoteResult(id=note_id, outcome=NoteOutcome.REFUSED, problem=problem)


def _told(seen: RoundSeen, wish: NotesIn, clock: PhoneClock) -> list[str]:
    told = [CALLED_OFF[seen.row.state]] if seen.row.state in CALLED_OFF else []
    if seen.closed_at is not None:
        told.append("The discussion of this lesson is closed. Your notes are kept, and were not talked over.")
    if clock.off_seconds:
        told.append(f"Your phone's clock is {rules.off_words(clock.off)}. Your notes have the right time here.")
    pupils = {note.case_pupil_id for note in wish.notes if isinstance(note, NoteIn) and note.case_pupil_id}
    if pupils - seen.labels.keys():
        told.append("A case pupil of yours is not in the plan any more: notes about them are kept for the whole class.")
    return told
