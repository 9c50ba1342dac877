"""Promise 22: while hostile files are read, everybody else is answered, and about as quickly as before.

A real server of two processes: alone in `make promises`, since what else runs beside it would be measured too.
"""

import asyncio
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest
from cast import World, make_world
from conftest import Clock
from fastapi import FastAPI
from flooding import Flood, Sender, part, signed_in
from live import AS_CROWDED, Live, serving
from promised import Record

from app.kernel import clock as wall
from app.settings import Settings

pytestmark = [pytest.mark.concurrent, pytest.mark.measured]

UPLOADERS = 6
SECONDS = 12.0
RATE = 15.0
ANSWER_SECONDS_MAX = 0.2
"""For the part of requests below which 99 in 100 stay."""
TRIES = 3


def _bomb() -> bytes:
    """A workbook of a few kilobytes whose one sheet unpacks to two hundred megabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(200):
                sheet.write(b"<row><c><v>1</v></c></row>" * 40_000)
    return packed.getvalue()


def _long_table() -> bytes:
    rows = "".join(
        f"T{number % 900},Day {number % 29},{number % 97},C{number},S{number},R\n" for number in range(49_000)
    )
    return ("Teacher,Day,Period,Class,Subject,Room\n" + rows).encode()


FILES = (
    ("wide.fet", b"<fet>" + b"<a/>" * 900_000 + b"</fet>"),
    ("long.csv", _long_table()),
    ("deep.xml", b"<timetable>" + b"<a>" * 300_000),
    ("bomb.xlsx", _bomb()),
)


@pytest.fixture
def server(settings: Settings) -> Iterator[Live]:
    live = Live(
        settings.database_url, settings.secret_key, workers=2, more=AS_CROWDED,
        arguments=("--despite-faults", "--no-worker"),
    )  # fmt: skip
    with serving(live) as started:
        yield started


async def _upload(server: Live, secret: str, until: asyncio.Event, told: Counter[str]) -> None:
    """One hostile file after another, and again at once whatever the answer was."""
    async with httpx.AsyncClient(headers=signed_in(secret) | {"Host": "kenkyu.test"}, timeout=60) as client:
        number = 0
        while not until.is_set():
            name, content = FILES[number % len(FILES)]
            answer = await client.post(
                f"{server.url}/timetable-imports", files=[("files", (name, content))],
                headers={"Idempotency-Key": str(uuid4())},
            )  # fmt: skip
            told[f"{name} {answer.status_code}"] += 1
            number += 1
            if answer.status_code in (429, 503):
                await asyncio.sleep(0.2)


async def _meanwhile(server: Live, hana: str, eve: str) -> tuple[Flood, Flood, Counter[str]]:
    """What another school and a monitor were answered while hostile files came; and what those were answered."""
    until, told = asyncio.Event(), Counter[str]()
    uploading = [asyncio.create_task(_upload(server, hana, until, told)) for _ in range(UPLOADERS)]
    await asyncio.sleep(1)
    other, monitor = Sender(server.port, "/api/staff", signed_in(eve)), Sender(server.port, "/api/health", {})
    floods = await asyncio.gather(other.flood(RATE, SECONDS), monitor.flood(RATE, SECONDS))
    until.set()
    await asyncio.gather(*uploading)
    other.close()
    monitor.close()
    return *floods, told


async def test_while_hostile_files_are_read_everybody_else_is_answered(
    server: Live, app: FastAPI, clock: Clock, record_property: Record
) -> None:
    """Take out: `read_files` of LONG in SPECIAL_ROOMS, the child that reads, or how it gives way to others."""
    clock.instant = wall.now()
    world: World = make_world(app)
    for _ in range(TRIES):
        other, monitor, told = await _meanwhile(server, world.hana.secret, world.eve.secret)
        print(f"other school {other}; health {monitor}; files {dict(told)}")
        slowest = max(part(other.served, 0.99), part(monitor.served, 0.99))
        if slowest <= ANSWER_SECONDS_MAX:
            break

    record_property("another school meanwhile", str(other))
    record_property("health meanwhile", str(monitor))
    read = sum(count for said, count in told.items() if said[-3:] not in ("429", "503"))
    record_property("hostile files read", read)
    assert set(other.statuses) == set(monitor.statuses) == {200}
    assert slowest <= ANSWER_SECONDS_MAX
    assert read > len(FILES), f"too few files were read for that to mean much: {told}"
    assert not [said for said in told if said.endswith("500")]
