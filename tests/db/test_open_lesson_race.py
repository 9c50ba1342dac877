"""A visitor books an open lesson, or joins a community, while its own school is ending it: the visit does not stand.

With real commits on two connections, on both engines. Take out the second look behind `session.refresh` in
communities.actions to see it fail on PostgreSQL. SQLite admits one writer anyhow.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from build_together import a_community, an_open_lesson
from cast import NOW, Person, World
from sqlmodel import Session, col, select

from app.communities.actions import lessons, together
from app.communities.errors import CommunityClosed, LessonCancelled
from app.communities.schemas import BookIn
from app.communities.tables import CommunityMember, OpenBooking, OpenSeat

pytestmark = pytest.mark.concurrent
WAITED_SECONDS = 0.5
SECRET = b"of nobody"


def one_inside_the_other(
    world: World, ending: Callable[[Session], Any], visitor: Person, visiting: Callable[[Session], Any]
) -> Any:
    """What *visiting* comes to, begun when *ending* has written and before it is committed."""
    written = threading.Event()
    done = threading.Event()

    def end() -> None:
        with world.database.writing(world.hana.scope) as session:
            ending(session)
            written.set()
            # The other one reads, and then waits for us; it cannot be seen waiting on both engines.
            done.wait(WAITED_SECONDS)

    def visit() -> Any:
        written.wait()
        try:
            with world.database.writing(visitor.scope) as session:
                return visiting(session)
        except Exception as error:
            return error
        finally:
            done.set()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(end), pool.submit(visit)
        first.result()
        return second.result()


async def test_a_place_booked_while_the_lesson_is_being_cancelled_is_not_booked(world: World) -> None:
    lesson = UUID((await an_open_lesson(world.hana))["id"])

    answer = await asyncio.to_thread(
        one_inside_the_other, world,
        lambda session: lessons.cancel(session, world.hana.actor, SECRET, lesson, "Snow", NOW), world.fay,
        lambda session: lessons.book(session, world.fay.actor, SECRET, lesson, BookIn(), NOW).id,
    )  # fmt: skip

    assert isinstance(answer, LessonCancelled), answer
    with world.database.reading(world.fay.scope) as session:
        assert session.exec(select(OpenBooking).where(OpenBooking.lesson_id == lesson)).all() == []
        assert session.exec(select(OpenSeat).where(OpenSeat.lesson_id == lesson)).all() == []


async def test_a_school_that_joins_while_the_community_is_being_closed_is_not_in_it(world: World) -> None:
    community = UUID((await a_community(world))["id"])
    leaders = [world.eve.staff_id, world.fay.staff_id]

    answer = await asyncio.to_thread(
        one_inside_the_other, world, lambda session: together.close(session, world.hana.actor, community, NOW),
        world.eve, lambda session: together.join(session, world.eve.actor, community, leaders, NOW).id,
    )  # fmt: skip

    assert isinstance(answer, CommunityClosed), answer
    with world.database.reading(world.eve.scope) as session:
        mine = select(CommunityMember).where(
            CommunityMember.school_id == world.eve.actor.school_id, col(CommunityMember.community_id) == community
        )
        assert session.exec(mine).all() == []
