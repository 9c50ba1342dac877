"""Whose directories and whose accounts at a provider somebody may see."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.sign_on.tables import SignOnDirectory, SignOnIdentity


def visible(actor: Actor) -> ColumnElement[bool]:
    """Directories are the school's, for those who may open its settings to change them."""
    return col(SignOnDirectory.school_id) == actor.school_id


def own(actor: Actor) -> ColumnElement[bool]:
    """Nobody sees with which account a colleague signs in."""
    return col(SignOnIdentity.account_id) == actor.account_id
