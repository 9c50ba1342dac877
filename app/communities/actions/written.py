"""What is checked of a text before other schools read it."""

from collections.abc import Mapping

from sqlmodel import Session

from app.communities.errors import NamesAPupilToOthers, NoTrustToOpenTo
from app.communities.rules import OpenTo
from app.kernel.actor import Actor
from app.pupils import queries as pupils


def require_no_names(session: Session, actor: Actor, secret: bytes, texts: Mapping[str, str]) -> None:
    """Refuse a text that certainly names a pupil of the actor's school, or holds what looks like a date of birth.

    Args:
        texts: field, of errors.FIELD_WORDS -> text.
    """
    for found in pupils.refused_in(session, actor, secret, texts):
        raise NamesAPupilToOthers(field=found.field, word=found.word)


def require_trust(actor: Actor, open_to: OpenTo) -> None:
    if open_to == OpenTo.TRUST and actor.trust_id is None:
        raise NoTrustToOpenTo
