"""Which lists of staff somebody may know of: their own school's. Who may bring one is decided at the door."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.rosters.tables import RosterImport


def visible(actor: Actor) -> ColumnElement[bool]:
    """The lists of the school."""
    return col(RosterImport.school_id) == actor.school_id
