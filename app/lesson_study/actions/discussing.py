"""Writes about post-lesson discussions: beginning, leading, recording, closing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.kernel.errors import Forbidden, NotFound
from app.lesson_study.evidence_errors import (
    DiscussionClosed,
    DiscussionExists,
    DiscussionTooEarly,
    EntryDiffers,
    EvidenceFirst,
    LessonCalledOff,
    NoSuchStep,
    NotInTheGroup,
    StepAhead,
    StepMoved,
    TooManyEntries,
)
from app.lesson_study.queries import discussions, evidence, interviews
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules import discussion as rules
from app.lesson_study.rules.words import DiscussionState
from app.lesson_study.schemas.discussions import ChairsEdit, DiscussionIn, EntryIn
from app.lesson_study.tables import Discussion, DiscussionEntry
from app.plc import access as plc_access
from app.plc.rules import counted
from app.study.rules import LIVE
from app.web import etag


def begin(
    session: Session, actor: Actor, round_id: UUID, wish: DiscussionIn, now: datetime
) -> tuple[Discussion, RoundSeen]:
    """Begin to talk a lesson over, with somebody who leads and somebody who writes.

    Raises:
        LessonCalledOff: the round was cancelled, or its time is gone.
        DiscussionTooEarly: the lesson has not begun. From its first minute on it may be.
        NotInTheGroup: chair and recorder are members.
        DiscussionExists: it has begun already; also at flush, by the database.
    """
    seen = evidence.round_seen(session, actor, round_id)
    plc_access.require_member(actor, seen.members)
    if discussions.of_round(session, actor, round_id) is not None:
        raise DiscussionExists
    if seen.row.state not in LIVE:
        raise LessonCalledOff(state=seen.row.state)
    if now < seen.row.starts_at:
        raise DiscussionTooEarly(from_at=seen.row.starts_at)
    _require_in_group(seen, {wish.chair_id, wish.recorder_id})
    row = Discussion(
        school_id=actor.school_id, round_id=round_id, chair_id=wish.chair_id, recorder_id=wish.recorder_id,
        protocol=wish.protocol or discussions.protocol_of_cycle(session, actor, seen), step_began_at=now, began_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row, seen


def hand_over(
    session: Session, actor: Actor, discussion_id: UUID, wish: ChairsEdit, if_match: str | None
) -> tuple[Discussion, RoundSeen]:
    """Let others lead or write: any member may, for instance when the chair is called away."""
    row, seen = _open(session, actor, discussion_id)
    etag.require_current(if_match, row.version)
    _require_in_group(seen, {wish.chair_id, wish.recorder_id})
    row.chair_id, row.recorder_id = wish.chair_id, wish.recorder_id
    row.version += 1
    session.flush()
    return row, seen


def move(
    session: Session, actor: Actor, discussion_id: UUID, *, seen_at: int, to: int, now: datetime
) -> tuple[Discussion, RoundSeen]:
    """Go on to another step, or back. Chair and recorder lead.

    Raises:
        NoSuchStep: the protocol is shorter.
        StepMoved: it does not stand at *seen_at* any more.
        EvidenceFirst: *to* is about the teaching, and of somebody nothing is in the record yet.
    """
    row, seen = _open(session, actor, discussion_id)
    if not discussions.may_lead(actor, row):
        raise Forbidden
    steps = rules.steps_of(row.protocol)
    if to >= len(steps):
        raise NoSuchStep(steps=len(steps))
    if row.step != seen_at:
        raise StepMoved(step=row.step)
    if rules.needs_evidence(row.protocol, to):
        _require_evidence(session, actor, row, seen)
    if to != row.step:
        row.step, row.step_began_at = to, now
        row.version += 1
    session.flush()
    return row, seen


def add(
    session: Session, actor: Actor, discussion_id: UUID, wish: EntryIn, now: datetime
) -> tuple[DiscussionEntry, RoundSeen]:
    """Write one point into the record; the same sent again is one point.

    Raises:
        NoSuchStep, StepAhead: steps are recorded when the discussion has come to them; earlier ones still can be.
        NotInTheGroup: whoever is quoted belongs to the group or is its guest.
        EntryDiffers: the id is another point's.
        TooManyEntries: the record is full.
    """
    row, seen = discussions.discussion(session, actor, discussion_id, lock=True)
    plc_access.require_member(actor, seen.members)
    if (there := discussions.entry(session, actor, wish.id)) is not None:
        _require_same(there, actor, row, wish)
        return there, seen
    _require_open(row)
    _require_reached(row, wish.step_key)
    if wish.case_pupil_id is not None:
        interviews.pupil_of(seen, wish.case_pupil_id)
    if wish.speaker_id is not None and wish.speaker_id not in {member.staff_id for member in seen.members}:
        raise NotInTheGroup(people=1)
    if discussions.entry_count(session, actor, row.id) >= rules.ENTRIES_MAX:
        raise TooManyEntries
    entry = DiscussionEntry(
        id=wish.id, school_id=actor.school_id, discussion_id=row.id, step_key=wish.step_key,
        case_pupil_id=wish.case_pupil_id, speaker_id=wish.speaker_id, text=wish.text, by_staff_id=actor.staff_id,
        made_at=now,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry, seen


def take_away(session: Session, actor: Actor, discussion_id: UUID, entry_id: UUID) -> None:
    """Take one's own point out of an open record.

    Raises:
        NotFound: this record has no such point.
    """
    row, _ = _open(session, actor, discussion_id)
    entry = discussions.entry(session, actor, entry_id)
    if entry is None or entry.discussion_id != row.id:
        raise NotFound
    if entry.by_staff_id != actor.staff_id:
        raise Forbidden
    session.delete(entry)
    session.flush()


def close(session: Session, actor: Actor, discussion_id: UUID, now: datetime) -> tuple[Discussion, RoundSeen]:
    """Close the record for good: nothing is added, and no note is withdrawn from it. Chair and recorder may.

    Raises:
        EvidenceFirst: of somebody nothing is in the record yet.
    """
    row, seen = _open(session, actor, discussion_id)
    if not discussions.may_lead(actor, row):
        raise Forbidden
    _require_evidence(session, actor, row, seen)
    row.state, row.closed_at = DiscussionState.CLOSED, now
    row.version += 1
    session.flush()
    return row, seen


# ---- helpers -------------------------------------------------------------------------------------


def _open(session: Session, actor: Actor, discussion_id: UUID) -> tuple[Discussion, RoundSeen]:
    """An open discussion, locked, for a member."""
    row, seen = discussions.discussion(session, actor, discussion_id, lock=True)
    plc_access.require_member(actor, seen.members)
    _require_open(row)
    return row, seen


def _require_open(row: Discussion) -> None:
    if row.closed_at is not None:
        raise DiscussionClosed(closed_at=row.closed_at)


def _require_in_group(seen: RoundSeen, staff_ids: Collection[UUID]) -> None:
    members = {member.staff_id for member in counted(seen.members)}
    if outside := set(staff_ids) - members:
        raise NotInTheGroup(people=len(outside))


def _require_reached(row: Discussion, step_key: str) -> None:
    steps = rules.steps_of(row.protocol)
    number = next((number for number, step in enumerate(steps) if step.key == step_key), None)
    if number is None:
        raise NoSuchStep(steps=len(steps))
    if number > row.step:
        raise StepAhead


def _require_evidence(session: Session, actor: Actor, row: Discussion, seen: RoundSeen) -> None:
    record = discussions.entries(session, actor, row.id)
    if labels := discussions.evidence_missing(row, record, seen):
        raise EvidenceFirst(labels=labels)


def _require_same(there: DiscussionEntry, actor: Actor, row: Discussion, wish: EntryIn) -> None:
    said = (row.id, actor.staff_id, wish.step_key, wish.text, wish.case_pupil_id, wish.speaker_id)
    kept = (
        there.discussion_id, there.by_staff_id, there.step_key, there.text, there.case_pupil_id, there.speaker_id,
    )  # fmt: skip
    if said != kept:
        raise EntryDiffers
