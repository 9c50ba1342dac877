"""Jobs of several schools: a thousand of one keep another school's one waiting neither for a lane nor for a line."""

from datetime import timedelta
from uuid import UUID

import pytest
from cast import NOW
from mail_desk import Desk, scope_of

from app.identity.tables import School
from app.jobs import actions, work
from app.jobs.actions import Wish
from app.jobs.turns import Turns
from app.kernel.actor import NOBODY

KIND = "greet"


@pytest.fixture
def schools(desk: Desk) -> tuple[UUID, UUID]:
    """Birch, with thirty jobs, and Cedar, whose two came later."""
    with desk.database.writing(NOBODY) as session:
        cedar = School(name="Cedar School", created_at=NOW)
        session.add(cedar)
        session.flush()
        cedar_id = cedar.id
    for school_id, count, at in ((desk.school_id, 30, NOW), (cedar_id, 2, NOW + timedelta(minutes=1))):
        with desk.database.writing(NOBODY) as session:
            wishes = [Wish(f"{school_id.hex}/{number}", {}, at) for number in range(count)]
            actions.enqueue_all(session, KIND, wishes, school_id=school_id, now=at)
    return desk.school_id, cedar_id


LATER = NOW + timedelta(minutes=2)


def test_what_goes_together_is_of_every_school_that_waits(desk: Desk, schools: tuple[UUID, UUID]) -> None:
    """Take out: the places in jobs.work.take_together."""
    birch, cedar = schools

    first = work.take_together(desk.database, "first", KIND, scope_of, LATER, most=5)
    second = work.take_together(desk.database, "second", KIND, scope_of, LATER, most=100)

    assert sorted([claim.scope.school_id for claim in first], key=str) == sorted([birch] * 3 + [cedar] * 2, key=str)
    assert [claim.scope.school_id for claim in second] == [birch] * 27
    assert len({claim.job_id for claim in (*first, *second)}) == 32


def test_each_lane_takes_the_job_of_the_school_whose_turn_it_is(desk: Desk, schools: tuple[UUID, UUID]) -> None:
    """Take out: `left_out` in jobs.work.take."""
    birch, cedar = schools
    turns = Turns(3)

    held = [
        work.take_in_turn(desk.database, f"lane {lane}", frozenset({KIND}), scope_of, LATER, turns) for lane in range(4)
    ]

    assert [claim.scope.school_id for claim in held if claim] == [birch, cedar, birch, cedar]
    turns.ended(cedar)
    turns.ended(cedar)
    assert work.take_in_turn(desk.database, "lane", frozenset({KIND}), scope_of, LATER, turns) is None, "Birch has two"


def test_a_lane_is_free_again_when_its_task_falls_over(desk: Desk, schools: tuple[UUID, UUID]) -> None:
    turns = Turns(2)

    def falls_over(*_: object) -> None:
        raise RuntimeError

    done = [
        work.work_once(desk.database, "lane", {KIND: falls_over}, scope_of, lambda: LATER, turns=turns)
        for _ in range(4)
    ]  # fmt: skip

    assert done == [True] * 4
