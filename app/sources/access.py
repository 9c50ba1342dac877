"""Who may see the addresses of a school, and who may change them."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.identity.access import leads
from app.kernel.actor import Actor
from app.sources.tables import OutsideSource


def visible(actor: Actor) -> ColumnElement[bool]:
    return col(OutsideSource.school_id) == actor.school_id


def may_edit(actor: Actor) -> bool:
    """Whoever may change an address sees it whole: it may hold a secret. Others see whose server it is."""
    return leads(actor)
