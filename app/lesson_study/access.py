"""Who may see and change cycles. What is inside belongs to the group; leads see that there is a cycle, and how far.

Matrix R_VIS (DOMAIN 3.9): members read and write, the group's guests read. Leads who are not of the group see only
`CycleLine`: title, stage and dates; never a text, a note, an interview or the record of a discussion.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col

from app.kernel.actor import Actor
from app.kernel.errors import Forbidden
from app.lesson_study.errors import CycleEnded
from app.lesson_study.rules.words import CycleState
from app.lesson_study.tables import Cycle, ResearchLesson
from app.plc import access as plc
from app.plc.rules import MemberRow


def visible(actor: Actor) -> ColumnElement[bool]:
    """The cycles of the actor's school; the group's gate in plc.access decides the rest."""
    return col(Cycle.school_id) == actor.school_id


def visible_lessons(actor: Actor) -> ColumnElement[bool]:
    return col(ResearchLesson.school_id) == actor.school_id


def may_read(actor: Actor, members: Sequence[MemberRow]) -> bool:
    """Whether *actor* belongs to the group, as a member or as its guest."""
    return plc.is_member(actor, members) or plc.is_guest_of(actor, members)


def require_inside(actor: Actor, members: Sequence[MemberRow]) -> None:
    """Texts are for members and the group's guests. Leads are outside unless they belong to the group."""
    if not may_read(actor, members):
        raise Forbidden


def require_running(cycle: Cycle) -> None:
    """Refuse to change what has ended.

    Raises:
        CycleEnded: the cycle was completed or given up.
    """
    if cycle.state != CycleState.ACTIVE:
        raise CycleEnded(state=cycle.state)
