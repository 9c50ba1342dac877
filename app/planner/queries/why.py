"""Why not? What is in the way of one colleague in one period, as the school is now."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.planner import access
from app.planner.errors import NotInTimetable
from app.planner.problem import Reason, TeacherState
from app.planner.schemas import ReasonOut, WhyNotOut
from app.planner.snapshot import around
from app.planner.verify_school import School
from app.planner.why import why_not as reasons_of
from app.plc import queries as plc
from app.plc.rules import counted


def why_not(session: Session, actor: Actor, staff_id: UUID, held_on: date, period: str) -> WhyNotOut:
    """What keeps somebody from taking part in (date, period).

    Raises:
        NotFound: nobody of this school. Forbidden: not of a group with *actor*. NotInTimetable: no such period.
    """
    staff = people.staff_member(session, actor, staff_id)
    access.require_may_ask(actor, staff_id, works_together=_works_together(session, actor, staff_id))
    taken = around(session, actor, staff_id, held_on)
    school = School(taken.problem)
    if school.period(held_on, period) is None:
        raise NotInTimetable
    teacher = str(staff_id)
    found = reasons_of(taken.problem, teacher, held_on, period, name=staff.name, notes=taken.notes)
    return WhyNotOut(
        staff_id=staff_id, name=staff.name, held_on=held_on, period=period,
        is_free=school.state(teacher, held_on, period) == TeacherState.FREE, reasons=_out(found),
    )  # fmt: skip


def _works_together(session: Session, actor: Actor, staff_id: UUID) -> bool:
    own = plc.members(session, actor, plc.group_ids_of(session, actor, actor.staff_id))
    return any(member.staff_id == staff_id for members in own.values() for member in counted(members))


def _out(reasons: Sequence[Reason]) -> list[ReasonOut]:
    return [
        ReasonOut(
            code=one.code, group_id=None, group_name=None, staff_ids=[UUID(who) for who in one.teachers], text=one.text
        )
        for one in reasons
    ]
