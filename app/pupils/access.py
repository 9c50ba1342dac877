"""Whose roster and choices they are. Which roles may load and change them stands in identity/policy.py."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.pupils.tables import PupilName, RetentionChoice


def visible(actor: Actor) -> ColumnElement[bool]:
    """The digests of the actor's own school."""
    return col(PupilName.school_id) == actor.school_id


def visible_choice(actor: Actor) -> ColumnElement[bool]:
    """The choice of the actor's own school."""
    return col(RetentionChoice.school_id) == actor.school_id
