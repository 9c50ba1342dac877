"""Taking a cycle's document: whose notes stand in it can see who took them."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.lesson_study.queries import cycles, documents, evidence
from app.lesson_study.rules import workbook
from app.lesson_study.rules.evidence import ReadPlace
from app.lesson_study.rules.workbook import CycleTold, SheetsTold
from app.lesson_study.tables import EvidenceRead


def take_document(session: Session, actor: Actor, cycle_id: UUID, now: datetime) -> CycleTold:
    """A cycle with everything in it. Each other author whose notes are in it is told, each time: a file goes on.

    Raises:
        NotFound: *actor* may not know of the cycle.
        Forbidden: *actor* is neither of the group nor its guest; leads are not either.
    """
    cycle, members = cycles.cycle(session, actor, cycle_id)
    told = documents.cycle_told(session, actor, cycle, members, now)
    # Written down before the document is made: one that then fails is told of although nobody read it. The other way
    # round, a reading could go untold.
    for (round_id, author_id), notes in sorted(workbook.readings(told, actor.staff_id).items()):
        read = EvidenceRead(
            school_id=actor.school_id, round_id=round_id, author_id=author_id, reader_id=actor.staff_id, notes=notes,
            where_read=ReadPlace.DOCUMENT, read_at=now,
        )  # fmt: skip
        session.add(read)
    return told


def prepare_sheets(session: Session, actor: Actor, round_id: UUID, *, all_pupils: bool) -> SheetsTold:
    """What the observation sheets of a round say. They hold the plan, and nobody's notes.

    Raises:
        NotFound: *actor* may not know of the round.
        Forbidden: *actor* is neither of the group nor its guest.
    """
    row, group, _ = evidence.round_of_group(session, actor, round_id)
    return documents.sheets_told(session, actor, row, group.name, all_pupils=all_pupils)
