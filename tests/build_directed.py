"""Directed time for tests: this year's rules, an event, a day off. Say only what matters."""

from typing import Any
from uuid import UUID

from cast import Person, World
from sqlalchemy import update
from sqlmodel import col

from app.identity.tables import Staff

CHOICE: dict[str, Any] = {"profile": "england", "edition": "2025", "contingency_minutes": 600}
MEETING: dict[str, Any] = {
    "kind": "meeting", "title": "Staff meeting", "held_on": "2026-11-03", "starts": "15:30", "ends": "16:30",
}  # fmt: skip


def a_meeting(**more: Any) -> dict[str, Any]:
    """The body of an event: a staff meeting of an hour on Tuesday 3 November 2026, unless *more* says otherwise."""
    return MEETING | more


def named(*people: Person, **more: Any) -> dict[str, Any]:
    """The same meeting for *people* only."""
    return a_meeting(audience="named", staff_ids=[str(one.staff_id) for one in people], **more)


async def rules(person: Person, **more: Any) -> dict[str, Any]:
    """Choose this year's rules as *person*; answers with them."""
    answer = await person.put("/working-time", CHOICE | more, version=0)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def an_event(person: Person, **more: Any) -> dict[str, Any]:
    """Add a meeting as *person*; answers with it."""
    answer = await person.post("/directed-events", a_meeting(**more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def year_of(person: Person, by: Person | None = None) -> dict[str, Any]:
    """The directed year of *person*, as *by* or they themselves see it."""
    answer = await (by or person).get(f"/directed-time/{person.staff_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def minutes_of(person: Person) -> dict[str, int]:
    """The minutes of *person*'s directed year by kind."""
    return {one["kind"]: one["minutes"] for one in (await year_of(person))["minutes"]}


def set_staff(world: World, staff_id: UUID, **values: Any) -> None:
    """Change somebody of Birch behind the product's back: regime, share of full time, first and last day."""
    with world.database.writing(world.hana.scope) as session:
        session.execute(update(Staff).where(col(Staff.id) == staff_id).values(**values))


def said(answer: dict[str, Any]) -> list[str]:
    """The rules that an answer warns of."""
    return [one["rule"] for one in answer["warnings"]]
