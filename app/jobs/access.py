"""Whose jobs somebody sees: their school's."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.jobs.tables import Job
from app.kernel.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """The jobs of *actor*'s school; those of the whole installation are nobody's to see."""
    return col(Job.school_id) == actor.school_id
