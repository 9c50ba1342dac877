"""Whose audit log it is. Which roles may read it stands in identity/policy.py."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.audit.tables import AuditEntry
from app.kernel.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """The entries of the actor's own school."""
    return col(AuditEntry.school_id) == actor.school_id
