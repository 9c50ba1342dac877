"""Who may know of which rounds. Minutes and stages are for leads; what is inside belongs to the group."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.study.tables import DebriefSeat, Observation, StudyRound


def visible(actor: Actor) -> ColumnElement[bool]:
    """The rounds of the actor's school; the group's gate in plc.access decides the rest."""
    return col(StudyRound.school_id) == actor.school_id


def visible_observations(actor: Actor) -> ColumnElement[bool]:
    return col(Observation.school_id) == actor.school_id


def visible_seats(actor: Actor) -> ColumnElement[bool]:
    return col(DebriefSeat.school_id) == actor.school_id
