"""One code, many browsers at once, over two server processes on one database: it is taken once, and guesses are counted.

With real time, since the servers keep their own clocks.
"""

from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import replace

import httpx
import pytest
from cast import Person, World
from factors import FACTORS, code_at, with_app
from racing import Send, race, servers

from app.identity import actions
from app.kernel import clock
from app.kernel.actor import NOBODY
from app.settings import Settings

pytestmark = pytest.mark.concurrent
BROWSERS = 8
TRIES = 16


def half_open(world: World, person: Person, many: int) -> list[Person]:
    """*many* browsers in which the person has given the password."""
    found = []
    with world.database.writing(NOBODY) as session:
        for _ in range(many):
            _, secret = actions.open_session(session, person.actor.account_id, "test", clock.now())
            found.append(replace(person, secret=secret, _client=None))
    return found


async def raced(settings: Settings, people: Sequence[Person], send: Send) -> list[int]:
    with servers(settings) as addresses:
        return [answer.status_code for answer in await race(addresses, people, send)]


async def test_of_eight_browsers_with_one_code_of_an_app_one_gets_in(world: World, settings: Settings) -> None:
    """Take out: `older` in actions._takes_app_code, together with second_step.hold in takes_code."""
    world.app.state.now.instant = clock.now()
    (setting_up,) = half_open(world, world.amina, 1)
    guarded = await with_app(setting_up.client, clock.now())
    people = half_open(world, world.amina, BROWSERS)

    code: list[str] = []

    def send(_: int, client: httpx.AsyncClient) -> Awaitable[httpx.Response]:
        # The step after the one that set it up, and the same for all: the servers took their time to start.
        code[:] = code or [code_at(guarded.key, clock.now(), steps=1)]
        return client.post(f"{FACTORS}/show", json={"code": code[0]})

    answers = await raced(settings, people, send)

    assert Counter(answers)[204] == 1, answers
    assert set(answers) <= {204, 403}


async def test_of_eight_browsers_with_one_code_on_paper_one_gets_in(world: World, settings: Settings) -> None:
    """Take out: `used_at.is_(None)` in actions._takes."""
    world.app.state.now.instant = clock.now()
    (setting_up,) = half_open(world, world.amina, 1)
    guarded = await with_app(setting_up.client, clock.now())
    people = half_open(world, world.amina, BROWSERS)

    answers = await raced(
        settings, people,
        lambda _, client: client.post(f"{FACTORS}/show", json={"code": guarded.recovery_codes[0]}),
    )  # fmt: skip

    assert Counter(answers) == {204: 1, 403: BROWSERS - 1}


async def test_ten_wrong_codes_are_ten_however_many_come_at_once(world: World, settings: Settings) -> None:
    """Take out: second_step.hold in actions.takes_code (red on PostgreSQL; SQLite admits one writer)."""
    world.app.state.now.instant = clock.now()
    (setting_up,) = half_open(world, world.amina, 1)
    await with_app(setting_up.client, clock.now())
    people = half_open(world, world.amina, TRIES)

    answers = await raced(
        settings, people, lambda at, client: client.post(f"{FACTORS}/show", json={"code": f"{at:06}"})
    )

    assert Counter(answers) == {403: 10, 429: TRIES - 10}
