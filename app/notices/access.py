"""Whose choices somebody sees and makes: their own."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.notices.tables import NoticeChoice, PushSubscription, QuietHours


def own_choices(actor: Actor) -> ColumnElement[bool]:
    return (col(NoticeChoice.school_id) == actor.school_id) & (col(NoticeChoice.staff_id) == actor.staff_id)


def own_quiet(actor: Actor) -> ColumnElement[bool]:
    return (col(QuietHours.school_id) == actor.school_id) & (col(QuietHours.staff_id) == actor.staff_id)


def visible(actor: Actor, table: Any) -> ColumnElement[bool]:
    """The rows of the actor's own school, in the tables of webhooks: the door lets leads in only."""
    return col(table.school_id) == actor.school_id


def own_devices(actor: Actor) -> ColumnElement[bool]:
    return (col(PushSubscription.school_id) == actor.school_id) & (col(PushSubscription.staff_id) == actor.staff_id)
