"""What may be pupils' names in texts that have just been saved."""

from collections.abc import Mapping

from sqlmodel import Session

from app.kernel.actor import Actor
from app.pupils import queries as pupils
from app.pupils.schemas import NameFound


def names(session: Session, actor: Actor, secret: str | None, fields: Mapping[str, str]) -> list[NameFound]:
    """Names in *fields* (field -> text). Without *secret* nobody has saved anything, and nothing is looked for."""
    if secret is None:
        return []
    return pupils.names_in(session, actor, secret.encode(), fields)
