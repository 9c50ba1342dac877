"""Who may see the school's calendar: everybody who works there. Who may change it stands in identity/policy.py."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.school_year.tables import SchoolDay, SchoolYear


def visible(actor: Actor) -> ColumnElement[bool]:
    """The school years of the actor's own school."""
    return col(SchoolYear.school_id) == actor.school_id


def visible_days(actor: Actor) -> ColumnElement[bool]:
    """The school days of the actor's own school."""
    return col(SchoolDay.school_id) == actor.school_id
