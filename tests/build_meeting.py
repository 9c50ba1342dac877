"""Meetings of a group planned over HTTP, and what they leave of people's minutes."""

from typing import Any

from build_round import MONDAY, a_school_at_work, pots
from cast import Person, World

TALK = {"kind": "planning", "title": "Plan lesson 1", "held_on": MONDAY, "start": "15:05", "minutes": 45}
FULL = (120, 0, 0, 120)


async def planned(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A meeting that Amina has planned."""
    group_id = group_id or await a_school_at_work(world)
    answer = await world.amina.post(f"/groups/{group_id}/meetings", TALK | changes)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def edit(meeting: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The body that changes this much of a meeting."""
    kept = ("kind", "title", "held_on", "start", "minutes", "time_source", "place", "agenda", "event_id", "record")
    return {name: meeting[name] for name in kept} | changes


async def debriefing(person: Person) -> tuple[int, int, int, int]:
    """What *person* has of the pot that meetings are paid from."""
    return (await pots(person))["debrief_move"]
