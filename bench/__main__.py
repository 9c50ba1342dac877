"""`python -m bench`: requests a second, median and p99 of the product beside its floors, on both engines."""

import importlib
import json
import os
import pickle
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import click
import httpx
from sqlmodel import col, select

from app.cover.tables import CoverAsk
from app.identity.actions import hash_of
from app.identity.gate import COOKIE
from app.kernel import clock
from app.kernel.actor import Scope
from app.main import create_app
from app.settings import Settings
from app.time_budget.rules import TimeCategory
from app.time_budget.tables import TimePot
from bench import client, record
from bench.school import Benched, Person, prepare

ROOT = Path(__file__).resolve().parents[1]
SECRET_KEY = "bench-only-0123456789-abcdefghijklmnopqrstuvwxyz"
SPENDS = 4_000


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of request. *facts* name what of the first request differs in each further one."""

    name: str
    method: str
    path: Callable[[int], str]
    person: Callable[[int], Person | None]
    body: dict[str, Any] | None
    facts: Callable[[int], dict[str, Any]]
    count: int

    @property
    def writes(self) -> bool:
        return self.method == "POST"


def headers(person: Person | None, key: str | None) -> dict[str, str]:
    found = {"X-Kenkyu": "1", "Accept": "application/json"}
    if person is not None:
        found["Cookie"] = f"{COOKIE}={person.secret}"
    return found | ({"Idempotency-Key": key} if key else {})


def scenarios(benched: Benched, today: date) -> list[Scenario]:
    """What is measured: three screens that are read most, two writes that are raced for."""
    teacher = next(one for one in benched.people if one.actor.roles == frozenset({"teacher"}))
    pots, asks = _pots(benched), _asks(benched)
    crowd = benched.people
    spend = {"category": "observe", "minutes": 1, "held_on": today.isoformat(), "reason": "Bench"}

    def who(number: int) -> Person:
        return crowd[number % len(crowd)]

    def of_person(one: Person) -> dict[str, Any]:
        mine = {f"pot {category}": pots[one.actor.staff_id, category] for category in TimeCategory}
        return mine | {
            "account": one.actor.account_id,
            "staff": one.actor.staff_id,
            "person": one.person_id,
            "session": one.actor.session_id,
            "hash": hash_of(one.secret),
            "name": one.name,
        }

    def of_offer(number: int) -> dict[str, Any]:
        offer = benched.offers[number]
        return of_person(offer.coverer) | offer.facts | {"ask": asks[offer.slot_id]}

    return [
        _reading("My week", "/api/my-week", teacher),
        _reading("A group's page", f"/api/groups/{benched.groups[0]}", _lead(benched)),
        _reading("The fair's first page", "/api/fair/findings", None),
        Scenario(
            name="Accepting cover",
            method="POST",
            path=lambda number: f"/api/cover-slots/{benched.offers[number].slot_id}/accept",
            person=lambda number: benched.offers[number].coverer,
            body=None,
            facts=of_offer,
            count=len(benched.offers),
        ),
        Scenario(
            name="Posting to the ledger",
            method="POST",
            path=lambda _number: "/api/my-time/spend",
            person=who,
            body=spend,
            facts=lambda number: of_person(who(number)),
            count=SPENDS,
        ),
    ]


def _reading(name: str, path: str, person: Person | None) -> Scenario:
    return Scenario(name, "GET", lambda _n: path, lambda _n: person, None, lambda _n: {}, 1)


def _lead(benched: Benched) -> Person:
    return next(one for one in benched.people if "cpd_lead" in one.actor.roles)


def _pots(benched: Benched) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
    with benched.database.reading(Scope(benched.school_id)) as session:
        return {(row.staff_id, str(row.category)): row.id for row in session.exec(select(TimePot))}


def _asks(benched: Benched) -> dict[uuid.UUID, uuid.UUID]:
    slots = [offer.slot_id for offer in benched.offers]
    with benched.database.reading(Scope(benched.school_id)) as session:
        return {row.slot_id: row.id for row in session.exec(select(CoverAsk).where(col(CoverAsk.slot_id).in_(slots)))}


def observe(benched: Benched, settings: Settings, wanted: list[Scenario]) -> dict[str, dict[str, Any]]:
    """Run each scenario once in this process, and write down what it said and what it answered."""
    app = create_app(settings, benched.database.engine)
    found: dict[str, dict[str, Any]] = {}

    async def once(one: Scenario, key: str) -> bytes:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as http:
            for _ in range(1 if one.writes else 2):  # Twice: the first compiles statements.
                with record.recorded(benched.database.engine) as said:
                    answer = await http.request(
                        one.method, one.path(0), headers=headers(one.person(0), key), json=one.body
                    )
            assert answer.is_success, answer.text
            found[one.name] = {"body": answer.content, "said": said, "key": key}
            return answer.content

    for one in wanted:
        anyio.run(once, one, uuid.uuid4().hex + "k")
    return found


def floor_requests(
    one: Scenario, seen: dict[str, Any], numbers: Sequence[int], school_id: uuid.UUID
) -> list[list[record.Transaction]]:
    """What the SQL floor runs for each request of the scenario."""
    if not one.writes:
        return [seen["said"]]
    first = one.facts(0)
    known = {record.plain(value) for value in (*first.values(), school_id)}
    made = []
    for number in numbers:
        facts = one.facts(number)
        changes = {record.plain(first[name]): facts[name] for name in first if first[name] != facts[name]}
        made.append(record.replayed(seen["said"], changes | {seen["key"]: uuid.uuid4().hex + "k"}, known))
    return made


@contextmanager
def process(*command: str, port: int, **environment: str) -> Iterator[None]:
    running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(20)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def measure(url: str, engine: str, clients: Sequence[int], seconds: float) -> list[dict[str, Any]]:
    """All scenarios on one database: the product, then its floors, one process at a time under load."""
    benched = prepare(url, clock.now())
    port = free_port()
    settings = Settings(
        database_url=url, secret_key=SECRET_KEY, port=port, public_url=f"http://127.0.0.1:{port}", frontend="none"
    )
    wanted = scenarios(benched, clock.now().date())
    seen = observe(benched, settings, wanted)
    lines = []
    shares = {one.name: _shares(one, clients) for one in wanted}
    environment = {
        "KENKYU_DATABASE_URL": url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_PORT": str(port),
        "KENKYU_LOG_LEVEL": "warning", "KENKYU_PUBLIC_URL": settings.public_url,
    }  # fmt: skip
    with process(str(Path(sys.executable).with_name("kenkyu")), "serve", port=port, **environment):
        for one in wanted:
            for count in clients:
                lines.append(_product(one, port, count, shares[one.name][count, "product"], seconds, engine))
    prepared = {
        one.name: {
            "body": seen[one.name]["body"],
            "writes": one.writes,
            "requests": floor_requests(
                one,
                seen[one.name],
                [n for count in clients for n in shares[one.name][count, "sql"]],
                benched.school_id,
            ),
        }
        for one in wanted
    }
    with tempfile.NamedTemporaryFile(suffix=".pickle") as kept:
        kept.write(pickle.dumps((_driver_address(url), {_slug(name): value for name, value in prepared.items()})))
        kept.flush()
        floor_port = free_port()
        with process(sys.executable, "-m", "bench.floors", kept.name, str(floor_port), port=floor_port):
            for one in wanted:
                for count in clients:
                    for kind in ("sql", "bytes"):
                        lines.append(_floor(one, kind, floor_port, count, shares[one.name], seconds, engine))
    benched.database.engine.dispose()
    return lines


def _shares(one: Scenario, clients: Sequence[int]) -> dict[tuple[int, str], list[int]]:
    """Who of the numbered writes is used up by whom; number 0 was the one that was recorded."""
    parts = [(count, kind) for count in clients for kind in ("product", "sql")]
    size = (one.count - 1) // len(parts)
    return {part: list(range(1 + size * index, 1 + size * (index + 1))) for index, part in enumerate(parts)}


def _product(one: Scenario, port: int, count: int, numbers: list[int], seconds: float, engine: str) -> dict[str, Any]:
    body = json.dumps(one.body).encode() if one.body is not None else b""
    made = [
        client.request(one.method, one.path(n), headers(one.person(n), uuid.uuid4().hex if one.writes else None), body)
        for n in (numbers if one.writes else [0])
    ]
    if not one.writes:
        client.run(port, made, clients=count, seconds_max=1, repeat=True)
    done = client.run(port, made, clients=count, seconds_max=seconds, repeat=not one.writes)
    return _line(one, "product", count, done, engine)


def _floor(
    one: Scenario,
    kind: str,
    port: int,
    count: int,
    shares: dict[tuple[int, str], list[int]],
    seconds: float,
    engine: str,
) -> dict[str, Any]:
    made = [client.request(one.method, f"/{kind}/{_slug(one.name)}", {})]
    if kind == "sql" and one.writes:
        done = client.run(port, made * len(shares[count, "sql"]), clients=count, seconds_max=seconds * 4, repeat=False)
    else:
        done = client.run(port, made, clients=count, seconds_max=seconds, repeat=True)
    return _line(one, kind, count, done, engine)


def _line(one: Scenario, kind: str, count: int, done: client.Measured, engine: str) -> dict[str, Any]:
    if done.refused:
        click.echo(f"  {engine} {one.name} {kind}: {done.refused} of {done.requests} were refused", err=True)
    return {
        "engine": engine, "what": one.name, "kind": kind, "clients": count, "per_second": done.per_second,
        "median_ms": done.percentile_ms(0.5), "p99_ms": done.percentile_ms(0.99), "requests": done.requests,
    }  # fmt: skip


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-").replace("'", "")


def _driver_address(url: str) -> str:
    return url if url.startswith("sqlite") else url.replace("postgresql+psycopg", "postgresql")


def report(lines: list[dict[str, Any]]) -> None:
    """One row a scenario and number of clients: the product, and what share of each floor it reaches."""
    found = {(line["engine"], line["what"], line["clients"], line["kind"]): line for line in lines}
    click.echo(
        f"{'engine':<11}{'what':<24}{'clients':>8}{'req/s':>9}{'median':>10}{'p99':>10}{'of sql':>9}{'of bytes':>10}"
    )
    for (engine, what, clients, kind), line in found.items():
        if kind != "product":
            continue
        shares = [line["per_second"] / found[engine, what, clients, floor]["per_second"] for floor in ("sql", "bytes")]
        click.echo(
            f"{engine:<11}{what:<24}{clients:>8}{line['per_second']:>9.0f}{line['median_ms']:>7.1f} ms"
            f"{line['p99_ms']:>7.1f} ms{shares[0]:>9.2f}{shares[1]:>10.2f}"
        )


@click.command()
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=["sqlite", "postgres"]
)
@click.option("--seconds", default=4.0, show_default=True, help="How long each reading scenario runs.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Keep the figures here as well.")
def main(engines: tuple[str, ...], seconds: float, json_path: Path | None) -> None:
    """Measure the product beside its floors; nothing is asserted, the figures are printed."""
    sys.path.insert(0, str(ROOT / "tests"))
    postgres: Any = importlib.import_module("postgres")

    lines: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in engines:
            lines += measure(f"sqlite:///{folder}/bench.db", "sqlite", (1, 16), seconds)
        if "postgres" in engines:
            with postgres.server(durable=True) as cluster:
                lines += measure(cluster.database(), "postgres", (1, 16), seconds)
    report(lines)
    if json_path:
        json_path.write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main()
