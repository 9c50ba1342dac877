"""Reads about what has been kept long enough. Whose evidence it is: a cycle's, or that of a round outside cycles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.kernel import clock
from app.lesson_study.schemas.retention import DueKind, RetentionDue
from app.lesson_study.tables import (
    Cycle,
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    EvidenceRead,
    NotePhoto,
    PupilInterview,
    PupilKey,
    ResearchLesson,
)
from app.plc.tables import PlcGroup
from app.pupils import rules
from app.study.tables import StudyRound

ROUNDS_MAX = 2_000  # Of one run; what is left goes in the next.
KEYS_MAX = 1_000
DUE_DAYS = 60
MONTH_DAYS_MIN = 28


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a school keeps what, and which day it is there."""

    school_id: UUID
    zone: ZoneInfo
    today: date
    evidence_months: int
    key_days: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose evidence it is, the day it is counted from, and the rounds that it comes from."""

    group_id: UUID
    group_name: str
    title: str
    cycle_id: UUID | None
    ended_on: date
    goes_on: date
    round_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class OldKey:
    """A key to labels, and the day on which it is gone."""

    row: PupilKey
    group_id: UUID
    group_name: str
    title: str
    goes_on: date


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How much there is of each kind."""

    notes: int = 0
    photos: int = 0
    interviews: int = 0
    entries: int = 0
    reads: int = 0

    def __add__(self, other: "EvidenceCounts") -> "EvidenceCounts":
        return EvidenceCounts(
            self.notes + other.notes, self.photos + other.photos, self.interviews + other.interviews,
            self.entries + other.entries, self.reads + other.reads,
        )  # fmt: skip


def owners(
    session: Session, terms: Terms, *, until: date, group_ids: Sequence[UUID] | None = None, lock: bool = False
) -> list[Owner]:
    """Whose evidence goes on *until* or earlier, the first to go first; of some groups only, if so asked.

    With *lock*, what another worker is at is left to it.
    """
    newest = until - timedelta(days=MONTH_DAYS_MIN * terms.evidence_months)
    ended_before = datetime.combine(newest, datetime.min.time(), terms.zone) + timedelta(days=1)
    statement = (
        select(StudyRound, PlcGroup.name, Cycle)
        .join(PlcGroup, (col(PlcGroup.school_id) == StudyRound.school_id) & (col(PlcGroup.id) == StudyRound.group_id))
        .join(
            ResearchLesson,
            (col(ResearchLesson.school_id) == StudyRound.school_id) & (col(ResearchLesson.round_id) == StudyRound.id),
            isouter=True,
        )
        .join(
            Cycle,
            (col(Cycle.school_id) == ResearchLesson.school_id) & (col(Cycle.id) == ResearchLesson.cycle_id),
            isouter=True,
        )
        .where(
            StudyRound.school_id == terms.school_id,
            or_(
                col(Cycle.ended_at) < ended_before,
                col(Cycle.id).is_(None) & (col(StudyRound.held_on) <= newest),
            ),
            _has_evidence(),
        )
        .order_by(col(StudyRound.held_on), col(StudyRound.id))
        .limit(ROUNDS_MAX)
    )
    if group_ids is not None:
        statement = statement.where(col(StudyRound.group_id).in_(group_ids))
    if lock:
        statement = statement.with_for_update(of=StudyRound, skip_locked=True)
    found: dict[UUID, list[tuple[StudyRound, str, Cycle | None]]] = defaultdict(list)
    for row, name, cycle in session.execute(statement):
        found[cycle.id if cycle else row.id].append((row, name, cycle))
    everybody = [_owner(terms, of_one) for of_one in found.values()]
    return sorted((one for one in everybody if one.goes_on <= until), key=lambda one: one.goes_on)


def _owner(terms: Terms, rounds: Sequence[tuple[StudyRound, str, Cycle | None]]) -> Owner:
    row, group_name, cycle = rounds[0]
    ended_on = row.held_on
    if cycle is not None and cycle.ended_at is not None:
        ended_on = clock.local_date(cycle.ended_at, terms.zone)
    return Owner(
        group_id=row.group_id, group_name=group_name, title=cycle.title if cycle else row.class_name,
        cycle_id=cycle.id if cycle else None, ended_on=ended_on,
        goes_on=rules.after_months(ended_on, terms.evidence_months), round_ids=tuple(one.id for one, _, _ in rounds),
    )  # fmt: skip


def _has_evidence() -> ColumnElement[bool]:
    def of_round(table: Any) -> ColumnElement[bool]:
        return exists().where(table.school_id == StudyRound.school_id, table.round_id == StudyRound.id)

    said = exists().where(
        col(Discussion.school_id) == col(StudyRound.school_id),
        col(Discussion.round_id) == col(StudyRound.id),
        col(DiscussionEntry.school_id) == col(Discussion.school_id),
        col(DiscussionEntry.discussion_id) == col(Discussion.id),
    )
    return or_(of_round(EvidenceNote), of_round(PupilInterview), of_round(EvidenceRead), said)


def old_keys(
    session: Session, terms: Terms, *, until: date, group_ids: Sequence[UUID] | None = None, lock: bool = False
) -> list[OldKey]:
    """The keys that go on *until* or earlier, the first to go first."""
    statement = (
        select(PupilKey, PlcGroup, Cycle)
        .join(Cycle, (col(Cycle.school_id) == PupilKey.school_id) & (col(Cycle.id) == PupilKey.cycle_id))
        .join(PlcGroup, (col(PlcGroup.school_id) == Cycle.school_id) & (col(PlcGroup.id) == Cycle.group_id))
        .where(
            PupilKey.school_id == terms.school_id, or_(col(PupilKey.ends_on) <= until, col(Cycle.ended_at).is_not(None))
        )
        .order_by(col(PupilKey.ends_on), col(PupilKey.id))
        .limit(KEYS_MAX)
    )
    if group_ids is not None:
        statement = statement.where(col(Cycle.group_id).in_(group_ids))
    if lock:
        statement = statement.with_for_update(of=PupilKey, skip_locked=True)
    found = []
    for row, group, cycle in session.exec(statement):
        goes_on = row.ends_on
        if cycle.ended_at is not None:
            goes_on = min(goes_on, clock.local_date(cycle.ended_at, terms.zone) + timedelta(days=terms.key_days))
        if goes_on <= until:
            found.append(OldKey(row, group.id, group.name, cycle.title, goes_on))
    return sorted(found, key=lambda one: one.goes_on)


def counts(session: Session, school_id: UUID, round_ids: Sequence[UUID]) -> dict[UUID, EvidenceCounts]:
    """How much evidence each of *round_ids* has; one key per round asked for. Five statements."""
    notes = _of(session, EvidenceNote, school_id, round_ids)
    interviews = _of(session, PupilInterview, school_id, round_ids)
    reads = _of(session, EvidenceRead, school_id, round_ids)
    photos_of = (
        select_columns(col(EvidenceNote.round_id), func.count())
        .join(
            NotePhoto,
            (col(NotePhoto.school_id) == EvidenceNote.school_id) & (col(NotePhoto.note_id) == EvidenceNote.id),
        )
        .where(col(EvidenceNote.school_id) == school_id, col(EvidenceNote.round_id).in_(round_ids))
        .group_by(col(EvidenceNote.round_id))
    )
    entries_of = (
        select_columns(col(Discussion.round_id), func.count())
        .join(
            DiscussionEntry,
            (col(DiscussionEntry.school_id) == Discussion.school_id)
            & (col(DiscussionEntry.discussion_id) == Discussion.id),
        )
        .where(col(Discussion.school_id) == school_id, col(Discussion.round_id).in_(round_ids))
        .group_by(col(Discussion.round_id))
    )
    photos = {row[0]: row[1] for row in session.execute(photos_of.limit(ROUNDS_MAX))}
    entries = {row[0]: row[1] for row in session.execute(entries_of.limit(ROUNDS_MAX))}
    return {
        round_id: EvidenceCounts(
            notes.get(round_id, 0), photos.get(round_id, 0), interviews.get(round_id, 0), entries.get(round_id, 0),
            reads.get(round_id, 0),
        )
        for round_id in round_ids
    }  # fmt: skip


def _of(session: Session, table: Any, school_id: UUID, round_ids: Sequence[UUID]) -> dict[UUID, int]:
    statement = (
        select_columns(table.round_id, func.count())
        .where(table.school_id == school_id, table.round_id.in_(round_ids))
        .group_by(table.round_id)
        .limit(ROUNDS_MAX)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def due(session: Session, terms: Terms, group_ids: Sequence[UUID] | None) -> list[RetentionDue]:
    """What will be deleted within DUE_DAYS, the first to go first."""
    until = terms.today + timedelta(days=DUE_DAYS)
    keys = [
        RetentionDue(
            id=one.row.cycle_id, kind=DueKind.KEY, cycle_id=one.row.cycle_id, round_id=None, group_id=one.group_id,
            group_name=one.group_name, title=one.title, goes_on=one.goes_on, notes=0, photos=0, interviews=0, entries=0,
        )
        for one in old_keys(session, terms, until=until, group_ids=group_ids)
    ]  # fmt: skip
    found = owners(session, terms, until=until, group_ids=group_ids)
    of_rounds = counts(session, terms.school_id, [round_id for one in found for round_id in one.round_ids])
    evidence = [_due(one, sum((of_rounds[key] for key in one.round_ids), EvidenceCounts())) for one in found]
    return sorted([*keys, *evidence], key=lambda one: (one.goes_on, one.kind, one.id))


def _due(owner: Owner, much: EvidenceCounts) -> RetentionDue:
    round_id = None if owner.cycle_id else owner.round_ids[0]
    return RetentionDue(
        id=owner.cycle_id or owner.round_ids[0], kind=DueKind.EVIDENCE, cycle_id=owner.cycle_id, round_id=round_id,
        group_id=owner.group_id, group_name=owner.group_name, title=owner.title, goes_on=owner.goes_on,
        notes=much.notes, photos=much.photos, interviews=much.interviews, entries=much.entries,
    )  # fmt: skip
