"""Deleting on the dates that the school has set, with proof: what went, how much, and when, in the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlmodel import Session, col

from app.audit import actions as audit
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.lesson_study.queries import pupil_keys
from app.lesson_study.queries import retention as queries
from app.lesson_study.queries.retention import EvidenceCounts, Owner, Terms
from app.lesson_study.tables import (
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    EvidenceRead,
    NotePhoto,
    PupilInterview,
    PupilKey,
)
from app.pupils import actions as pupils
from app.pupils import queries as pupils_queries
from app.pupils.schemas import RetentionIn
from app.pupils.tables import RetentionChoice
from app.school_year import queries as calendar


@dataclass(frozen=True, slots=True)
class Expired:
    """What one run has deleted."""

    keys: int
    cycles: int
    """Cycles, and rounds outside cycles, whose evidence went."""
    notes: int
    photos: int
    interviews: int
    entries: int
    reads: int

    @property
    def rows(self) -> int:
        return self.keys + self.notes + self.photos + self.interviews + self.entries + self.reads


def terms(session: Session, school_id: UUID, now: datetime) -> Terms:
    """How long a school keeps what, and which day it is there."""
    zone = ZoneInfo(people.school(session, school_id).zone)
    evidence_months, key_days = pupils_queries.retention_of(session, school_id)
    return Terms(school_id, zone, clock.local_date(now, zone), evidence_months, key_days)


def expire(session: Session, school_id: UUID, now: datetime) -> Expired:
    """Delete keys and evidence of one school whose day has come. Run again, it finds nothing."""
    on = terms(session, school_id, now)
    keys = queries.old_keys(session, on, until=on.today, lock=True)
    gone = [one.row.id for one in keys]
    session.execute(delete(PupilKey).where(col(PupilKey.school_id) == school_id, col(PupilKey.id).in_(gone)))
    for one in keys:
        detail = {"ends_on": one.goes_on}
        audit.write(session, None, school_id, "pupil_key.expired", "cycle", one.row.cycle_id, detail, now)
    owners = queries.owners(session, on, until=on.today, lock=True)
    round_ids = [round_id for owner in owners for round_id in owner.round_ids]
    of_rounds = queries.counts(session, school_id, round_ids)
    _delete_evidence(session, school_id, round_ids)
    total, cycles = EvidenceCounts(), 0
    for owner in owners:
        much = sum((of_rounds[round_id] for round_id in owner.round_ids), EvidenceCounts())
        if much == EvidenceCounts():
            continue  # Another worker was here between the two statements, and has written it down.
        _prove(session, on, owner, much, now)
        total, cycles = total + much, cycles + 1
    return Expired(len(keys), cycles, total.notes, total.photos, total.interviews, total.entries, total.reads)


def choose(session: Session, actor: Actor, wish: RetentionIn, if_match: str | None, now: datetime) -> RetentionChoice:
    """Say how long things are kept. Keys that groups keep are dated anew: the school's date holds for all.

    A key whose day has come is gone, even if nobody has deleted it yet: it does not come back.
    """
    today = calendar.today(session, actor, now)
    row = pupils.choose_retention(session, actor, wish, if_match, today, now)
    ends_on = pupil_keys.new_key_ends_on(session, actor, today)
    for key in pupil_keys.keys(session, actor):
        if key.ends_on > today:
            key.ends_on = ends_on
    session.flush()
    return row


def _delete_evidence(session: Session, school_id: UUID, round_ids: Sequence[UUID]) -> None:
    notes = select(col(EvidenceNote.id)).where(
        col(EvidenceNote.school_id) == school_id, col(EvidenceNote.round_id).in_(round_ids)
    )
    talks = select(col(Discussion.id)).where(
        col(Discussion.school_id) == school_id, col(Discussion.round_id).in_(round_ids)
    )
    of_photos = (col(NotePhoto.school_id) == school_id) & col(NotePhoto.note_id).in_(notes)
    of_entries = (col(DiscussionEntry.school_id) == school_id) & col(DiscussionEntry.discussion_id).in_(talks)
    of_notes = (col(EvidenceNote.school_id) == school_id) & col(EvidenceNote.round_id).in_(round_ids)
    of_interviews = (col(PupilInterview.school_id) == school_id) & col(PupilInterview.round_id).in_(round_ids)
    of_reads = (col(EvidenceRead.school_id) == school_id) & col(EvidenceRead.round_id).in_(round_ids)
    options = {"synchronize_session": False}
    session.execute(delete(NotePhoto).where(of_photos), execution_options=options)
    session.execute(delete(EvidenceNote).where(of_notes), execution_options=options)
    session.execute(delete(PupilInterview).where(of_interviews), execution_options=options)
    session.execute(delete(DiscussionEntry).where(of_entries), execution_options=options)
    session.execute(delete(EvidenceRead).where(of_reads), execution_options=options)


def _prove(session: Session, on: Terms, owner: Owner, much: EvidenceCounts, now: datetime) -> None:
    kind, subject_id = ("cycle", owner.cycle_id) if owner.cycle_id else ("round", owner.round_ids[0])
    detail: dict[str, int | date | None] = {
        "ended_on": owner.ended_on, "due_on": owner.goes_on, "evidence_months": on.evidence_months,
        "notes": much.notes, "photos": much.photos, "interviews": much.interviews, "entries": much.entries,
        "reads": much.reads,
    }  # fmt: skip
    audit.write(session, None, on.school_id, "evidence.expired", kind, subject_id, detail, now)
