"""Taking a cycle as a file: whose notes are in it can see who took them, and the audit log says that it was taken."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.audit import actions as audit
from app.kernel.actor import Actor
from app.lesson_study.queries import export as queries
from app.lesson_study.queries import pupil_keys
from app.lesson_study.rules.evidence import ReadPlace
from app.lesson_study.schemas.export import CycleExport
from app.lesson_study.tables import EvidenceRead


def export(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> CycleExport:
    """All of a cycle, for a member of its group.

    Raises:
        NotFound, Forbidden: as pupil_keys.cycle_of_members.
    """
    row = pupil_keys.cycle_of_members(session, actor, cycle_id)
    lessons = queries.lessons_of(session, actor, cycle_id)
    notes = queries.notes_of(session, actor, [one.round_id for one in lessons if one.round_id])
    others = Counter((note.round_id, note.staff_id) for note in notes if note.staff_id != actor.staff_id)
    for (round_id, author_id), number in others.items():
        session.add(
            EvidenceRead(
                school_id=actor.school_id, round_id=round_id, author_id=author_id, reader_id=actor.staff_id,
                notes=number, where_read=ReadPlace.EXPORT, read_at=now,
            )
        )  # fmt: skip
    audit.write(session, actor, actor.school_id, "cycle.exported", "cycle", cycle_id, {"notes": len(notes)}, now)
    return queries.exported(session, actor, row, lessons, notes, now)
