"""Two leads who place at once, with real commits, on both engines: nobody is in two places, no room has two talks.

Take out `with_for_update` in fair_day/queries/fairs.py and the `FOR UPDATE` of the triggers in db/constraints.py to see
it fail on PostgreSQL. SQLite admits one writer anyhow.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import accepted
from build_fair_day import a_fair, a_room, a_slot, many_accepted, programme
from cast import NOW, World
from sqlmodel import Session

from app.fair_day.actions import arranging, day, slots
from app.fair_day.errors import (
    AlreadyVisited,
    NumberTaken,
    PresenterInTwoPlaces,
    RoomFull,
    RoomTaken,
    ShownTwice,
)
from app.fair_day.rules import SlotKind
from app.fair_day.schemas import ArrangeFairIn, FairSlotIn, VisitIn
from app.fair_day.tables import FairPresenter, FairSlot

pytestmark = pytest.mark.concurrent
ROUNDS = 5


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each of *deeds* answers, or refuses with, in threads that begin together."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return deed()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(run, deed) for deed in deeds]]


def placing(world: World, fair: dict[str, Any], wish: FairSlotIn) -> Callable[[], UUID]:
    """Placing *wish* as a lead would, in a transaction of its own."""

    def place() -> UUID:
        with world.database.writing(world.hana.scope) as session:
            return slots.place(session, world.hana.actor, UUID(fair["id"]), wish, NOW).id

    return place


def a_talk(world: World, finding_id: str, room: dict[str, Any], starts: str, name: str = "amina") -> FairSlotIn:
    return FairSlotIn(
        finding_id=UUID(finding_id), kind=SlotKind.MICRO, room_id=UUID(room["id"]), starts=starts,
        presenter_ids=[world.people[name].staff_id],
    )  # fmt: skip


async def test_of_two_leads_who_give_one_presenter_two_talks_at_once_one_is_told(world: World) -> None:
    fair = await a_fair(world)
    rooms = [await a_room(world, fair, name) for name in ("Hall", "Library")]
    ids = await many_accepted(world, 2 * ROUNDS)
    for turn in range(ROUNDS):
        wishes = [a_talk(world, ids[2 * turn + at], rooms[at], f"15:{10 * turn:02}") for at in (0, 1)]

        answers = await asyncio.to_thread(at_once, [placing(world, fair, wish) for wish in wishes])

        assert sorted(type(one).__name__ for one in answers) == ["PresenterInTwoPlaces", "UUID"], answers
    assert len((await programme(world.hana, fair))["slots"]) == ROUNDS


async def test_of_two_leads_who_use_one_room_at_once_one_is_told(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    ids = await many_accepted(world, 2 * ROUNDS)
    for turn in range(ROUNDS):
        wishes = [
            a_talk(world, ids[2 * turn + at], room, f"15:{10 * turn + at:02}", name)
            for at, name in enumerate(("amina", "ben"))
        ]

        answers = await asyncio.to_thread(at_once, [placing(world, fair, wish) for wish in wishes])

        assert sorted(type(one).__name__ for one in answers) == ["RoomTaken", "UUID"], answers


async def test_the_last_place_for_a_stall_is_given_once(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair, stalls=1)
    first, second = await many_accepted(world, 2)
    wishes = [
        FairSlotIn(
            finding_id=UUID(finding), kind=SlotKind.STALL, room_id=UUID(room["id"]),
            presenter_ids=[world.people[name].staff_id],
        )
        for finding, name in ((first, "amina"), (second, "ben"))
    ]  # fmt: skip

    answers = await asyncio.to_thread(at_once, [placing(world, fair, wish) for wish in wishes])

    assert sorted(type(one).__name__ for one in answers) == ["RoomFull", "UUID"], answers
    assert any(isinstance(one, RoomFull) for one in answers)


async def test_two_leads_who_arrange_the_same_findings_at_once_place_each_once(world: World) -> None:
    fair = await a_fair(world)
    await a_room(world, fair)
    ids = await many_accepted(world, 3)
    wish = ArrangeFairIn(finding_ids=[UUID(one) for one in ids])

    def arrange() -> int:
        with world.database.writing(world.hana.scope) as session:
            return len(arranging.arrange(session, world.hana.actor, UUID(fair["id"]), wish, NOW).placed)

    answers = await asyncio.to_thread(at_once, [arrange, arrange])

    assert sorted(answers) == [0, 3], answers


async def test_a_stamp_asked_for_several_times_at_once_is_one_stamp(world: World) -> None:
    fair = await a_fair(world)
    slot = await a_slot(world, fair, await a_room(world, fair), await accepted(world))
    assert (await world.hana.post(f"/fairs/{fair['id']}/open")).status_code == 200

    def visit() -> str:
        with world.database.writing(world.frank.scope) as session:
            day.visit(session, world.frank.actor, UUID(fair["id"]), UUID(slot["id"]), VisitIn(note=""), NOW)
        return "stamped"

    answers = await asyncio.to_thread(at_once, [visit] * 4)

    assert answers.count("stamped") == 1
    assert sum(isinstance(one, AlreadyVisited) for one in answers) == 3, answers


# ---- the database alone ----------------------------------------------------------------------------------


def storing(world: World, rows: Callable[[Session], None]) -> Callable[[], str]:
    """Storing *rows* past every rule of ours, held only by the database."""

    def store() -> str:
        with world.database.writing(world.hana.scope) as session:
            rows(session)
        return "stored"

    return store


def a_row(
    world: World, fair: dict[str, Any], room: dict[str, Any], finding_id: str, starts: time, ends: time
) -> FairSlot:
    return FairSlot(
        id=uuid4(), school_id=world.birch_id, fair_id=UUID(fair["id"]), finding_id=UUID(finding_id),
        room_id=UUID(room["id"]), kind=SlotKind.MICRO, starts=starts, ends=ends,
    )  # fmt: skip


def a_presenter(world: World, slot: FairSlot) -> FairPresenter:
    return FairPresenter(
        school_id=world.birch_id, fair_id=slot.fair_id, slot_id=slot.id, staff_id=world.amina.staff_id,
        starts=slot.starts, ends=slot.ends,
    )  # fmt: skip


async def test_the_database_alone_keeps_one_room_for_one_talk(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    ids = await many_accepted(world, 2 * ROUNDS)
    for turn in range(ROUNDS):
        rows = [
            a_row(world, fair, room, ids[2 * turn + at], time(15, 10 * turn), time(15, 10 * turn + 7)) for at in (0, 1)
        ]
        deeds = [storing(world, lambda session, row=row: session.add(row)) for row in rows]

        answers = await asyncio.to_thread(at_once, deeds)

        assert answers.count("stored") == 1, answers
        assert any(isinstance(one, RoomTaken) for one in answers), answers


async def test_the_database_alone_keeps_a_presenter_in_one_place(world: World) -> None:
    fair = await a_fair(world)
    rooms = [await a_room(world, fair, name) for name in ("Hall", "Library")]
    ids = await many_accepted(world, 2 * ROUNDS)
    for turn in range(ROUNDS):
        rows = [
            a_row(world, fair, rooms[at], ids[2 * turn + at], time(15, 10 * turn), time(15, 10 * turn + 7))
            for at in (0, 1)
        ]
        with world.database.writing(world.hana.scope) as session:
            session.add_all(rows)
            kept = [a_presenter(world, row) for row in rows]
        deeds = [storing(world, lambda session, row=row: session.add(row)) for row in kept]

        answers = await asyncio.to_thread(at_once, deeds)

        assert answers.count("stored") == 1, answers
        assert any(isinstance(one, PresenterInTwoPlaces) for one in answers), answers


async def test_the_database_alone_keeps_numbers_and_findings_single(world: World) -> None:
    fair = await a_fair(world)
    room = await a_room(world, fair)
    first, second = await many_accepted(world, 2)

    def stall(finding_id: str, number: int) -> FairSlot:
        row = a_row(world, fair, room, finding_id, time(15), time(16))
        row.kind, row.number = SlotKind.STALL, number
        return row

    numbers = [storing(world, lambda session, row=row: session.add(row)) for row in (stall(first, 1), stall(second, 1))]
    told = await asyncio.to_thread(at_once, numbers)
    assert sorted(type(one).__name__ for one in told) == [NumberTaken.__name__, "str"], told

    again = [stall(first, 2), stall(second, 3)]
    deeds = [storing(world, lambda session, row=row: session.add(row)) for row in again]
    told = await asyncio.to_thread(at_once, deeds)
    assert sorted(type(one).__name__ for one in told) == [ShownTwice.__name__, "str"], told
