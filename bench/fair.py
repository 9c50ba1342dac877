"""`python -m bench.fair`: the public fair with 1,000 and with 100,000 findings over 1,000 schools, beside a bare floor.

Each request is measured *kept* (as crowds ask: the microcache answers) and *made* (an address that nobody asked for
before, so that every answer comes out of the database). Growth is told of the made ones: a cache hides it.
"""

import importlib
import json
import pickle
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import click
import httpx
from sqlmodel import Session, col, insert, select

from app.db import migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.fair.rules import Audience, FindingState, Licence, Phase, filing
from app.fair.rules.filing import Filed
from app.fair.tables import Finding, FindingLabel
from app.identity.tables import School, Staff
from app.kernel.actor import NOBODY, Scope
from app.plc.tables import PlcGroup
from app.web.pages import cursor
from bench import client
from bench.__main__ import SECRET_KEY, free_port, process

SCHOOLS: Final = 1_000
SMALL: Final = 1_000
PAGE: Final = 50
PAGE_WANTED: Final = 500
CLIENTS: Final = 16
GROWTH_MAX: Final = 1.5
SHARE_OF_304: Final = 0.60
SHARE_OF_FIRST: Final = 0.25
NEWEST: Final = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
FOCUSES: Final = [f"Focus {number:02}" for number in range(40)]
SUBJECTS: Final = [f"Subject {number:02}" for number in range(15)]
PHASES: Final = [phase for phase in Phase if phase != Phase.ALL]
WORDS: Final = [a + b for a in ("sil", "tal", "rea", "cou", "dra", "lis", "wri", "mea") for b in (
    "ence", "king", "ding", "nting", "wing", "tening", "ting", "ning", "der", "ler", "ner", "ter",
)]  # fmt: skip
SECTION_WORDS: Final = 40
SECTIONS: Final = ("background", "aims", "methods", "findings", "implications", "next_time")


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request; `floor` names the bytes that the floor sends for it."""

    name: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Line:
    engine: str
    findings: int
    what: str
    how: str
    per_second: float
    median_ms: float
    p99_ms: float


# ---- filling -----------------------------------------------------------------------------------


def fill(url: str, findings: int) -> None:
    """Migrate and put *findings* on the fair, as evenly over the schools as they go."""
    migrating.upgrade(url)
    database = Database(open_engine(url, connections=2))
    chance = random.Random(1)
    with database.writing(NOBODY) as session:
        schools = [School(name=f"School {number:04}", created_at=NEWEST) for number in range(SCHOOLS)]
        session.add_all(schools)
        session.flush()
        known = [(school.id, school.name) for school in schools]
    for place, (school_id, name) in enumerate(known):
        with database.writing(Scope(school_id)) as session:
            lead = Staff(school_id=school_id, code="A", name="Amina", email="a@bench.example", created_at=NEWEST)
            session.add(lead)
            session.flush()
            group = PlcGroup(
                school_id=school_id, name=f"Group of {name}", focus="Talk", facilitator_id=lead.id, created_at=NEWEST
            )
            session.add(group)
            session.flush()
            _publish(session, chance, school_id, name, group.id, range(place, findings, SCHOOLS))
        if place % 200 == 199 and findings > SMALL:
            click.echo(f"  filled {place + 1} schools", err=True)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    database.engine.dispose()


def _publish(
    session: Session, chance: random.Random, school_id: UUID, school: str, group_id: UUID, numbers: Sequence[int]
) -> None:
    rows, labels = [], []
    for number in numbers:
        moment = NEWEST - timedelta(minutes=7 * number)
        row: dict[str, Any] = {
            "school_id": school_id, "id": uuid4(), "group_id": group_id, "version": 1, "state": FindingState.PUBLISHED,
            "title": f"{_text(chance, 4)} {number}", "pull_quote": _text(chance, 5), "focus": chance.choice(FOCUSES),
            "subject": chance.choice(SUBJECTS), "phase": chance.choice(PHASES), "licence": Licence.CC_BY_4,
            "audience": Audience.EVERYONE, "mechanisms": json.dumps(sorted(chance.sample(range(1, 15), 2))),
            "edition": 1, "group_name": f"Group of {school}", "school_name": school, "sent_back": "",
            "author_names": json.dumps(["Amina", "Ben", "Chloe"]), "created_at": moment, "updated_at": moment,
            "published_at": moment, "edited_at": moment,
        } | {field: _text(chance, SECTION_WORDS) for field in SECTIONS}  # fmt: skip
        rows.append(row)
        filed = Filed(
            focus=row["focus"], subject=row["subject"], phase=row["phase"], mechanisms=json.loads(row["mechanisms"]),
            group_id=group_id, group_name=row["group_name"], school_id=school_id, school_name=school,
        )  # fmt: skip
        labels += [
            {"school_id": school_id, "id": uuid4(), "finding_id": row["id"], "kind": one.kind, "value": one.value,
             "label": one.label, "trust_id": None, "audience": Audience.EVERYONE, "published_at": moment,
             "edited_at": moment}
            for one in filing.labels_of(filed)
        ]  # fmt: skip
    if rows:
        session.execute(insert(Finding), rows)
        session.execute(insert(FindingLabel), labels)


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


# ---- measuring ---------------------------------------------------------------------------------


def cases(url: str, origin: str, findings: int) -> list[Case]:
    """What is asked for, with the answers as they are now."""
    database = Database(open_engine(url, connections=2))
    page = min(PAGE_WANTED, findings // PAGE)
    with database.reading(NOBODY) as session:
        place = session.exec(
            select(Finding.published_at, Finding.id)
            .order_by(col(Finding.published_at).desc(), col(Finding.id).desc())
            .offset((page - 1) * PAGE - 1).limit(1)
        ).one()  # fmt: skip
    database.engine.dispose()
    made = []
    for name, path in (
        ("first page", "/api/fair/findings"),
        (f"page {PAGE_WANTED}", f"/api/fair/findings?after={cursor(tuple(place))}"),
        ("search with facets", f"/api/shelf/findings?q={WORDS[0]}+{WORDS[13]}"),
        ("Atom page", "/feeds/fair.atom"),
        ("the page as HTML", "/fair"),
    ):
        answer = httpx.get(origin + path, headers={"Accept-Encoding": "identity"}, timeout=60)
        answer.raise_for_status()
        made.append(Case(name, path, {}, answer.content))
    tag = httpx.get(f"{origin}/feeds/fair.atom").headers["etag"]
    return [*made, Case("a 304", "/feeds/fair.atom", {"If-None-Match": tag}, b"")]


def measure(engine: str, url: str, findings: int, seconds: float) -> list[Line]:
    """Every case on one database: kept and made, then the floors in a process of their own."""
    port = free_port()
    environment = {
        "KENKYU_DATABASE_URL": url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_PORT": str(port),
        "KENKYU_LOG_LEVEL": "warning", "KENKYU_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    lines = []
    with process(str(Path(sys.executable).with_name("kenkyu")), "serve", port=port, **environment):
        found = cases(url, f"http://127.0.0.1:{port}", findings)
        for case in found:
            same = [client.request("GET", case.path, case.headers)]
            glue = "&" if "?" in case.path else "?"
            fresh = [client.request("GET", f"{case.path}{glue}_={number}", case.headers) for number in range(20_000)]
            client.run(port, fresh[-200:-150], clients=1, seconds_max=seconds, repeat=False)
            lines.append(_line(engine, findings, case, "made", port, fresh[:-200], 1, seconds))
            lines.append(_line(engine, findings, case, "kept", port, same, CLIENTS, seconds))
    with tempfile.NamedTemporaryFile(suffix=".pickle") as kept:
        answers = {_slug(case.name): {"body": case.body, "writes": False, "requests": [[]]} for case in found}
        kept.write(pickle.dumps(("", answers)))
        kept.flush()
        port = free_port()
        with process(sys.executable, "-m", "bench.floors", kept.name, str(port), port=port):
            for case in found:
                bare = [client.request("GET", f"/bytes/{_slug(case.name)}", case.headers)]
                lines.append(_line(engine, findings, case, "floor", port, bare, CLIENTS, seconds))
    return lines


def _line(
    engine: str, findings: int, case: Case, how: str, port: int, wanted: Sequence[bytes], clients: int, seconds: float
) -> Line:
    done = client.run(port, wanted, clients=clients, seconds_max=seconds, repeat=how != "made")
    if done.refused:
        raise click.ClickException(f"{engine} {case.name} {how}: {done.refused} of {done.requests} were refused")
    return Line(engine, findings, case.name, how, done.per_second, done.percentile_ms(0.5), done.percentile_ms(0.99))


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


# ---- telling -----------------------------------------------------------------------------------


def report(lines: Sequence[Line], small: int, large: int) -> None:
    """A row for each engine and case, with what is over its aim."""
    found = {(line.engine, line.what, line.how, line.findings): line for line in lines}
    click.echo(
        f"{'engine':<10}{'what':<22}{'made, ' + str(small):>16}{'made, ' + str(large):>16}{'growth':>8}"
        f"{'kept/s':>10}{'p99':>10}{'floor/s':>10}{'share':>7}"
    )
    for engine, what in dict.fromkeys((line.engine, line.what) for line in lines):
        few, many = found[engine, what, "made", small], found[engine, what, "made", large]
        kept, floor = found[engine, what, "kept", large], found[engine, what, "floor", large]
        growth, share = many.median_ms / few.median_ms, kept.per_second / floor.per_second
        aim = {"a 304": SHARE_OF_304, "first page": SHARE_OF_FIRST}.get(what, 0.0)
        missed = [*(["growth"] if growth > GROWTH_MAX else []), *(["share"] if share < aim else [])]
        click.echo(
            f"{engine:<10}{what:<22}{few.median_ms:>13.2f} ms{many.median_ms:>13.2f} ms{growth:>8.2f}"
            f"{kept.per_second:>10.0f}{kept.p99_ms:>7.1f} ms{floor.per_second:>10.0f}{share:>7.2f}"
            f"{'  missed: ' + ', '.join(missed) if missed else ''}"
        )


@click.command()
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=["sqlite", "postgres"]
)
@click.option(
    "--findings", "large", default=100_000, show_default=True, help="How many findings are on the large fair."
)
@click.option("--seconds", default=4.0, show_default=True, help="How long each kind of request runs.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Keep the figures here as well.")
def main(engines: tuple[str, ...], large: int, seconds: float, json_path: Path | None) -> None:
    """Measure the fair; nothing is asserted, the figures and what misses its aim are printed."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    postgres: Any = importlib.import_module("postgres")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in engines:
            for count in (SMALL, large):
                url = f"sqlite:///{folder}/fair-{count}.db"
                fill(url, count)
                lines += measure("sqlite", url, count, seconds)
        if "postgres" in engines:
            with postgres.server(durable=True) as cluster:
                for count in (SMALL, large):
                    url = cluster.database()
                    fill(url, count)
                    lines += measure("postgres", url, count, seconds)
    report(lines, SMALL, large)
    if json_path:
        json_path.write_text(json.dumps([{name: getattr(line, name) for name in line.__slots__} for line in lines]))


if __name__ == "__main__":
    main()
