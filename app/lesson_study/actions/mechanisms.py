"""Writes of mechanisms that a group declares."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.errors import AlreadyClaimed
from app.lesson_study.queries import cycles as queries
from app.lesson_study.schemas.mechanisms import MechanismIn
from app.lesson_study.tables import MechanismClaim


def claim(session: Session, actor: Actor, cycle_id: UUID, wish: MechanismIn, now: datetime) -> MechanismClaim:
    """Declare a mechanism, with the note that shows it.

    Raises:
        AlreadyClaimed: it is declared; of two at once, by the database.
    """
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    if any(row.number == wish.number for row in queries.claims(session, actor, cycle.id)):
        raise AlreadyClaimed
    row = MechanismClaim(
        school_id=actor.school_id, cycle_id=cycle.id, number=wish.number, note=wish.note, done_on=wish.done_on,
        by_staff_id=actor.staff_id, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def take_back(session: Session, actor: Actor, cycle_id: UUID, number: int) -> None:
    """Take a declaration back; whoever of the group made it.

    Raises:
        NotFound: it is not declared.
    """
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    found = [row for row in queries.claims(session, actor, cycle.id) if row.number == number]
    if not found:
        raise NotFound
    session.delete(found[0])
    session.flush()
