"""Learning fairs for tests, made through the API as leads would. Say only what matters."""

from typing import Any
from uuid import UUID

from build_fair import accepted, copies
from cast import Person, World
from sqlalchemy import update
from sqlmodel import col

from app.fair.rules import FindingState
from app.fair.tables import Finding, FindingAuthor

TODAY = "2026-11-02"
FAIR: dict[str, Any] = {
    "title": "Summer fair", "welcome": "Look, ask, try.", "held_on": TODAY, "starts": "15:00", "ends": "17:00",
}  # fmt: skip


async def a_fair(world: World, **more: Any) -> dict[str, Any]:
    """A fair of two hours this afternoon, planned by Hana."""
    return made(await world.hana.post("/fairs", FAIR | more))


async def a_room(world: World, fair: dict[str, Any], name: str = "Main hall", stalls: int = 20) -> dict[str, Any]:
    return made(await world.hana.post(f"/fairs/{fair['id']}/rooms", {"name": name, "stalls": stalls}))


async def a_slot(
    world: World, fair: dict[str, Any], room: dict[str, Any], finding: dict[str, Any], *presenters: Person,
    kind: str = "stall", **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """A stall or talk of *finding*, presented by Amina unless said otherwise."""
    wish = a_wish(world, room, finding, *presenters, kind=kind, **more)
    return made(await world.hana.post(f"/fairs/{fair['id']}/slots", wish))


def a_wish(
    world: World, room: dict[str, Any], finding: dict[str, Any], *presenters: Person, kind: str = "stall", **more: Any
) -> dict[str, Any]:
    presenter_ids = [str(one.staff_id) for one in presenters or (world.amina,)]
    return {"finding_id": finding["id"], "kind": kind, "room_id": room["id"], "presenter_ids": presenter_ids} | more


async def opened(world: World, fair: dict[str, Any]) -> dict[str, Any]:
    return made(await world.hana.post(f"/fairs/{fair['id']}/open"), 200)


async def an_open_fair(world: World, **more: Any) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """A fair that is open today, with one stall, of Amina, Ben and Chloe; Amina stands there. Fair, slot, finding."""
    fair = await a_fair(world, **more)
    finding = await accepted(world)
    slot = await a_slot(world, fair, await a_room(world, fair), finding)
    return await opened(world, fair), slot, finding


async def many_accepted(world: World, count: int) -> list[str]:
    """As many accepted findings, stored without the walk through the gate; each of Amina and one more, in turn."""
    first = await accepted(world)
    made_ids = copies_of(world, first, count - 1)
    return [first["id"], *made_ids]


def copies_of(world: World, finding: dict[str, Any], count: int) -> list[str]:
    """Copies of an accepted finding with the same authors."""
    ids = copies(world, finding, count)
    with world.database.writing(world.amina.scope) as session:
        rows = [UUID(one) for one in ids]
        session.execute(
            update(Finding).where(col(Finding.id).in_(rows)).values(state=FindingState.ACCEPTED, published_at=None)
        )
        staff = [world.amina.staff_id, world.ben.staff_id, world.chloe.staff_id]
        session.add_all(
            FindingAuthor(school_id=world.birch_id, finding_id=row, staff_id=one) for row in rows for one in staff
        )
    return ids


async def programme(person: Person, fair: dict[str, Any]) -> dict[str, Any]:
    return made(await person.get(f"/fairs/{fair['id']}/programme"), 200)


async def state_of(world: World, finding: dict[str, Any]) -> str:
    return str(made(await world.amina.get(f"/findings/{finding['id']}"), 200)["state"])


def made(answer: Any, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found
