"""Groups made over HTTP, as their people make them."""

from typing import Any
from uuid import UUID, uuid4

from cast import Person, World, browser
from sqlmodel import select

from app.identity import queries as people
from app.kernel.actor import Role
from app.plc.tables import PlcGroup

GUEST = {"name": "Prof. Ito", "email": "ito@university.example", "organisation": "Fuji", "until": "2027-03-01"}


def wish(world: World, *names: str, **changes: Any) -> dict[str, Any]:
    members = [str(world.people[name].staff_id) for name in names or ("amina", "ben", "chloe")]
    return {
        "name": "Talk in maths", "focus": "Exploratory talk", "member_ids": members, "facilitator_id": members[0],
    } | changes  # fmt: skip


def edit(body: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The present group as a PUT body, with changes."""
    kept = {key: body[key] for key in ("name", "focus", "research_theme", "eef_goal", "protocol")}
    facilitator = next(member["staff_id"] for member in body["members"] if member["is_facilitator"])
    return kept | {"facilitator_id": facilitator, "is_archived": body["state"] == "archived"} | changes


async def formed(world: World, *names: str, **changes: Any) -> dict[str, Any]:
    answer = await world.hana.post("/groups", wish(world, *names, **changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def agreed(world: World, group: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        answer = await world.people[name].post(f"/groups/{group['id']}/protocol/agree")
        assert answer.status_code == 200, answer.text
    return answer.json()


async def active(world: World, *names: str) -> dict[str, Any]:
    names = names or ("amina", "ben", "chloe")
    return await agreed(world, await formed(world, *names), *names)


async def guest_of(world: World, group: dict[str, Any], **changes: Any) -> Person:
    """Somebody from outside who has taken the invitation to *group* and is signed in."""
    body = GUEST | {"email": f"ito.{uuid4().hex[:8]}@university.example"} | changes
    invited = await world.amina.post(f"/groups/{group['id']}/guests", body)
    assert invited.status_code == 201, invited.text
    secret = invited.json()["url"].rsplit("/", 1)[1]
    nobody = browser(world.app)
    me = await nobody.post(f"/invitations/{secret}/accept", json={"password": "a long enough password"})
    assert me.status_code == 200, me.text
    cookie = me.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    with world.database.reading(world.amina.scope) as session:
        staff = people.staff_of(session, world.birch_id, UUID(me.json()["staff_id"]))
    actor = world.amina.actor.__class__(
        UUID(me.json()["account_id"]), uuid4(), world.birch_id, staff.id,
        frozenset({Role.KNOWLEDGEABLE_OTHER}), world.trust_id,
    )  # fmt: skip
    return Person("ito", actor, staff.person_id, cookie, world.app)


def count_groups(world: World) -> int:
    with world.database.reading(world.amina.scope) as session:
        return len(session.exec(select(PlcGroup)).all())
