"""Promises 23, 44 and 51: the log says of every request that it was, by its number, and of no person what they wrote.

A real server is sent every operation there is, with a canary in every text, in passwords, tokens and secret addresses;
then requests that no honest client makes, with line breaks and escapes in them; then it loses its database. The log is
kept at its most talkative.
"""

import json
import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import postgres
import psycopg
import pytest
from cast import SECRET_KEY, World
from conftest import Put
from known import a_token, nia_of
from live import Live, cheap_passwords, serving
from operations import CALLS, Cast, one_of_everything, send
from promised import Record
from sqlalchemy import update
from test_who_may import Caller, callers, lines, versions

from app.identity.tables import SignInSession
from app.kernel import clock as wall
from app.kernel.actor import NOBODY

pytestmark = pytest.mark.concurrent

CANARY = f"Canary{uuid4().hex[:12]}"
TEXTS = frozenset({
    "text", "title", "reason", "note", "focus", "name", "agenda", "record", "words", "learned", "outcome", "about",
    "background", "aims", "methods", "findings", "implications", "next_time", "pull_quote", "research_question",
    "success_measure", "baseline", "rationale", "taken_from_it", "agreement", "consulted_with", "arrangement", "place",
    "welcome", "research_theme", "protocol", "organisation", "password", "typifies", "email", "q", "secret",
})  # fmt: skip
CONTROLS = '\r\nX-Injected: 1\r\n\x1b[31m{"event": "forged"}\n'


def with_canaries(node: Any) -> Any:
    """*node* with the canary in every text that a person writes."""
    if isinstance(node, dict):
        return {
            name: f"{inner} {CANARY}" if name in TEXTS and isinstance(inner, str) and "{" not in inner else with_canaries(inner)
            for name, inner in node.items()
        }  # fmt: skip
    return [with_canaries(inner) for inner in node] if isinstance(node, list) else node


@asynccontextmanager
async def browsing(live: Live, secret: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"}
    headers |= {"Cookie": f"__Host-kenkyu={secret}"} if secret else {}
    async with httpx.AsyncClient(base_url=live.url, headers=headers, timeout=60) as client:
        yield client


class Heard:
    """Every answer that the clients had: its number and status."""

    def __init__(self) -> None:
        self.statuses: dict[str, int] = {}

    def __call__(self, answer: httpx.Response) -> httpx.Response:
        if "x-request-id" in answer.headers:
            self.statuses[answer.headers["x-request-id"]] = answer.status_code
        else:  # What is no HTTP at all is refused before anything of ours is reached.
            assert answer.status_code == 400
        return answer


async def ask_everything(
    live: Live, everybody: list[Caller], things: dict[str, str], etags: dict[str, str], heard: Heard
) -> None:
    for line, wanted in lines().items():
        caller = next(
            (
                one
                for one in reversed(everybody)
                if one.role not in ("other_school", "support") and wanted[one.role] == "yes" and one.secret
            ),
            None,
        )
        call = CALLS[line]
        asked = type(call)(
            **{name: getattr(call, name) for name in call.__slots__} | {"body": with_canaries(call.body)}
        )
        async with browsing(live, caller.secret if caller else None) as client:
            mine = things | ({"own_session": caller.own_session} if caller else {})
            heard(await send(client, asked, mine, version=etags.get(line, "1")))


def used_today(world: World) -> None:
    """The school was made on a day of its own; the server reads the real clock."""
    with world.database.writing(NOBODY) as session:
        until = wall.now() + timedelta(days=1)
        session.execute(update(SignInSession).values(last_seen_at=wall.now(), expires_at=until))


async def ask_dishonestly(live: Live, world: World, heard: Heard) -> None:
    """Bodies, paths, queries and headers with line breaks and escapes; JSON that is none."""
    json_type = {"Content-Type": "application/json", "Idempotency-Key": CANARY}
    async with browsing(live, world.hana.secret) as client:
        for content in (
            f'{{"code": "{CANARY}"'.encode(), json.dumps({"name": CONTROLS + CANARY, "code": CONTROLS}).encode(),
            b"\xff\xfe" + CANARY.encode(), b"[" * 2_000 + CANARY.encode(),
        ):  # fmt: skip
            heard(await client.post("/staff", content=content, headers=json_type))
        for path in (f"/staff/{CANARY}", f"/staff/%0d%0a{CANARY}%1b", f"/nowhere/{CANARY}", f"/staff?after={CANARY}"):
            heard(await client.get(path))
        heard(await client.get("/me", headers={"User-Agent": f"{CANARY} \x1b[31m", "X-Request-Id": CANARY}))
        heard(await client.post("/sign-in", json={"email": CONTROLS + CANARY, "password": CANARY}))
        heard(await client.get(f"{live.origin}/calendars/{CANARY}.ics"))
        heard(await client.get(f"/invitations/{CANARY}"))


@asynccontextmanager
async def no_database(url: str, cluster: postgres.Cluster | None) -> AsyncIterator[None]:
    """The database gives no answer until the block ends: its writer's place is taken, or nobody is let in."""
    if cluster is None:
        holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            holder.close()
        return
    name = url.split("@/", 1)[1].split("?")[0]
    with psycopg.connect(f"host={cluster.base} user={postgres.OWNER} dbname=postgres", autocommit=True) as admin:
        stop = threading.Event()

        def throw_out() -> None:
            while not stop.is_set():
                admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
                time.sleep(0.02)

        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        thread = threading.Thread(target=throw_out)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
            admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_the_log_has_each_request_once_and_nothing_that_anybody_wrote(
    world: World, database_url: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    put: Put, record_property: Record,
) -> None:  # fmt: skip
    """Take out: `loggable` in web/problems.py; put the text back into problems.unavailable; `traced` in
    problems._crash; JSONRenderer in web/logs.py in favour of lines of text."""
    cheap_passwords(monkeypatch)
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="birch", fair_word="fair"
    )
    everybody, etags, heard = await callers(world, things), await versions(world, things), Heard()
    put("now", wall.now)
    used_today(world)
    nia = await nia_of(world)
    token = (await a_token(nia)).headers["Authorization"].removeprefix("Bearer ")
    live = Live(
        database_url, SECRET_KEY, arguments=("--no-worker", "--despite-faults"), log=tmp_path / "log",
        more={"KENKYU_LOG_LEVEL": "debug"},
    )  # fmt: skip
    with serving(live):
        await ask_everything(live, everybody, things, etags, heard)
        await ask_dishonestly(live, world, heard)
        async with browsing(live) as client:
            bearer = {"Authorization": f"Bearer {token}"}
            heard(await client.get("/me", headers=bearer))
            heard(await client.get("/me", headers={"Authorization": f"Bearer {token[:-2]}xx"}))
        async with browsing(live, nia.secret) as client:
            mine = {"kind": "person", "subject_id": str(nia.staff_id), "name": CANARY}
            made = heard(await client.post("/calendar-addresses", json=mine, headers={"Idempotency-Key": "k"}))
            feed = made.json()["url"].rpartition("/")[2].removesuffix(".ics")
            heard(await client.get(f"{live.origin}/calendars/{feed}.ics"))
            cluster = None if database_url.startswith("sqlite") else request.getfixturevalue("postgres_server")
            async with no_database(database_url, cluster):
                wish = {"email": nia.email, "password": CANARY}
                gone = [heard(await client.post("/sign-in", json=wish))]
                gone.append(heard(await client.get(f"{live.origin}/calendars/{feed}.ics")))
    assert 503 in {answer.status_code for answer in gone}

    secrets = [CANARY, token, feed, nia.secret, things["leave_secret"], things["answer_secret"], "X-Injected", "\x1b"]
    written = (tmp_path / "log").read_text()
    told = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    plain = [line for line in written.splitlines() if not line.startswith("{")]
    numbers = {one["request_id"]: one["status"] for one in told if one["event"] == "request"}
    lines_of = Counter(one["request_id"] for one in told if one["event"] == "request")
    record_property("requests", len(heard.statuses))
    record_property("log lines", len(told))
    record_property("answers of 503", sum(status == 503 for status in heard.statuses.values()))

    assert [one for one in secrets if one in written] == []
    assert [one for one in plain if not re.match(r"(INFO|WARNING|ERROR): ", one)] == []
    assert "forged" not in {one["event"] for one in told}
    assert {status for status in heard.statuses.values() if status >= 500} <= {503}
    assert {number: status for number, status in heard.statuses.items() if numbers.get(number) != status} == {}
    assert max(lines_of.values()) == 1
    assert len(heard.statuses) > 250
