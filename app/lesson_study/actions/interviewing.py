"""Writes about interviews with case pupils."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.evidence_errors import DiscussionClosed
from app.lesson_study.queries import evidence, interviews
from app.lesson_study.rules.interviews import QUESTIONS
from app.lesson_study.schemas.interviews import InterviewIn
from app.lesson_study.tables import PupilInterview
from app.plc import access as plc_access
from app.web import etag


def record(
    session: Session,
    actor: Actor,
    round_id: UUID,
    case_pupil_id: UUID,
    wish: InterviewIn,
    if_match: str | None,
    now: datetime,
) -> PupilInterview:
    """Write down what a case pupil said. Version 0 is the interview that nobody has held yet.

    Raises:
        NotFound: the round's cycle has no such case pupil.
        DiscussionClosed: the record that it belongs to is closed.
        AlreadyThere: at flush, by the database: somebody began the same interview at the same time.
    """
    seen = evidence.round_seen(session, actor, round_id)
    pupil = interviews.pupil_of(seen, case_pupil_id)
    plc_access.require_member(actor, seen.members)
    row = interviews.interview(session, actor, round_id, case_pupil_id, lock=True)
    etag.require_current(if_match, row.version if row else 0)
    if seen.closed_at is not None:
        raise DiscussionClosed(closed_at=seen.closed_at)
    if row is None:
        row = PupilInterview(
            school_id=actor.school_id, round_id=round_id, case_pupil_id=pupil.id, staff_id=actor.staff_id, held_at=now,
            version=0,
        )  # fmt: skip
        session.add(row)
    for key in QUESTIONS:
        setattr(row, key, getattr(wish, key))
    row.version += 1
    session.flush()
    return row
