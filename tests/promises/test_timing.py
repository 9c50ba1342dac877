"""Promises 26 and 35: what is another school's, or no account, takes as long to refuse as what is not there at all.

Asked of a real server, by turns, so that whatever else the machine does slows both alike; the medians may differ by a
tenth. A machine that is busy gets more samples, never a wider bound: all rounds count together.
"""

import statistics
import time
from collections.abc import Iterator
from itertools import count
from uuid import uuid4

import httpx
import pytest
from cast import SECRET_KEY, World, make_world
from conftest import Clock
from fastapi import FastAPI
from live import Live, serving
from promised import Record, often

from app.identity.passwords import Passwords
from app.identity.tables import Account
from app.kernel import clock as wall
from app.kernel.actor import NOBODY

pytestmark = [pytest.mark.concurrent, pytest.mark.measured]

SAMPLES = often(100, 150)
KNOWN = often(12, 50)
"""Addresses that have an account, and as many that have none."""
DIFFERENCE_MAX = 0.10
ROUNDS_MAX = 4


@pytest.fixture(scope="module")
def live(database_url: str) -> Iterator[Live]:
    with serving(Live(database_url, SECRET_KEY, arguments=("--no-worker", "--despite-faults"))) as found:
        yield found


@pytest.fixture
def today(app: FastAPI, clock: Clock) -> World:
    clock.instant = wall.now()
    return make_world(app)


class Samples:
    """How long each of two kinds of request took, asked by turns."""

    def __init__(self) -> None:
        self.seconds: tuple[list[float], list[float]] = ([], [])
        self.answers: set[tuple[int, bytes]] = set()

    def take(self, which: int, client: httpx.Client, request: httpx.Request) -> None:
        began = time.perf_counter()
        answer = client.send(request)
        self.seconds[which].append(time.perf_counter() - began)
        self.answers.add((answer.status_code, answer.content))

    @property
    def medians_ms(self) -> tuple[float, float]:
        one, other = (1000 * statistics.median(found) for found in self.seconds)
        return one, other

    @property
    def difference(self) -> float:
        """Of the larger median, what the other one lacks."""
        one, other = self.medians_ms
        return abs(one - other) / max(one, other)

    def told(self, record: Record, names: tuple[str, str]) -> None:
        record("samples of each", len(self.seconds[0]))
        for name, median in zip(names, self.medians_ms, strict=True):
            record(f"median ms, {name}", round(median, 2))
        record("difference %", round(100 * self.difference, 1))


async def theirs_and_nobodys(world: World) -> list[str]:
    """Addresses with a brace for an id, each with what is there at Cedar: what Birch's lead may ask for, if it were theirs."""
    made = await world.eve.post(
        "/calendar-addresses", {"kind": "person", "subject_id": str(world.eve.staff_id), "name": "x"}
    )
    assert made.status_code == 201
    return [f"/staff/{world.fay.staff_id}", f"/staff/{world.eve.staff_id}/timetable"]


async def test_another_schools_id_takes_as_long_as_one_that_nobody_has(
    today: World, live: Live, record_property: Record
) -> None:
    """Promise 26. Take out: `school_id = ...` of db/tenancy.py in favour of a look at the row's school afterwards."""
    worst, samples = 0.0, {path: Samples() for path in await theirs_and_nobodys(today)}
    headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={today.hana.secret}"}
    with httpx.Client(base_url=live.url, headers=headers, timeout=30) as client:
        for path, found in samples.items():
            real = path.split("/")[2]
            for done in count(1):
                for at in range(SAMPLES):
                    pair = [(0, path), (1, path.replace(real, str(uuid4())))]
                    for which, where in pair if at % 2 else reversed(pair):
                        found.take(which, client, client.build_request("GET", where))
                if found.difference <= DIFFERENCE_MAX or done == ROUNDS_MAX:
                    break
            worst = max(worst, found.difference)
            found.told(record_property, ("another school's", "nobody's"))

    assert all(len(found.answers) == 1 for found in samples.values()), "told apart by status or body"
    assert {status for found in samples.values() for status, _ in found.answers} == {404}
    assert worst <= DIFFERENCE_MAX


def test_an_address_without_an_account_takes_as_long_to_refuse_as_one_with(
    today: World, live: Live, record_property: Record
) -> None:
    """Promise 35. Take out: `or _NOBODYS` in Passwords.verify (and answer at once)."""
    with today.database.writing(NOBODY) as session:
        known = [f"known.{uuid4().hex}@birch.example" for _ in range(KNOWN)]
        hashed = Passwords(1).hash("correct horse battery staple")
        session.add_all([Account(email=one, password_hash=hashed, created_at=wall.now()) for one in known])
    found = Samples()
    for done in count(1):
        # Each hundred failures from an address of its own: an address that guesses on is asked to wait.
        for at, email in enumerate(known):
            source = f"127.0.{done}.{1 + at // 20}"
            with httpx.Client(
                base_url=live.url, transport=httpx.HTTPTransport(local_address=source), timeout=60
            ) as client:
                headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"}
                client.get("/health")
                pair = [(0, email), (1, f"un{email}")]
                for which, who in pair if at % 2 else reversed(pair):
                    wish = {"email": who, "password": f"a wrong password {done}"}
                    found.take(which, client, client.build_request("POST", "/sign-in", json=wish, headers=headers))
        if found.difference <= DIFFERENCE_MAX or done == ROUNDS_MAX:
            break
    found.told(record_property, ("known", "unknown"))

    assert len(found.answers) == 1, f"told apart by {found.answers}"
    assert {status for status, _ in found.answers} == {401}
    assert found.difference <= DIFFERENCE_MAX
