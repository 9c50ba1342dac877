"""`python -m bench.calendars`: one teacher's calendar of 500 events, whole and unchanged, beside bare floors.

The floors are a server that sends the same bytes from memory, and one that first says the same statements to the same
database. Wanted is the whole in 50 ms at the median.
"""

import importlib
import pickle
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import anyio
import click
import httpx
from sqlmodel import Session

from app.calendars.actions import make
from app.calendars.rules import CalendarKind
from app.calendars.schemas import CalendarAddressIn
from app.db import migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.identity import queries as people
from app.identity.actions import open_door
from app.identity.tables import Account, School, Staff
from app.kernel import clock
from app.kernel.actor import NOBODY, Actor, Role, Scope
from app.main import create_app
from app.meetings.rules import MeetingKind
from app.meetings.tables import GroupMeeting, MeetingSeat
from app.plc.tables import PlcGroup, PlcMember
from app.school_year.tables import SchoolYear
from app.settings import Settings
from app.study.tables import DebriefSeat, StudyRound
from app.time_budget.rules import TimeSource
from app.timetable.tables import TimetableVersion
from bench import client, record
from bench.__main__ import SECRET_KEY, free_port, process

ROUNDS: Final = 200
"""Each is a lesson and a debrief."""
MEETINGS: Final = 100
MEDIAN_MS_WANTED: Final = 50.0


@dataclass(frozen=True, slots=True)
class Line:
    engine: str
    what: str
    how: str
    per_second: float
    median_ms: float
    p99_ms: float


def fill(url: str, now: datetime) -> str:
    """A teacher with a year of 500 events; answers with the path of their calendar."""
    migrating.upgrade(url)
    database = Database(open_engine(url, connections=2))
    with database.writing(NOBODY) as session:
        school = School(name="Bench School", created_at=now)
        session.add(school)
        session.flush()
        school_id = school.id
    with database.writing(Scope(school_id)) as session:
        actor, others = _people(session, school_id, now)
        group = PlcGroup(
            school_id=school_id, name="Explaining first", focus="Talk", facilitator_id=actor.staff_id, created_at=now
        )
        session.add(group)
        session.flush()
        session.add_all(
            PlcMember(
                school_id=school_id, group_id=group.id, staff_id=one, agreed_version=1, agreed_at=now, joined_at=now
            )
            for one in (actor.staff_id, *others)
        )
        session.flush()
        _year(session, actor, group.id, others, now)
        wish = CalendarAddressIn(kind=CalendarKind.PERSON, subject_id=actor.staff_id, name="Phone")
        _, secret, _ = make(session, actor, wish, now)
    database.engine.dispose()
    return f"/calendars/{secret}.ics"


def _people(session: Session, school_id: UUID, now: datetime) -> tuple[Actor, list[UUID]]:
    """A teacher who can sign in, and three colleagues."""
    account = Account(email=f"{uuid4().hex}@bench.example", created_at=now)
    staff = [
        Staff(school_id=school_id, code=f"T{number}", name=f"Siân Number {number}", created_at=now)
        for number in range(4)
    ]
    session.add_all([account, *staff])
    session.flush()
    open_door(session, account, staff[0], [Role.TEACHER])
    session.flush()
    actor = people.acting(session, school_id, staff[0].id, now.date())
    assert actor is not None
    return actor, [one.id for one in staff[1:]]


def _year(session: Session, actor: Actor, group_id: UUID, others: Sequence[UUID], now: datetime) -> None:
    own: dict[str, Any] = {"school_id": actor.school_id}
    year = SchoolYear(
        **own, name="A year", starts_on=(now - timedelta(days=200)).date(), ends_on=(now + timedelta(days=160)).date(),
        cycle_days='["Monday"]', created_at=now,
    )  # fmt: skip
    session.add(year)
    session.flush()
    version = TimetableVersion(
        **own, year_id=year.id, number=1, starts_on=year.starts_on, file_names="[]", teacher_count=4, lesson_count=1,
        committed_at=now, committed_by=actor.staff_id,
    )  # fmt: skip
    session.add(version)
    session.flush()
    for number in range(ROUNDS):
        starts_at = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=number - ROUNDS // 2)
        talks_at = starts_at + timedelta(hours=6)
        row = StudyRound(
            **own, group_id=group_id, host_id=others[number % 3] if number % 2 else actor.staff_id,
            version_id=version.id, held_on=starts_at.date(), period="P1", starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1), class_name=f"8{number % 9}/Ma1", room=f"M{number % 20}",
            focus="Talk", debrief_on=starts_at.date(), debrief_starts_at=talks_at,
            debrief_ends_at=talks_at + timedelta(minutes=20), debrief_place="Library", created_by=actor.staff_id,
            created_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add(DebriefSeat(**own, round_id=row.id, staff_id=actor.staff_id, minutes=20))
    for number in range(MEETINGS + ROUNDS // 2):
        starts_at = now + timedelta(days=number - MEETINGS // 2)
        meeting = GroupMeeting(
            **own, group_id=group_id, kind=MeetingKind.PLANNING, title=f"Plan lesson {number}, together",
            held_on=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), minutes=30,
            place="Staff room", time_source=TimeSource.MEETING, created_by=actor.staff_id, created_at=now,
        )  # fmt: skip
        session.add(meeting)
        session.flush()
        session.add(MeetingSeat(**own, meeting_id=meeting.id, staff_id=actor.staff_id, minutes=30))


def observe(url: str, path: str) -> tuple[bytes, list[record.Transaction]]:
    """The whole calendar, and what it takes of the database."""
    settings = Settings(database_url=url, secret_key=SECRET_KEY, frontend="none")
    engine = open_engine(url, connections=2)
    app = create_app(settings, engine)

    async def twice() -> tuple[httpx.Response, list[record.Transaction]]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=settings.public_url) as http:
            await http.get(path)  # The first compiles statements, and notes that it was read.
            with record.recorded(engine) as said:
                return await http.get(path, headers={"Accept-Encoding": "identity"}), said

    answer, said = anyio.run(twice)
    engine.dispose()
    events = answer.content.count(b"BEGIN:VEVENT")
    assert events == 500, f"{events} events: the measure is of 500"
    return answer.content, said


def measure(engine: str, url: str, seconds: float) -> list[Line]:
    """The whole and the 304 of the product, then the floors, one process at a time under load."""
    path = fill(url, clock.now())
    body, said = observe(url, path)
    port = free_port()
    environment = {
        "KENKYU_DATABASE_URL": url, "KENKYU_SECRET_KEY": SECRET_KEY, "KENKYU_PORT": str(port),
        "KENKYU_LOG_LEVEL": "warning", "KENKYU_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    whole = client.request("GET", path, {})
    lines = []
    with process(str(Path(sys.executable).with_name("kenkyu")), "serve", "--no-worker", port=port, **environment):
        lines.append(_line(engine, "whole", "product", port, whole, seconds))
        # Links begin with the server's own address, so its ETag is not the one that was seen above.
        now = httpx.get(f"http://127.0.0.1:{port}{path}").headers["etag"]
        unchanged = client.request("GET", path, {"If-None-Match": now})
        lines.append(_line(engine, "304", "product", port, unchanged, seconds))
    with tempfile.NamedTemporaryFile(suffix=".pickle") as kept:
        address = url.replace("postgresql+psycopg://", "postgresql://")
        answers = {
            "whole": {"body": body, "writes": False, "requests": [said]},
            "304": {"body": b"", "writes": False, "requests": [said]},
        }
        kept.write(pickle.dumps((address, answers)))
        kept.flush()
        port = free_port()
        with process(sys.executable, "-m", "bench.floors", kept.name, str(port), port=port):
            for what in answers:
                for how, place in (("from memory", "bytes"), ("same statements", "sql")):
                    wanted = client.request("GET", f"/{place}/{what}", {})
                    lines.append(_line(engine, what, how, port, wanted, seconds))
    return lines


def _line(engine: str, what: str, how: str, port: int, wanted: bytes, seconds: float) -> Line:
    client.run(port, [wanted] * 20, clients=1, seconds_max=seconds, repeat=False)
    done = client.run(port, [wanted], clients=1, seconds_max=seconds, repeat=True)
    if done.refused:
        raise click.ClickException(f"{engine} {what} {how}: {done.refused} of {done.requests} were refused")
    return Line(engine, what, how, done.per_second, done.percentile_ms(0.5), done.percentile_ms(0.99))


def report(lines: Sequence[Line]) -> None:
    click.echo(f"{'engine':<10}{'calendar':<10}{'by':<18}{'median':>12}{'p99':>12}{'a second':>10}")
    for line in lines:
        over = line.how == "product" and line.what == "whole" and line.median_ms > MEDIAN_MS_WANTED
        click.echo(
            f"{line.engine:<10}{line.what:<10}{line.how:<18}{line.median_ms:>9.2f} ms{line.p99_ms:>9.2f} ms"
            f"{line.per_second:>10.0f}{f'  missed: {MEDIAN_MS_WANTED:.0f} ms' if over else ''}"
        )


@click.command()
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=["sqlite", "postgres"]
)
@click.option("--seconds", default=4.0, show_default=True, help="How long each kind of request runs.")
def main(engines: tuple[str, ...], seconds: float) -> None:
    """Measure a calendar; nothing is asserted, the figures and what misses its aim are printed."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    postgres: Any = importlib.import_module("postgres")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        if "sqlite" in engines:
            lines += measure("sqlite", f"sqlite:///{folder}/calendar.db", seconds)
        if "postgres" in engines:
            with postgres.server(durable=True) as cluster:
                lines += measure("postgres", cluster.database(), seconds)
    report(lines)


if __name__ == "__main__":
    main()
