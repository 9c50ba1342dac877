"""A day off entered while another timetable is being put in force, which has copied the marks already: it is not lost.

With real commits on two connections, on both engines. Take out the lock of the year in timetable.actions.marking to see
it fail on PostgreSQL. SQLite admits one writer anyhow.
"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from build import a_timetable
from cast import NOW, World
from timetable_steps import days_of

from app.timetable import queries
from app.timetable.actions import set_marks
from app.timetable.actions.writing import Origin, put_in_force, write_version
from app.timetable.rules import MarkKind
from app.timetable.schemas import MarkIn, MarksIn

pytestmark = pytest.mark.concurrent
WAITED_SECONDS = 0.5
OFF = MarksIn(marks=[MarkIn(cycle_day="Tuesday", period=None, kind=MarkKind.OFF)])


def both(world: World, version_id: Any) -> Any:
    """A timetable is put in force, and in the midst of it a day off is entered; what came of that."""
    written, done = threading.Event(), threading.Event()

    def renew() -> None:
        with world.database.writing(world.hana.scope) as session:
            earlier = queries.version(session, world.hana.actor, version_id)
            draft = queries.draft_of_version(session, world.hana.actor, earlier, date(2026, 11, 16), lock=True)
            origin = Origin(earlier.file_names, earlier.choices, earlier.id)
            version = write_version(session, world.hana.actor, draft, {}, origin, NOW)
            written.set()
            # The other one waits for us; it cannot be seen waiting on both engines.
            done.wait(WAITED_SECONDS)
            put_in_force(session, world.hana.actor, version, NOW, give_way=lambda _since, _staff_ids: None)

    def mark() -> Any:
        written.wait()
        try:
            with world.database.writing(world.hana.scope) as session:
                return set_marks(session, world.hana.actor, world.chloe.staff_id, OFF, '"1"', NOW).version
        except Exception as error:
            return error
        finally:
            done.set()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(renew), pool.submit(mark)
        first.result()
        return second.result()


async def test_a_day_off_entered_while_a_timetable_is_put_in_force_holds_in_both(world: World) -> None:
    # Of whoever stands in it, the foreign keys hold on to them: Chloe does not.
    version_id = a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.ben, "Monday", "P1", "9C")])

    answer = await asyncio.to_thread(both, world, version_id)

    assert answer == 2, answer
    assert [one[0] for one in days_of(world, world.chloe, "2026-11-10")] == ["off"]
    assert [one[0] for one in days_of(world, world.chloe, "2026-11-17")] == ["off"]
