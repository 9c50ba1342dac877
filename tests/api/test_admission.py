"""The rooms in which requests are worked on, and each school's share: without a server, by the event loop's own clock."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest
from cast import World, browser
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from app.web.admission import BURST_SECONDS, SCHOOLS_MAX, Quota, Room, Size

BIRCH, CEDAR = uuid4(), uuid4()


def a_room(*, at_once: int = 1, waiting_max: int = 2, wait_seconds: float = 5.0) -> Room:
    return Room("main", Size(at_once, waiting_max, wait_seconds, 1))


async def test_so_many_are_inside_and_so_many_wait() -> None:
    """Take out: the bound on waiting in Room.enter."""
    room = a_room(at_once=2, waiting_max=1)
    assert await room.enter()
    assert await room.enter()

    third = asyncio.create_task(room.enter())
    await asyncio.sleep(0)

    assert not await room.enter()
    room.leave()
    assert await third
    assert (room.taken, room.waiting) == (2, 0)


async def test_nobody_waits_for_long() -> None:
    """Take out: `call_later` in Room.enter: this test then hangs."""
    room = a_room(wait_seconds=0.02)
    await room.enter()

    assert not await asyncio.wait_for(room.enter(), 5)
    assert room.waiting == 0


async def test_schools_take_turns() -> None:
    """Take out: the line in Room.leave that puts a party behind all others (put it in front instead)."""
    room = a_room(waiting_max=10)
    await room.enter(BIRCH)
    order: list[str] = []

    async def come(name: str, party: object) -> None:
        await room.enter(party)
        order.append(name)

    tasks = [asyncio.create_task(come(f"birch{number}", BIRCH)) for number in range(3)]
    await asyncio.sleep(0)
    tasks.append(asyncio.create_task(come("cedar", CEDAR)))
    await asyncio.sleep(0)
    for _ in range(4):
        room.leave()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)

    assert order == ["birch0", "cedar", "birch1", "birch2"]


async def test_a_full_queue_makes_room_for_a_school_with_fewer_in_it() -> None:
    """Take out: `_make_room_for` in Room.enter."""
    room = a_room(waiting_max=3)
    await room.enter(BIRCH)
    first, second, third = (asyncio.create_task(room.enter(BIRCH)) for _ in range(3))
    await asyncio.sleep(0)

    cedar = asyncio.create_task(room.enter(CEDAR))
    await asyncio.sleep(0)

    assert not await third
    assert not await room.enter(BIRCH), "who has most in the queue makes no room for itself"
    for task in (first, cedar, second):
        room.leave()
        assert await task


async def test_a_place_that_comes_with_the_end_is_given_back() -> None:
    """Take out: `leave` where Room.enter is cancelled."""
    room = a_room()
    await room.enter()
    waiting = asyncio.create_task(room.enter())
    await asyncio.sleep(0)

    room.leave()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert room.taken == 0


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_a_school_has_its_share_and_no_more_while_another_asks() -> None:
    """Take out: the line that takes a token."""
    hands = Hands()
    quota = Quota(2, hands)
    quota.seconds_to_wait(CEDAR)

    waits = [quota.seconds_to_wait(BIRCH) for _ in range(2 * BURST_SECONDS + 1)]

    assert waits == [0] * 2 * BURST_SECONDS + [1]
    hands.at += 0.5
    assert [quota.seconds_to_wait(BIRCH) for _ in range(2)] == [0, 1]
    assert quota.seconds_to_wait(CEDAR) == 0


def test_a_school_that_nobody_shares_the_server_with_has_it_all() -> None:
    """Take out: `_is_alone`."""
    hands = Hands()
    quota = Quota(1, hands)
    quota.seconds_to_wait(CEDAR)
    hands.at += 61

    assert {quota.seconds_to_wait(BIRCH) for _ in range(1_000)} == {0}


def test_schools_that_are_remembered_are_bounded() -> None:
    """Take out: `popitem` of the buckets."""
    quota = Quota(1, Hands())
    for _ in range(SCHOOLS_MAX + 10):
        quota.seconds_to_wait(uuid4())

    assert len(quota._buckets) == SCHOOLS_MAX


@pytest.fixture
def small(settings: Settings) -> Iterator[FastAPI]:
    """An app with one place, no queue, and a share of one request a second."""
    chosen = settings.model_copy(
        update={"requests_at_once": 1, "requests_waiting": 0, "long_at_once": 1, "password_hash_concurrency": 1}
    )
    app = create_app(chosen)
    yield app
    app.state.database.engine.dispose()


async def test_who_finds_no_place_is_told_when_to_come_back(small: FastAPI) -> None:
    """Take out: Admission from app/main.py."""
    await small.state.rooms["main"].enter()
    client = browser(small)

    refused, alive, ready = await client.get("/demo"), await client.get("/health"), await client.get("/ready")
    small.state.rooms["main"].leave()

    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] == "1"
    assert refused.json()["request_id"] == refused.headers["x-request-id"]
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert alive.status_code == 200
    assert ready.status_code in (200, 503)
    assert "checks" in ready.json()
    assert (await client.get("/demo")).status_code == 404


async def test_long_work_and_passwords_have_places_of_their_own(small: FastAPI) -> None:
    """Take out: SPECIAL_ROOMS where app/main.py makes the plan."""
    for name in ("long", "passwords"):
        await small.state.rooms[name].enter()
    client = browser(small)

    signing_in = await client.post("/sign-in", json={"email": "a@b.example", "password": "wrong but long enough"})
    printing = await client.get("/my-time/statement.pdf")
    other = await client.get("/demo")

    assert (signing_in.status_code, printing.status_code, other.status_code) == (503, 503, 404)


async def test_a_school_s_requests_are_counted_before_anything_is_looked_up(world: World, settings: Settings) -> None:
    """Promise 21. Take out: `learn` in Admission.__call__."""
    app = create_app(settings.model_copy(update={"school_requests_per_second": 1}), now=world.app.state.now)
    amina, eve = browser(app, world.amina.secret), browser(app, world.eve.secret)
    # Whose a cookie is is not known before its first answer: both schools' second counts.
    for _ in range(2):
        assert (await eve.get("/me")).status_code == 200

    answers = [await amina.get("/me") for _ in range(BURST_SECONDS + 5)]
    app.state.database.engine.dispose()

    statuses = [answer.status_code for answer in answers]
    assert statuses[: BURST_SECONDS + 1] == [200] * (BURST_SECONDS + 1)
    assert 429 in statuses
    assert answers[-1].headers["retry-after"] == "1"
    assert (await eve.get("/me")).status_code == 200
