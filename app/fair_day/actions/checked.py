"""Writes of fairs and rooms as `fairs` has them, unless their words name a pupil: they hang in the hall."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair.errors import NamedThere, NamesAPupil
from app.fair_day.actions import fairs
from app.fair_day.schemas import FairRoomDone, FairRoomIn, LearningFairIn
from app.fair_day.tables import LearningFair
from app.kernel.actor import Actor
from app.pupils import queries as pupils


def plan(session: Session, actor: Actor, secret: bytes, wish: LearningFairIn, now: datetime) -> LearningFair:
    """As `fairs.plan`.

    Args:
        secret: the settings' secret key, with which the roster was digested.

    Raises:
        NamesAPupil: a name of the roster, or a pupil number.
    """
    row = fairs.plan(session, actor, wish, now)
    _require_nameless(session, actor, secret, {"title": wish.title, "welcome": wish.welcome})
    return row


def edit(
    session: Session, actor: Actor, secret: bytes, fair_id: UUID, wish: LearningFairIn, if_match: str | None,
    now: datetime,
) -> LearningFair:  # fmt: skip
    """As `fairs.edit`. Raises NamesAPupil as `plan`."""
    row = fairs.edit(session, actor, fair_id, wish, if_match, now)
    _require_nameless(session, actor, secret, {"title": wish.title, "welcome": wish.welcome})
    return row


def add_room(session: Session, actor: Actor, secret: bytes, fair_id: UUID, wish: FairRoomIn) -> FairRoomDone:
    """As `fairs.add_room`. Raises NamesAPupil as `plan`."""
    done = fairs.add_room(session, actor, fair_id, wish)
    _require_nameless(session, actor, secret, {"room": wish.name})
    return done


def edit_room(
    session: Session, actor: Actor, secret: bytes, fair_id: UUID, room_id: UUID, wish: FairRoomIn, if_match: str | None
) -> FairRoomDone:
    """As `fairs.edit_room`. Raises NamesAPupil as `plan`."""
    done = fairs.edit_room(session, actor, fair_id, room_id, wish, if_match)
    _require_nameless(session, actor, secret, {"room": wish.name})
    return done


def _require_nameless(session: Session, actor: Actor, secret: bytes, texts: Mapping[str, str]) -> None:
    # Without a day: a fair's title may well say when it is, and that is no date of birth.
    certain = [one for one in pupils.names_in(session, actor, secret, texts) if one.certain]
    if certain:
        raise NamesAPupil(
            field=certain[0].field, word=certain[0].word,
            names=[NamedThere(field=one.field, word=one.word, why=one.why) for one in certain],
        )  # fmt: skip
