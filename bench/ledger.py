"""`python -m bench.ledger`: balances and statements beside three million entries, and postings a second.

Reading: the demo school alone, then the same with 60 schools x 60 teachers x 3 years of entries in its database; asked
in turn, in this process, over the app itself. Posting: the product's own action, one commit each, beside the bare
driver inserting the same rows into the same database, triggers included.
"""

import importlib
import multiprocessing
import shutil
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import anyio
import click
import httpx
import psycopg
from sqlmodel import select

from app.db.engine import SQLITE_PRAGMAS, open_engine
from app.db.session import Database
from app.identity.gate import COOKIE
from app.kernel import clock
from app.kernel.actor import Actor, Scope
from app.main import create_app
from app.settings import Settings
from app.time_budget import actions
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import SpendIn
from app.time_budget.tables import TimePot
from bench import ledger_load
from bench.school import Person, prepare

ROOT = Path(__file__).resolve().parents[1]
SECRET_KEY = "bench-only-0123456789-abcdefghijklmnopqrstuvwxyz"
READS, WARM, BATCH = 400, 20, 10
RATIO_AIM = 1.5
WORKERS = {"sqlite": (1, 4), "postgres": (2, 4)}
"""Processes and threads that post: SQLite admits one writer, so one server process is what a school runs."""
AIMS = {"sqlite": 100, "postgres": 500}

MINE = ("/api/my-time", "/api/my-time/entries", "/api/my-time/statement")
LEADS = ("/api/year-statement",)


# ---- reading ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks of which database."""

    name: str
    database: Database
    teachers: list[Person]
    leads: list[Person]

    def askers(self, path: str) -> list[Person]:
        return self.leads if path in LEADS else self.teachers


def reading(places: Sequence[Asked]) -> dict[tuple[str, str], list[float]]:
    """Milliseconds of each request, by path and place. The places take turns: they share the machine's moods."""
    found: dict[tuple[str, str], list[float]] = {}
    anyio.run(_ask_all, places, found)
    return found


async def _ask_all(places: Sequence[Asked], found: dict[tuple[str, str], list[float]]) -> None:
    settings = Settings(
        database_url="sqlite://", secret_key=SECRET_KEY, public_url="http://127.0.0.1:8000", frontend="none"
    )
    clients = {
        one.name: httpx.AsyncClient(
            transport=httpx.ASGITransport(app=create_app(settings, one.database.engine)), base_url=settings.public_url
        )
        for one in places
    }
    for path in (*MINE, *LEADS):
        for one in places:
            for number in range(WARM):
                await _ask(clients[one.name], path, one.askers(path), number)
        for start in range(0, READS, BATCH):
            for one in places:
                found.setdefault((path, one.name), []).extend(
                    [await _ask(clients[one.name], path, one.askers(path), start + n) for n in range(BATCH)]
                )
    for client in clients.values():
        await client.aclose()


async def _ask(client: httpx.AsyncClient, path: str, people: list[Person], number: int) -> float:
    person = people[number % len(people)]
    began = time.perf_counter()
    answer = await client.get(path, headers={"X-Kenkyu": "1", "Cookie": f"{COOKIE}={person.secret}"})
    ended = time.perf_counter()
    assert answer.is_success, answer.text
    return (ended - began) * 1000


# ---- posting ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Posting:
    """What one process is to post: by the product or by the bare driver, on which pots."""

    url: str
    how: str
    pots: list[tuple[Actor, UUID, UUID]]
    """Who posts, in which year, into which observing pot."""
    threads: int
    seconds: float
    held_on: date
    now: datetime


def posting(
    url: str, engine: str, how: str, pots: list[tuple[Actor, UUID, UUID]], now: datetime, seconds: float
) -> float:
    """Commits a second, over all processes and threads together."""
    processes, threads = WORKERS[engine]
    wishes = [Posting(url, how, pots[n::processes], threads, seconds, now.date(), now) for n in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        return sum(pool.map(post_for, wishes))


def post_for(wish: Posting) -> float:
    """Post for a while in this process; answers with commits a second."""
    with ExitStack() as stack:
        acts = [stack.enter_context(_poster(wish)) for _ in range(wish.threads if wish.how == "driver" else 1)]
        counts = [0] * wish.threads
        writer = threading.Lock()

        def work(number: int, until: float) -> None:
            act = acts[number % len(acts)]
            mine = wish.pots[number :: wish.threads]
            while time.monotonic() < until:
                act(mine[counts[number] % len(mine)], writer)
                counts[number] += 1

        for seconds in (1.0, wish.seconds):  # The first warms up: statements are compiled, plans are made.
            counts[:] = [0] * wish.threads
            began = time.monotonic()
            threads = [threading.Thread(target=work, args=(number, began + seconds)) for number in range(wish.threads)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
        return sum(counts) / (time.monotonic() - began)


Act = Callable[[tuple[Actor, UUID, UUID], Any], None]


@contextmanager
def _poster(wish: Posting) -> Iterator[Act]:
    if wish.how == "driver":
        with _sqlite_driver(wish) if wish.url.startswith("sqlite") else _postgres_driver(wish) as act:
            yield act
        return
    database = Database(open_engine(wish.url, connections=wish.threads))
    spend = SpendIn(category=TimeCategory.OBSERVE, minutes=1, held_on=wish.held_on, reason="Bench")

    def commit(pot: tuple[Actor, UUID, UUID], _writer: Any) -> None:
        actor, year_id, _ = pot
        planned = CommitWish(actor.staff_id, year_id, TimeCategory.OBSERVE, 1, uuid4(), wish.held_on)
        with database.writing(actor.scope) as session:
            actions.commit_all(session, actor, [planned], wish.now)

    def log(pot: tuple[Actor, UUID, UUID], _writer: Any) -> None:
        with database.writing(pot[0].scope) as session:
            actions.spend_directly(session, pot[0], spend, wish.now)

    yield commit if wish.how == "commit" else log
    database.engine.dispose()


INSERT = (
    "INSERT INTO ledger_entry (school_id, id, pot_id, kind, minutes, source, ref_id, held_on, reason, by_staff_id, "
    "made_at) VALUES ({}, {}, {}, 'commit', 1, 'protected', {}, {}, '', {}, {})"
)


@contextmanager
def _sqlite_driver(wish: Posting) -> Iterator[Act]:
    connection = sqlite3.connect(
        wish.url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False, timeout=30
    )
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    sql = INSERT.format(*"???????")

    def act(pot: tuple[Actor, UUID, UUID], writer: Any) -> None:
        actor, _, pot_id = pot
        values = (
            actor.school_id.hex, uuid4().hex, pot_id.hex, uuid4().hex, wish.held_on.isoformat(), actor.staff_id.hex,
            wish.now.strftime("%Y-%m-%d %H:%M:%S.%f"),
        )  # fmt: skip
        with writer:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(sql, values)
            connection.execute("COMMIT")

    yield act
    connection.close()


@contextmanager
def _postgres_driver(wish: Posting) -> Iterator[Act]:
    connection = psycopg.connect(wish.url.replace("postgresql+psycopg", "postgresql"), prepare_threshold=5)
    sql = INSERT.format(*["%s"] * 7)

    def act(pot: tuple[Actor, UUID, UUID], _writer: Any) -> None:
        actor, _, pot_id = pot
        connection.execute("SELECT set_config('app.school_id', %s, true)", [str(actor.school_id)])
        connection.execute(sql, [actor.school_id, uuid4(), pot_id, uuid4(), wish.held_on, actor.staff_id, wish.now])
        connection.commit()

    yield act
    connection.close()


# ---- the whole -------------------------------------------------------------------------------------------


def measure(engine: str, demo_url: str, copy: Callable[[], str], seconds: float) -> None:
    """Everything on one engine."""
    now = clock.now()
    benched = prepare(demo_url, now)
    benched.database.engine.dispose()
    big_url = copy()
    demo, big = (Database(open_engine(url)) for url in (demo_url, big_url))
    click.echo(f"{engine}: loading", err=True)
    began = time.monotonic()
    teachers, leads = ledger_load.load(big, big_url, now)
    click.echo(
        f"{engine}: {ledger_load.count(demo_url)} entries in the demo's database, {ledger_load.count(big_url)} in the "
        f"large one, loaded and checked in {time.monotonic() - began:.0f} s"
    )
    staff = [one for one in benched.people if "teacher" in one.actor.roles]
    heads = [one for one in benched.people if "cpd_lead" in one.actor.roles]
    places = [
        Asked("demo", demo, staff, heads), Asked("demo beside", big, staff, heads), Asked("large", big, teachers, leads)
    ]  # fmt: skip
    _report_reading(engine, reading(places))
    pots = {"demo": _pots(demo, staff), "large": _pots(big, teachers)}
    for place, url in (("demo", demo_url), ("large", big_url)):
        made = {how: posting(url, engine, how, pots[place], now, seconds) for how in ("commit", "spend", "driver")}
        _report_posting(engine, place, made)
    demo.engine.dispose()
    big.engine.dispose()


def _pots(database: Database, staff: Sequence[Person]) -> list[tuple[Actor, UUID, UUID]]:
    """The observing pots of the latest year."""
    found = []
    for one in staff:
        with database.reading(Scope(one.actor.school_id)) as session:
            rows = session.exec(
                select(TimePot).where(
                    TimePot.staff_id == one.actor.staff_id, TimePot.category == TimeCategory.OBSERVE,
                    TimePot.source == "protected",
                )
            ).all()  # fmt: skip
        row = max(rows, key=lambda row: row.allocated_minutes - row.committed_minutes - row.spent_minutes)
        found.append((one.actor, row.year_id, row.id))
    return found


def _report_reading(engine: str, found: dict[tuple[str, str], list[float]]) -> None:
    for path in (*MINE, *LEADS):
        base = found[path, "demo"]
        for place in ("demo", "demo beside", "large"):
            times = found[path, place]
            ratio = statistics.median(times) / statistics.median(base)
            click.echo(
                f"{engine:<10}{path:<26}{place:<13}{statistics.median(times):>8.2f} ms median{_p99(times):>9.2f} ms p99"
                f"{ratio:>8.2f} of the demo's median{_p99(times) / _p99(base):>8.2f} of its p99"
                f"{'' if ratio <= RATIO_AIM else '  over the aim'}"
            )


def _report_posting(engine: str, place: str, made: dict[str, float]) -> None:
    for how in ("commit", "spend"):
        click.echo(
            f"{engine:<10}{how:<8}on {place:<8}{made[how]:>8.0f} a second, aim {AIMS[engine]}; bare driver "
            f"{made['driver']:.0f}, ratio {made[how] / made['driver']:.2f}"
        )


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99) - 1]


@click.command()
@click.option("--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=list(AIMS))
@click.option("--schools", default=ledger_load.SCHOOLS, show_default=True, help="How many schools are loaded.")
@click.option("--seconds", default=8.0, show_default=True, help="How long each kind of posting runs.")
def main(engines: tuple[str, ...], schools: int, seconds: float) -> None:
    """Measure; nothing is asserted on speed, the figures are printed."""
    sys.path.insert(0, str(ROOT / "tests"))
    postgres: Any = importlib.import_module("postgres")
    ledger_load.SCHOOLS = schools
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in engines:
            small, large = f"{folder}/demo.db", f"{folder}/large.db"

            def copied() -> str:
                with sqlite3.connect(small) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                shutil.copy(small, large)
                return f"sqlite:///{large}"

            measure("sqlite", f"sqlite:///{small}", copied, seconds)
        if "postgres" in engines:
            with postgres.server(durable=True) as cluster:
                url = cluster.database()
                template = url.split("/")[3].split("?")[0]
                measure("postgres", url, lambda: str(cluster.database(template=template)), seconds)


if __name__ == "__main__":
    main()
