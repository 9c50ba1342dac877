"""Communities and open lessons, made over HTTP; and more schools than two."""

from typing import Any
from uuid import UUID

from cast import NOW, Person, World, a_person

from app.identity.tables import School
from app.kernel.actor import NOBODY, Role

STEPS = [
    {"kind": "workshop", "held_on": "2026-11-20", "text": "Three papers on talk"},
    {"kind": "application", "held_on": "2027-01-15", "text": "One round at each school"},
    {"kind": "evaluation", "held_on": "2027-06-18", "text": "What changed for whom"},
]
COMMUNITY = {"name": "Talk across schools", "focus": "Oracy", "about": "", "open_to": "trust", "steps": STEPS}
LESSON = {
    "kind": "research_lesson", "title": "Silence before talk", "focus": "Oracy", "about": "Year 7 maths",
    "where_held": "Room 4", "held_on": "2026-11-20", "starts": "09:00", "ends": "10:00", "places": 2,
    "open_to": "trust",
}  # fmt: skip


def a_school(world: World, name: str, *, in_trust: bool = True) -> tuple[Person, Person]:
    """Another school: its lead, and a teacher."""
    trust_id = world.trust_id if in_trust else None
    with world.database.writing(NOBODY) as session:
        row = School(trust_id=trust_id, name=name, created_at=NOW)
        session.add(row)
        session.flush()
        school_id: UUID = row.id
    lead = a_person(world.app, school_id, trust_id, "lea", [Role.TEACHER, Role.CPD_LEAD])
    return lead, a_person(world.app, school_id, trust_id, "tom", [Role.TEACHER])


def two(*people: Person) -> dict[str, list[str]]:
    """The two who lead."""
    return {"leader_ids": [str(person.staff_id) for person in people]}


async def a_community(world: World, **changes: Any) -> dict[str, Any]:
    """Begun by Birch, led there by Amina and Ben."""
    answer = await world.hana.post("/communities", COMMUNITY | two(world.amina, world.ben) | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def an_open_lesson(by: Person, **changes: Any) -> dict[str, Any]:
    answer = await by.post("/open-lessons", LESSON | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
