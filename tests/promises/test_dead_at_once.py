"""Promises 28, 32, 33 and 34: what was taken away is gone on the next request, a hundred times of a hundred.

Two server processes: what one has ended, the other refuses at once. There are no refresh tokens, so none can be used
twice: a token is given for a password alone, and lasts a quarter of an hour.
"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from cast import Person, World, a_person, make_world
from conftest import Clock, Put
from fastapi import FastAPI
from known import Known, a_token, nia_of
from live import Live, cheap_passwords, serving
from promised import Record, often
from racecourse import Answer, Asked, Course, course
from racing import servers

from app.identity import actions, policy
from app.kernel import clock as wall
from app.kernel.actor import Role
from app.settings import Settings

pytestmark = pytest.mark.concurrent

TIMES = often(20, 30)
FAILURES = actions.FAILURES_PER_ACCOUNT_MAX


@pytest.fixture(scope="module")
def addresses(settings: Settings) -> Iterator[list[str]]:
    with servers(settings) as found:
        yield found


@pytest_asyncio.fixture
async def lanes(addresses: list[str]) -> AsyncIterator[Course]:
    async with course(addresses) as found:
        yield found


@pytest.fixture
def today(app: FastAPI, clock: Clock) -> World:
    """A world of the present: the servers read the real clock."""
    clock.instant = wall.now()
    return make_world(app)


def somebody(world: World, at: int, *roles: Role) -> Person:
    return a_person(world.app, world.birch_id, world.trust_id, f"s{at}", list(roles) or [Role.TEACHER])


def is_dead(answer: Answer) -> bool:
    return (answer.status, answer.kind) == (401, "/problems/not-signed-in")


async def edit(lanes: Course, world: World, person: Person, **changes: Any) -> Answer:
    path = f"/staff/{person.staff_id}"
    read = await lanes.one(Asked(world.hana, "GET", path))
    now = read.json()
    wish = {name: now[name] for name in ("code", "name", "email", "department", "fte_percent", "regime")} | changes
    return await lanes.one(Asked(world.hana, "PUT", path, wish, None, (("If-Match", read.headers["etag"]),)))


async def test_a_session_that_is_ended_is_dead_on_its_next_request_in_every_process(
    today: World, lanes: Course, record_property: Record
) -> None:
    """Promise 32. Take out: `ended_at.is_(None)` in queries._signed_in."""
    alive = 0
    for at in range(TIMES):
        person = somebody(today, at)
        # The next lane leads to the other process.
        before = await lanes.race([Asked(person, "GET", "/me")] * 2)
        ended = await lanes.one(Asked(person, "POST", ("/sign-out", "/sessions/end-all")[at % 2]))
        after = await lanes.race([Asked(person, "GET", "/me")] * 2)
        assert ([one.status for one in before], ended.status) == ([200, 200], 204)
        alive += sum(not is_dead(one) for one in after)
    record_property("times", TIMES)
    record_property("alive", alive)

    assert alive == 0


async def test_who_leaves_or_loses_a_role_is_refused_on_the_next_request_in_every_process(
    today: World, lanes: Course, record_property: Record
) -> None:
    """Promises 28 and 32. Take out: read the roles when the session is opened instead of in queries.signed_in;
    `door.is_active` with end_all_sessions in actions.edit_staff."""
    let_in = 0
    for at in range(TIMES):
        person = somebody(today, at, Role.TEACHER, Role.HEAD)
        before = await lanes.race([Asked(person, "GET", "/audit")] * 2)
        changed = await edit(lanes, today, person, **({"roles": ["teacher"]} if at % 2 else {"is_active": False}))
        after = await lanes.race([Asked(person, "GET", "/audit")] * 2)
        assert ([one.status for one in before], changed.status) == ([200, 200], 200), changed.content
        let_in += sum(one.status not in (401, 403) for one in after)
    record_property("times", TIMES)
    record_property("let in", let_in)

    assert let_in == 0


async def test_a_calendar_that_was_shared_is_closed_on_the_next_request(
    today: World, lanes: Course, record_property: Record
) -> None:
    """Promises 28 and 44. Take out: `revoked_at` in calendars.queries; the look at the member of staff there."""
    opened = 0
    for at in range(TIMES):
        person = somebody(today, at)
        wish = {"kind": "person", "subject_id": str(person.staff_id), "name": "Phone"}
        made = (await lanes.one(Asked(person, "POST", "/calendar-addresses", wish))).json()
        calendar = Asked(None, "GET", "/" + made["url"].rpartition("/")[2], below="/calendars")
        before = await lanes.one(calendar)
        if at % 2:
            ended = await lanes.one(Asked(person, "DELETE", f"/calendar-addresses/{made['id']}"))
        else:
            ended = await edit(lanes, today, person, is_active=False)
        after = await lanes.race([calendar] * 2)
        assert before.status == 200
        assert ended.status in (200, 204)
        opened += sum(one.status != 404 for one in after)
    record_property("times", TIMES)
    record_property("opened", opened)

    assert opened == 0


# ---- tokens ---------------------------------------------------------------------------------------------


async def test_there_is_no_way_to_make_a_token_last_or_get_another_without_the_password(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 33. Take out: nothing of ours; let issue_token take a bearer token for the password."""
    cheap_passwords(monkeypatch)
    nia: Known = await nia_of(world)
    token = await a_token(nia)

    refused = [
        await token.post("/tokens", json=body, headers={"Idempotency-Key": str(uuid4())})
        for body in ({}, {"grant_type": "refresh_token"}, {"email": nia.email}, {"email": nia.email, "password": ""})
    ]
    document = json.dumps(world.app.openapi())

    assert {answer.status_code for answer in refused} <= {401, 422}
    assert [answer for answer in refused if "access_token" in answer.text] == []
    assert "refresh_token" not in document
    assert [name for name in policy.DOORS | policy.PUBLIC if "refresh" in name or "renew_token" in name] == []


# ---- guessing -------------------------------------------------------------------------------------------


async def test_guesses_are_counted_across_processes_and_restarts_whatever_address_is_claimed(
    database_url: str, today: World, monkeypatch: pytest.MonkeyPatch, put: Put, record_property: Record
) -> None:
    """Promise 34. Take out: record_failure's row (count in memory); or read X-Forwarded-For in routes._address."""
    cheap_passwords(monkeypatch)
    put("now", wall.now)
    nia = await nia_of(today)
    statuses, right = [], {"email": nia.email, "password": "correct horse battery staple"}
    live = Live(database_url, "a-secret-key-for-tests-only-0123456789-abcdefghij", workers=2)
    for half in range(2):
        with serving(live):
            async with course([live.origin]) as lanes:
                for at in range(FAILURES // 2):
                    claimed = (("X-Forwarded-For", f"10.{half}.0.{at}"), ("X-Real-IP", f"10.{half}.0.{at}"))
                    wrong = right | {"password": f"a wrong password {at}"}
                    statuses += [one.status for one in await lanes.race(
                        [Asked(None, "POST", "/sign-in", wrong, None, claimed)]
                    )]  # fmt: skip
                if half:
                    locked = await lanes.race([Asked(None, "POST", "/sign-in", right)] * 2)
    record_property("failures before it waits", len(statuses))

    assert statuses == [401] * FAILURES
    assert [one.status for one in locked] == [429, 429]
    assert all(0 < int(one.headers["retry-after"]) <= 15 * 60 for one in locked)
