"""Whether anything points at a case pupil."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import union
from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.lesson_study.tables import DiscussionEntry, EvidenceNote, PupilInterview


def pupils_in_use(session: Session, actor: Actor, pupil_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of *pupil_ids* about whom there is a note, an interview or an entry of a record; withdrawn notes too."""
    if not pupil_ids:
        return frozenset()
    of_each = [
        select(col(table.case_pupil_id)).where(
            col(table.school_id) == actor.school_id, col(table.case_pupil_id).in_(pupil_ids)
        )
        for table in (EvidenceNote, PupilInterview, DiscussionEntry)
    ]
    return frozenset(row[0] for row in session.execute(union(*of_each)))
