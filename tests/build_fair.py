"""Groups and findings for tests, made through the API as people would."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from cast import NOW, Person, World, a_person
from fastapi import FastAPI
from sqlmodel import select

from app.db.session import Database
from app.fair.tables import Finding, FindingLabel
from app.identity.tables import School, Trust
from app.kernel.actor import NOBODY, Role

TEXT = {
    "title": "Silence before talk",
    "pull_quote": "Ten seconds changed who spoke",
    "background": "Wait time is short in most lessons.\n\nOurs was no different.",
    "aims": "To find out whether silence helps shy pupils.",
    "methods": "Three lessons, three pupils watched in each.",
    "findings": "Pupils B and C spoke without being asked. Pupil A drew first.",
    "implications": "Count to ten.",
    "next_time": "We would tell pupils why it is quiet.",
    "focus": "Oracy",
    "phase": "ks3",
    "subject": "Maths",
    "licence": "CC-BY-4.0",
    "audience": "everyone",
}


async def a_group(world: World, *names: str) -> str:
    """A group with a name of its own, formed by the CPD lead. Answers with its id."""
    members = [str(world.people[name].staff_id) for name in names or ("amina", "ben", "chloe")]
    body = {
        "name": f"Group {uuid4().hex[:6]}", "focus": "Oracy", "member_ids": members, "facilitator_id": members[0],
    }  # fmt: skip
    answer = await world.hana.post("/groups", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def a_draft(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A complete draft that nobody has agreed to yet, written by Amina."""
    group_id = group_id or await a_group(world)
    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def all_agree(world: World, finding: dict[str, Any]) -> None:
    """Every author agrees to the text as it stands."""
    by_id = {str(person.staff_id): person for person in world.everyone()}
    for author in finding["authors"]:
        answer = await by_id[author["staff_id"]].post(f"/findings/{finding['id']}/agree")
        assert answer.status_code == 200, answer.text


async def agreed(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A draft that every author has agreed to."""
    draft = await a_draft(world, group_id, **changes)
    await all_agree(world, draft)
    return draft


async def submitted(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A finding that waits for a lead."""
    draft = await agreed(world, group_id, **changes)
    return await moved(world.amina, draft, "submit", {"is_checked": True})


async def accepted(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A finding that the CPD lead has accepted."""
    return await moved(world.hana, await submitted(world, group_id, **changes), "accept")


async def published(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A finding of Birch School on the fair."""
    return await moved(world.amina, await accepted(world, group_id, **changes), "publish")


async def on_the_fair(world: World, draft: dict[str, Any]) -> dict[str, Any]:
    """*draft*, all the way: agreed to, handed in, accepted and published."""
    await all_agree(world, draft)
    await moved(world.amina, draft, "submit", {"is_checked": True})
    await moved(world.hana, draft, "accept")
    return await moved(world.amina, draft, "publish")


async def moved(person: Person, finding: dict[str, Any], verb: str, body: Any = None) -> dict[str, Any]:
    """*finding* after *person* did *verb* with it."""
    headers = await as_read(person, finding["id"]) if verb in ("accept", "send-back") else {}
    answer = await person.post(f"/findings/{finding['id']}/{verb}", body, headers=headers)
    assert answer.status_code == 200, answer.text
    moved: dict[str, Any] = answer.json()
    return moved


async def as_read(person: Person, finding_id: str) -> dict[str, str]:
    """If-Match of the text that *person*, who looks at it for the school, has just read."""
    answer = await person.get(f"/findings/{finding_id}")
    return {"If-Match": answer.headers.get("ETag", '"1"')}


async def a_file(
    world: World, finding: dict[str, Any], content: bytes = b"Our plan", sent_as: str = "plan.txt", **said: str
) -> httpx.Response:
    """What Amina is answered who adds a file to *finding*."""
    return await world.amina.client.post(
        f"/findings/{finding['id']}/files", files={"file": (sent_as, content)}, data={"has_no_faces": "true"} | said
    )


def copies(world: World, finding: dict[str, Any], count: int) -> list[str]:
    """As many more findings like *finding* on the fair, stored without the walk through agreement; their ids.

    Each third is as old as the one before it.
    """
    with world.database.writing(world.amina.scope) as session:
        row = session.exec(select(Finding).where(Finding.id == UUID(finding["id"]))).one()
        kept = row.model_dump(exclude={"id", "published_at", "edited_at"})
        labels = session.exec(select(FindingLabel).where(FindingLabel.finding_id == row.id)).all()
        first = NOW + timedelta(minutes=1)
        moments = [first + timedelta(seconds=number - number % 3) for number in range(count)]
        made = [Finding(**kept, id=uuid4(), published_at=moment, edited_at=moment) for moment in moments]
        session.add_all(made)
        session.flush()
        for copy in made:
            for label in labels:
                filed = label.model_dump(exclude={"id", "finding_id", "published_at"})
                session.add(FindingLabel(**filed, finding_id=copy.id, published_at=copy.published_at))
        return [str(copy.id) for copy in made]


async def withdrawn(world: World, **changes: Any) -> dict[str, Any]:
    """A finding that was on the fair and has been taken back."""
    finding = await published(world, **changes)
    answer = await world.amina.post(f"/findings/{finding['id']}/withdraw")
    assert answer.status_code == 200, answer.text
    return answer.json()


def an_outsider(app: FastAPI, *, in_trust: bool = True) -> Person:
    """A teacher of a school in another trust, or in none."""
    database: Database = app.state.database
    with database.writing(NOBODY) as session:
        trust = Trust(name=f"Far Trust {uuid4().hex[:6]}")
        session.add(trust)
        session.flush()
        school = School(trust_id=trust.id if in_trust else None, name="Far School", created_at=NOW)
        session.add(school)
        school_id: UUID = school.id
        trust_id = school.trust_id
    return a_person(app, school_id, trust_id, "ola", [Role.TEACHER, Role.CPD_LEAD])


def reader(world: World) -> httpx.AsyncClient:
    """A feed reader: no cookie, no header of ours."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=world.app, raise_app_exceptions=False), base_url="https://kenkyu.test"
    )


async def one_finding(world: World, **changes: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """A public finding with a subject of its own, and the query that finds only it."""
    subject = f"Subject {uuid4().hex}"
    return await published(world, subject=subject, **changes), {"subject": subject}


async def read(person: Any, finding: dict[str, Any]) -> dict[str, Any]:
    """*finding* as *person* sees it now."""
    answer = await person.get(f"/findings/{finding['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def stored(world: World, finding: dict[str, Any]) -> Finding:
    """The row of *finding*."""
    with world.database.reading(world.amina.scope) as session:
        return session.exec(select(Finding).where(Finding.id == UUID(finding["id"]))).one()
