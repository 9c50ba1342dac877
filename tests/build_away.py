"""Absences as they are typed, and what fills somebody's day."""

from datetime import date
from typing import Any

from build_round import MONDAY
from cast import Person, World
from sqlmodel import col, select

from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied

TUESDAY = "2026-11-03"
FULL = {"observe": (90, 0, 0, 90), "cover": (90, 0, 0, 90), "debrief_move": (120, 0, 0, 120)}


def away(person: Person, first: str = MONDAY, last: str | None = None, **more: Any) -> dict[str, Any]:
    """The body of POST /absences for one person's whole days."""
    one = {"staff_id": str(person.staff_id), "starts_on": first, "ends_on": last or first} | more
    return {"absences": [one]}


async def absent(world: World, *given: Any, **more: Any) -> dict[str, Any]:
    """Grace, the cover lead, types an absence."""
    answer = await world.grace.post("/absences", away(*given, **more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def filled(world: World, person: Person, held_on: str = MONDAY) -> list[tuple[OccupiedKind, str, str, str]]:
    """What holds somebody on a day: (kind, from, to, label)."""
    with world.database.reading(person.scope) as session:
        rows = session.exec(
            select(Occupied)
            .where(
                Occupied.school_id == person.actor.school_id,
                Occupied.staff_id == person.staff_id,
                Occupied.held_on == date.fromisoformat(held_on),
            )
            .order_by(col(Occupied.starts_at))
        ).all()
        return [
            (row.kind, f"{row.starts_at:%H:%M}", f"{row.ends_at:%H:%M}", row.label)
            for row in rows if not row.is_released
        ]  # fmt: skip
