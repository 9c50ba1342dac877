"""What readers say of a finding."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair import access, queries
from app.fair.errors import NamedThere, NamesAPupil, TriedNeedsWords
from app.fair.rules import ReactionKind
from app.fair.schemas import ReactionIn
from app.fair.tables import FindingReaction
from app.identity import queries as people
from app.kernel.actor import Actor
from app.pupils import queries as pupils


def react(session: Session, actor: Actor, finding_id: UUID, wish: ReactionIn, now: datetime) -> FindingReaction:
    """Say of a finding that one will try it, or has, and what came of it. Once of each kind.

    Raises:
        AlreadyReacted: at flush, by the database.
    """
    finding = queries.fair_finding(session, access.reading_scope(actor), finding_id)
    if wish.kind == ReactionKind.TRIED and not wish.text:
        raise TriedNeedsWords
    row = FindingReaction(
        school_id=actor.school_id, finding_school_id=finding.school_id, finding_id=finding.id,
        trust_id=finding.trust_id, audience=finding.audience, staff_id=actor.staff_id, kind=wish.kind,
        text=wish.text, by_name=people.staff_member(session, actor, actor.staff_id).name,
        school_name=people.school(session, actor.school_id).name, made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def react_checked(
    session: Session, actor: Actor, secret: bytes, finding_id: UUID, wish: ReactionIn, now: datetime
) -> FindingReaction:
    """As react, unless the words name a pupil: what is said at the fair is read wherever the finding is.

    Raises:
        NamesAPupil: a name of the roster of the reader's own school, a pupil number, or a date of birth.
    """
    row = react(session, actor, finding_id, wish, now)
    for one in pupils.refused_in(session, actor, secret, {"text": wish.text}):
        raise NamesAPupil(
            field=one.field, word=one.word, names=[NamedThere(field=one.field, word=one.word, why=one.why)]
        )
    return row
