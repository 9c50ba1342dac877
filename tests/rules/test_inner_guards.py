"""Guards that stand behind another one: a door of the policy table, a trigger, a check of the same request further out.

Through the API the outer one answers, so that each inner one is asked here by itself.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.fair import access as fair
from app.kernel.actor import Actor, Role
from app.kernel.errors import Forbidden
from app.meetings import access as meetings
from app.plc import access as plc
from app.plc.errors import GroupNotReady
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup


def an_actor(role: Role) -> Actor:
    return Actor(account_id=uuid4(), session_id=uuid4(), school_id=uuid4(), staff_id=uuid4(), roles=frozenset({role}))


def member(actor: Actor, *, is_guest: bool = False) -> MemberRow:
    return MemberRow(
        staff_id=actor.staff_id, person_id=actor.staff_id, name="Amina", code="AMI", department="", is_guest=is_guest,
        has_agreed=True,
    )  # fmt: skip


@pytest.mark.parametrize("role", [Role.TEACHER, Role.KNOWLEDGEABLE_OTHER, Role.SUPPORT])
def test_only_who_answers_for_the_school_accepts_a_finding(role: Role) -> None:
    with pytest.raises(Forbidden):
        fair.require_lead(an_actor(role))

    fair.require_lead(an_actor(Role.CPD_LEAD))


@pytest.mark.parametrize("inside", [fair.require_sees_drafts, meetings.require_inside])
@pytest.mark.parametrize("role", [Role.TEACHER, Role.CPD_LEAD, Role.HEAD])
def test_what_a_group_writes_and_says_is_not_for_colleagues_outside_and_not_for_leads(
    inside: Callable[[Actor, list[MemberRow]], None], role: Role
) -> None:
    outside, amina = an_actor(role), an_actor(Role.TEACHER)

    with pytest.raises(Forbidden):
        inside(outside, [member(amina)])

    inside(amina, [member(amina)])
    inside(outside, [member(amina), member(outside, is_guest=True)])


def test_a_group_of_two_plans_nothing() -> None:
    made = datetime(2026, 9, 7, tzinfo=UTC)
    group = PlcGroup(school_id=uuid4(), name="Questioning", focus="", facilitator_id=uuid4(), created_at=made)
    three = [member(an_actor(Role.TEACHER)) for _ in range(3)]

    with pytest.raises(GroupNotReady):
        plc.require_ready(group, three[:2])

    plc.require_ready(group, three)
