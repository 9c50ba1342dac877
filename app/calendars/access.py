"""Whose calendar addresses one may see, and of what one may have a calendar."""

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.calendars.tables import CalendarAddress
from app.kernel.actor import Actor


def own(actor: Actor) -> ColumnElement[bool]:
    """The addresses that *actor* has made and not revoked."""
    return (
        (col(CalendarAddress.school_id) == actor.school_id)
        & (col(CalendarAddress.staff_id) == actor.staff_id)
        & col(CalendarAddress.revoked_at).is_(None)
    )
