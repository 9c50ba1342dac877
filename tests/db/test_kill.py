"""Promises 13 and 14: what was acknowledged is there after a kill, nothing is half done, and service comes back.

Real server processes, killed as one with SIGKILL while clients write; then PostgreSQL itself. A request without an
answer may or may not have happened, but never half. PROMISES=full kills more often.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import migrated
import postgres
import pytest
from build_cover import a_group
from build_cover import a_round as a_bare_round
from build_time import a_year, give
from cast import Person, World, browser, make_world
from conftest import SECRET_KEY, Clock
from live import Live, serving
from promised import Record, often
from sqlalchemy import text

from app.cover import actions as cover
from app.cover.rules import Need
from app.db import migrating
from app.db.engine import open_engine
from app.kernel import clock as wall
from app.main import create_app
from app.settings import Settings
from app.time_budget.rules import TimeCategory

pytestmark = pytest.mark.concurrent

CYCLES = often(2, 3)
CLIENTS = 8
BACK_SECONDS_MAX = 120
"""Only so that nobody waits for ever; how long it takes is measured."""
WRITING_SECONDS = (0.2, 0.8)
ACKNOWLEDGED_MIN = 12
"""In each cycle, before anything dies: of hardly any writes nothing is proved."""
SEED = int(os.environ.get("KENKYU_SEED", "20261122"))
NEEDS = 400


@dataclass
class Written:
    """What the clients know: each key they sent, and whether it was acknowledged."""

    sent: dict[str, tuple[Person, str, Any]] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    surprises: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, client: httpx.Client, person: Person, path: str, body: Any) -> int | None:
        """Send one write; None when there was no answer."""
        key = str(uuid4())
        with self.lock:
            self.sent[key] = (person, path, body)
        try:
            answer = client.post(path, json=body, headers={"Idempotency-Key": key})
        except httpx.HTTPError:
            return None
        with self.lock:
            if answer.is_success:
                self.acknowledged[key] = answer.text
            elif answer.status_code != 503:
                self.surprises.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        return answer.status_code


@dataclass
class School:
    """A group that can spend, draft and cover, on a database of its own."""

    world: World
    group_id: UUID
    slots: list[UUID]

    @property
    def members(self) -> tuple[Person, Person, Person]:
        return self.world.amina, self.world.ben, self.world.chloe


def a_school(database_url: str) -> School:
    """Built in this process, which lets go of the database before the server starts."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET_KEY), open_engine(database_url), now=Clock())
    app.state.now.instant = wall.now()
    world = make_world(app)
    year = {
        "starts_on": (wall.now() - timedelta(days=100)).date(),
        "ends_on": (wall.now() + timedelta(days=300)).date(),
    }
    a_year(world.database, world.hana, **year)
    members = (world.amina, world.ben, world.chloe)
    group_id = a_group(world.database, members)
    for member in members:
        for category in TimeCategory:
            give(world.database, member, 6_000, category)
    begins = wall.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
    round_id = a_bare_round(world.database, world.amina, group_id, starts_at=begins)
    with world.database.writing(world.chloe.scope) as session:
        opened = cover.open_needs(session, world.chloe.actor, _needs(world, group_id, round_id, begins), wall.now())
        slots = [slot.id for slot in opened]
    app.state.database.engine.dispose()
    return School(world, group_id, slots)


def _needs(world: World, group_id: UUID, round_id: UUID, begins: Any) -> list[Need]:
    """Half hours that follow one another, for Ben to cover."""
    return [
        Need(
            group_id=group_id, round_id=round_id, released_id=world.chloe.staff_id,
            held_on=(starts_at := begins + timedelta(days=at // 12, minutes=30 * (at % 12))).date(), period=f"P{at}",
            slice=0, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), minutes=30, class_name="9B1",
            subject="Maths", room="M4", ask_ids=(world.ben.staff_id,),
        )
        for at in range(NEEDS // 2)
    ]  # fmt: skip


def client_of(url: str, person: Person) -> httpx.Client:
    headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={person.secret}"}
    return httpx.Client(base_url=url, headers=headers, timeout=20)


@contextmanager
def writing(school: School, url: str, written: Written) -> Iterator[None]:
    """Eight clients that write without pause until the block ends."""
    stop = threading.Event()
    slots = iter(school.slots)

    def run(number: int) -> None:
        person = school.world.ben if number == 0 else school.members[number % 3]
        with client_of(url, person) as client:
            while not stop.is_set():
                path, body = _a_write(school, number, slots)
                if written.write(client, person, path, body) is None:
                    time.sleep(0.02)

    threads = [threading.Thread(target=run, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        school.slots = list(slots)


def _some_were_acknowledged(written: Written, before: int) -> None:
    end = time.monotonic() + BACK_SECONDS_MAX
    while len(written.acknowledged) < before + ACKNOWLEDGED_MIN:
        assert time.monotonic() < end, f"hardly anything was written: {written.surprises[:3]}"
        time.sleep(0.02)


def _a_write(school: School, number: int, slots: Iterator[UUID]) -> tuple[str, Any]:
    """One client accepts cover, two draft findings, five spend a minute each time."""
    if number == 0 and (slot := next(slots, None)) is not None:
        return f"/cover-slots/{slot}/accept", None
    if number in (1, 2):
        return f"/groups/{school.group_id}/findings", {"title": f"Draft {uuid4().hex[:6]}"}
    reason = f"Visit {uuid4().hex[:6]}"
    return "/my-time/spend", {
        "category": "observe", "minutes": 1, "held_on": wall.now().date().isoformat(), "reason": reason
    }  # fmt: skip


# ---- what must hold ------------------------------------------------------------------------------------

SUMS = """
    SELECT count(*) FROM time_pot p WHERE school_id = :school AND (
        p.spent_minutes <> (SELECT coalesce(sum(e.minutes), 0) FROM ledger_entry e
            WHERE e.school_id = p.school_id AND e.pot_id = p.id AND e.kind = 'spend')
        OR p.committed_minutes <> (SELECT coalesce(sum(e.minutes), 0) FROM ledger_entry e
            WHERE e.school_id = p.school_id AND e.pot_id = p.id AND e.kind = 'commit'))"""
HALF_FINDINGS = """
    SELECT count(*) FROM finding f WHERE school_id = :school AND 3 <> (SELECT count(*) FROM finding_author a
        WHERE a.school_id = f.school_id AND a.finding_id = f.id)"""
HALF_COVER = """
    SELECT count(*) FROM cover_slot s WHERE school_id = :school AND NOT (
        (CASE WHEN state = 'accepted' THEN 1 ELSE 0 END)
          = (SELECT count(*) FROM occupied o WHERE o.school_id = s.school_id AND o.ref_id = s.id)
        AND (CASE WHEN state = 'accepted' THEN 1 ELSE 0 END)
          = (SELECT count(*) FROM cover_ask a WHERE a.school_id = s.school_id AND a.slot_id = s.id AND a.state = 'accepted')
        AND (CASE WHEN state = 'accepted' THEN 1 ELSE 0 END)
          = (SELECT count(*) FROM ledger_entry e WHERE e.school_id = s.school_id AND e.id = s.commit_id))"""
UNFINISHED_KEYS = "SELECT count(*) FROM idempotent_request WHERE school_id = :school AND (status = 0 OR body = '')"
EFFECTS = {
    "spend_my_time": "SELECT count(*) FROM ledger_entry WHERE school_id = :school AND kind = 'spend'",
    "write_finding": "SELECT count(*) FROM finding WHERE school_id = :school",
    "accept_cover": "SELECT count(*) FROM cover_slot WHERE school_id = :school AND state = 'accepted'",
}


def audit(database_url: str, school: School, written: Written) -> list[str]:
    """What is broken, read past the app: half-done things, sums, and acknowledged keys that are not there."""
    engine, school_id = open_engine(database_url, connections=2), school.world.birch_id
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT set_config('app.school_id', :school, true)"), {"school": str(school_id)}
                )
            given = {"school": str(school_id) if connection.dialect.name == "postgresql" else school_id.hex}

            def ask(statement: str, **more: Any) -> Any:
                return connection.execute(text(statement), given | more)

            found = [f"{name}: {count}" for name, statement in {
                "pots that are not the sum of their entries": SUMS, "findings without all authors": HALF_FINDINGS,
                "cover that is half agreed": HALF_COVER, "keys without an answer": UNFINISHED_KEYS,
            }.items() if (count := ask(statement).scalar_one())]  # fmt: skip
            for route, statement in EFFECTS.items():
                keys = ask(
                    "SELECT count(*) FROM idempotent_request WHERE school_id = :school AND route = :route", route=route
                )
                if (effects := ask(statement).scalar_one()) != (kept := keys.scalar_one()):
                    found.append(f"{route}: {effects} effects for {kept} keys")
            kept_bodies = {
                row.key: row.body for row in ask("SELECT key, body FROM idempotent_request WHERE school_id = :school")
            }
            lost = [key for key, body in written.acknowledged.items() if kept_bodies.get(key) != body]
            return found + [f"acknowledged and lost: {len(lost)} of {len(written.acknowledged)}"] * bool(lost)
    finally:
        engine.dispose()


def asked_again(url: str, written: Written, most: int = 25) -> list[str]:
    """Repeat what got no answer, and some of what got one: each has happened once then, and says the same."""
    unsure = [key for key in written.sent if key not in written.acknowledged]
    wrong = []
    for key in [*unsure[-most:], *list(written.acknowledged)[-most:]]:
        person, path, body = written.sent[key]
        with client_of(url, person) as client:
            answer = client.post(path, json=body, headers={"Idempotency-Key": key})
        if not answer.is_success or written.acknowledged.setdefault(key, answer.text) != answer.text:
            wrong.append(f"{path}, asked again: {answer.status_code} {answer.text[:100]}")
    return wrong


# ---- the server is killed --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def durable() -> Iterator[postgres.Cluster]:
    with postgres.server(durable=True) as cluster:
        yield cluster


@pytest.fixture(params=["sqlite, 1 process", "sqlite, 2 processes", "postgres, 2 processes"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, int]:
    """A migrated database that keeps its word, and how many processes serve it."""
    engine, _, count = request.param.partition(", ")
    url = migrated.sqlite(tmp_path) if engine == "sqlite" else migrated.on(request.getfixturevalue("durable"))
    return url, int(count[0])


def test_what_was_acknowledged_survives_the_death_of_every_process_and_nothing_is_half_done(
    setting: tuple[str, int], record_property: Record,
) -> None:  # fmt: skip
    """Take out: commit after the answer (acknowledged, then lost): e.g. yield the answer before `session.begin()`
    ends in db/session.py; or claim the key in a transaction of its own in web/idempotency.py."""
    url, workers = setting
    school, written, chance = a_school(url), Written(), random.Random(SEED)
    broken, back = [], []
    with serving(Live(url, SECRET_KEY, workers=workers)) as live:
        for cycle in range(CYCLES):
            with writing(school, live.url, written):
                _some_were_acknowledged(written, len(written.acknowledged))
                time.sleep(chance.uniform(*WRITING_SECONDS))
                live.kill()
            back.append(live.start())
            broken += [f"cycle {cycle}: {fault}" for fault in audit(url, school, written)]
        broken += asked_again(live.url, written)
        broken += [f"after asking again: {fault}" for fault in audit(url, school, written)]

    assert not broken, "\n".join(broken)
    assert written.surprises == []
    assert len(written.acknowledged) >= ACKNOWLEDGED_MIN * CYCLES
    record_property("acknowledged", len(written.acknowledged))
    record_property("seconds_until_it_answers_again", round(max(back), 1))


# ---- PostgreSQL is killed ----------------------------------------------------------------------------------


def test_when_postgres_dies_only_503_is_answered_and_the_app_finds_it_again(record_property: Record) -> None:
    """Take out: what the gate catches in identity/gate.py (500); DBAPIError in problems.install."""
    chance = random.Random(SEED)
    with postgres.server(durable=True) as cluster:
        url = cluster.database()
        migrating.upgrade(url)
        school, written, back = a_school(url), Written(), []
        broken: list[str] = []
        with serving(Live(url, SECRET_KEY, workers=2)) as live:
            for cycle in range(CYCLES):
                with writing(school, live.url, written):
                    _some_were_acknowledged(written, len(written.acknowledged))
                    time.sleep(chance.uniform(*WRITING_SECONDS))
                    cluster.stop(signal.SIGQUIT)  # pg_ctl -m immediate
                    time.sleep(0.5)
                    cluster.start()
                    back.append(_seconds_until_healthy(live))
                    time.sleep(0.3)
                broken += [f"cycle {cycle}: {fault}" for fault in audit(url, school, written)]

    assert not broken, "\n".join(broken)
    assert len(written.acknowledged) >= ACKNOWLEDGED_MIN * CYCLES
    assert written.surprises == [], written.surprises[:3]
    record_property("acknowledged", len(written.acknowledged))
    record_property("seconds_until_it_answers_again", round(max(back), 1))


def _seconds_until_healthy(live: Live) -> float:
    began = time.monotonic()
    while not live.is_healthy():
        assert time.monotonic() - began < BACK_SECONDS_MAX, "the app did not find its database again"
        time.sleep(0.05)
    return time.monotonic() - began


async def test_a_database_that_was_restarted_between_two_requests_costs_none_of_them() -> None:
    """Take out: pool_pre_ping in db/engine.py (the second answer is 503)."""
    with postgres.server() as cluster:
        url = cluster.database()
        migrating.upgrade(url)
        app = create_app(Settings(database_url=url, secret_key=SECRET_KEY), open_engine(url, connections=2))
        try:
            before = await browser(app).get("/health")
            cluster.stop(signal.SIGQUIT)
            cluster.start()
            after = await browser(app).get("/health")
        finally:
            app.state.database.engine.dispose()

    assert (before.status_code, after.status_code) == (200, 200)
