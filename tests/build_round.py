"""Birch School with a timetable, a group of three with minutes, and rounds of theirs."""

from typing import Any

from build import a_timetable
from cast import Person, World

LESSONS = [
    ("amina", "Monday", "P1", "7A", "Maths", "M1"),
    ("amina", "Monday", "P2", "7B", "Maths", "M1"),
    ("amina", "Monday", "P3", "7C", "Maths", "M1"),
    ("amina", "Tuesday", "P1", "7A", "Maths", "M1"),
    ("amina", "Wednesday", "P1", "7A", "Maths", "M1"),
    ("amina", "Thursday", "P4", "7D", "Maths", "M1"),
    ("ben", "Monday", "P2", "9C", "PE", "Gym"),
    ("ben", "Monday", "P3", "", "PPA", ""),
    ("ben", "Tuesday", "P1", "9C", "PE", "Gym"),
    ("ben", "Thursday", "P4", "", "Break duty", ""),
    ("chloe", "Monday", "P1", "8B", "English", "E2"),
    ("chloe", "Monday", "P3", "8C", "English", "E2"),
    ("chloe", "Tuesday", "P1", "8B", "English", "E2"),
    ("frank", "Monday", "P1", "9A", "Art", "Art 1"),
    ("hana", "Wednesday", "P1", "11A", "English", "E1"),
]
"""Monday P1: Amina hosts 7A, Ben is free, Chloe teaches 8B. P2: Chloe is free, Ben teaches 9C. P3: Ben has PPA."""
MONDAY = "2026-11-02"


async def a_group(world: World, *members: Person, name: str = "Explaining first") -> str:
    """A group that is ready to plan: formed by its first member, protocol agreed by all. Answers with its id."""
    made = await members[0].post(
        "/groups",
        {
            "name": name,
            "focus": "Explaining before writing",
            "member_ids": [str(member.staff_id) for member in members],
            "facilitator_id": str(members[0].staff_id),
        },
    )
    assert made.status_code == 201, made.text
    for member in members:
        assert (await member.post(f"/groups/{made.json()['id']}/protocol/agree")).is_success
    return str(made.json()["id"])


async def a_school_at_work(world: World) -> str:
    """Timetable, minutes for everybody, and the group of Amina, Ben and Chloe, whose id is the answer."""
    rows = [(getattr(world, name), *rest) for name, *rest in LESSONS]
    a_timetable(world, rows)
    given = await world.hana.post("/allocations", {"rule": "pro_rata"})
    assert given.status_code == 201, given.text
    return await a_group(world, world.amina, world.ben, world.chloe)


def a_round(world: World, group_id: str, **more: Any) -> dict[str, Any]:
    """The body of POST /rounds: Amina's 7A on Monday P1, watched by Ben, who is free; debrief after school."""
    return {
        "group_id": group_id,
        "host_id": str(world.amina.staff_id),
        "held_on": MONDAY,
        "period": "P1",
        "focus": "What do pupils say before they write?",
        "observers": [{"staff_id": str(world.ben.staff_id), "slice": 0, "ask_ids": []}],
        "debrief": {"held_on": MONDAY, "start": "15:05"},
    } | more


def watching(person: Person, number: int = 0, *asked: Person) -> dict[str, Any]:
    """One observer of a round's body."""
    return {
        "staff_id": str(person.staff_id),
        "slice": number,
        "ask_ids": [str(one.staff_id) for one in asked],
    }


async def pots(person: Person) -> dict[str, tuple[int, int, int, int]]:
    """Allocated, committed, spent and available minutes by category."""
    found = (await person.get("/my-time")).json()["pots"]
    return {
        pot["category"]: (
            pot["allocated_minutes"],
            pot["committed_minutes"],
            pot["spent_minutes"],
            pot["available_minutes"],
        )
        for pot in found
    }
