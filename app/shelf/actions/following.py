"""Beginning and ending to follow, and choosing whether the weekly digest comes."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair import access as fair_access
from app.fair.rules import filing
from app.kernel.actor import Actor
from app.shelf import queries
from app.shelf.errors import FollowsTooMany, NothingToFollow
from app.shelf.rules import FOLLOWS_MAX, FollowKind, is_followable
from app.shelf.schemas import FollowIn
from app.shelf.tables import DigestChoice, Follow

PHASES = frozenset(phase.value for phase in filing.PHASES)


def follow(session: Session, actor: Actor, wish: FollowIn, now: datetime) -> Follow:
    """Hear of new findings with a label. With the first, the weekly digest begins, until somebody says no to it.

    Raises:
        NothingToFollow: there can be no such label.
        NotFound: a group or a school that *actor* knows nothing of.
        FollowsTooMany: FOLLOWS_MAX are followed already.
        AlreadyFollowed: at flush, by the database.
    """
    value = filing.folded(wish.value)
    if not is_followable(wish.kind, value, PHASES):
        raise NothingToFollow
    label = queries.label_to_follow(session, fair_access.reading_scope(actor), actor, wish.kind, value)
    # Locked: two at once would both find room for one more.
    _chosen(session, actor, now)
    if queries.follows_count(session, actor) >= FOLLOWS_MAX:
        raise FollowsTooMany(follows_max=FOLLOWS_MAX)
    said = label or (wish.value if wish.kind in (FollowKind.FOCUS, FollowKind.SUBJECT) else value)
    row = Follow(
        school_id=actor.school_id, staff_id=actor.staff_id, kind=wish.kind, value=value, label=said, made_at=now
    )
    session.add(row)
    session.flush()
    return row


def stop(session: Session, actor: Actor, follow_id: UUID) -> Follow:
    """Hear no more of it. Answers with what was followed."""
    row = queries.follow(session, actor, follow_id)
    session.delete(row)
    session.flush()
    return row


def choose(session: Session, actor: Actor, *, is_wanted: bool, now: datetime) -> DigestChoice:
    """Take the weekly digest, or take it no more. Whoever begins again is not told of what they missed."""
    row = _chosen(session, actor, now)
    if is_wanted and not row.is_wanted:
        row.told_until = now
    if row.is_wanted != is_wanted:
        row.is_wanted, row.chosen_at = is_wanted, now
    session.flush()
    return row


def leave(session: Session, school_id: UUID, leave_hash: str, now: datetime) -> DigestChoice:
    """End the digest of whoever got the mail with the link, signed in or not. Twice is once."""
    row = queries.choice_by_secret(session, school_id, leave_hash)
    if row.is_wanted:
        row.is_wanted, row.chosen_at = False, now
    session.flush()
    return row


def _chosen(session: Session, actor: Actor, now: datetime) -> DigestChoice:
    row = queries.choice(session, actor, lock=True)
    if row is None:
        row = DigestChoice(
            school_id=actor.school_id, staff_id=actor.staff_id, is_wanted=True, told_until=now, chosen_at=now
        )
        session.add(row)
        session.flush()
    return row
