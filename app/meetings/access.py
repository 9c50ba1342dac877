"""Who may see and change meetings. That a group met, when and for how long, leads see; what was said is the group's."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.kernel.errors import Forbidden
from app.meetings.tables import GroupMeeting
from app.plc import access as plc
from app.plc.rules import MemberRow


def visible(actor: Actor) -> ColumnElement[bool]:
    """The meetings of the actor's own school."""
    return col(GroupMeeting.school_id) == actor.school_id


def require_inside(actor: Actor, members: Sequence[MemberRow]) -> None:
    """Agenda, record and actions are for members and the group's guests."""
    if not (plc.is_member(actor, members) or plc.is_guest_of(actor, members)):
        raise Forbidden
