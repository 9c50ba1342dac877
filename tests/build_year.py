"""A school's year with minutes in it, and what is read back from statements and files."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdf
from cast import Clock, Person, World

from app.identity import actions as doors
from app.kernel.actor import NOBODY
from app.time_budget import actions
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory, TimeSource

POLICY = {"transfers": "own_pots", "roll_over_minutes_max": 0, "log_within_days": 7, "supply_pence_per_hour": 3200}


def later(world: World, clock: Clock, passed: timedelta) -> None:
    """Let time pass, and everybody sign in again: what they were signed in with has run out."""
    clock.instant += passed
    for person in world.everyone():
        with world.database.writing(NOBODY) as session:
            _, person.secret = doors.open_session(session, person.actor.account_id, "test", clock.instant)
        person._client = None


async def allocated(world: World, *, rule: str = "full") -> None:
    """Minutes for everybody at Birch."""
    given = await world.hana.post("/allocations", {"rule": rule})
    assert given.status_code == 201, given.text


async def spent(person: Person, minutes: int, held_on: str, **more: Any) -> dict[str, Any]:
    """Minutes that *person* used without a booking; answers with the entry."""
    wish = {"category": "observe", "minutes": minutes, "held_on": held_on, "reason": "Watched a start"} | more
    answer = await person.post("/my-time/spend", wish)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()["entry"]
    return found


def promised(
    world: World, person: Person, year_id: str, minutes: int, day: datetime,
    category: TimeCategory = TimeCategory.OBSERVE, source: TimeSource = TimeSource.PROTECTED,
) -> None:  # fmt: skip
    """Minutes of *person* promised to something on *day*, as a round would."""
    wish = CommitWish(person.staff_id, UUID(year_id), category, minutes, uuid4(), day.date(), source)
    with world.database.writing(world.hana.scope) as session:
        actions.commit_all(session, world.hana.actor, [wish], day)


async def statement(person: Person, of: Person | None = None, **params: str) -> dict[str, Any]:
    path = "/my-time/statement" if of is None else f"/staff/{of.staff_id}/statement"
    answer = await person.get(path, params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def year_statement(person: Person, **params: str) -> dict[str, Any]:
    answer = await person.get("/year-statement", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows_of(written: bytes) -> list[list[str]]:
    """A CSV file as a spreadsheet reads it."""
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def text_of(written: bytes) -> str:
    """What a PDF says, without the places where its words may break."""
    return "\n".join(page.extract_text() for page in read(written).pages).replace("\u200b", "")


def read(written: bytes) -> pypdf.PdfReader:
    assert written.startswith(b"%PDF-")
    return pypdf.PdfReader(io.BytesIO(written))
