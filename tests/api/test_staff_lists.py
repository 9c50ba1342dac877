"""A list of staff over HTTP: shown before it counts, taken over as far as a person says, and nothing of a pupil kept."""

import json
import zlib
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build import a_year
from cast import NOW, Person, World, browser
from sqlmodel import col, select

from app.identity.tables import Invitation, Staff
from app.rosters.tables import RosterImport

USERS = "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email\n"
MANIFEST = b"propertyName,value\noneroster.version,1.1\nfile.users,bulk\n"
DELTA = MANIFEST.replace(b"bulk", b"delta")


def user(sourced_id: str, name: str, email: str = "", role: str = "teacher", status: str = "") -> str:
    given, _, family = name.partition(" ")
    return f"{sourced_id},{status},true,s1,{role},{given},{family},{email}\n"


async def bring(person: Person, *users: str, manifest: bytes = MANIFEST, key: str | None = None) -> httpx.Response:
    files = [("files", ("manifest.csv", manifest)), ("files", ("users.csv", (USERS + "".join(users)).encode()))]
    return await person.post("/roster-imports", files=files, key=key)


async def brought(person: Person, *users: str, manifest: bytes = MANIFEST) -> dict[str, Any]:
    answer = await bring(person, *users, manifest=manifest)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def group(person: Person, import_id: str, name: str) -> list[dict[str, Any]]:
    answer = await person.get(f"/roster-imports/{import_id}/people?group={name}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def take(person: Person, import_id: str, *, key: str | None = None, **wish: Any) -> httpx.Response:
    return await person.post(f"/roster-imports/{import_id}/commit", wish, key=key)


def staff_of(world: World, person: Person) -> Staff:
    with world.database.reading(person.scope) as session:
        return session.exec(select(Staff).where(Staff.id == person.staff_id)).one()


def everybody(world: World) -> dict[str, Staff]:
    with world.database.reading(world.hana.scope) as session:
        return {row.name: row for row in session.exec(select(Staff).where(Staff.school_id == world.birch_id))}


async def all_known(world: World) -> None:
    """Everybody of Birch is known by an id of the list."""
    people = [world.people[name] for name in ("amina", "ben", "chloe", "frank", "grace", "hana", "dev")]
    rows = [user(person.name, f"{person.name.capitalize()} ", staff_of(world, person).email or "") for person in people]
    found = await brought(world.hana, *rows)
    assert (await take(world.hana, found["id"])).status_code == 200


async def test_a_list_is_shown_before_it_counts(world: World) -> None:
    before = everybody(world)
    amina = staff_of(world, world.amina)

    found = await brought(
        world.hana, user("t1", "Amina Khan", amina.email or ""), user("t2", "Ben "), user("t3", "Nia New", "nia@x.example"),
        user("p1", "Zofia Quirke", role="student"),
    )  # fmt: skip

    assert (found["source"], found["names_everybody"], found["listed_count"], found["others_count"]) == (
        "OneRoster 1.1", True, 3, 1,
    )  # fmt: skip
    assert found["group_counts"] == {
        "joiners": 1, "leavers": 0, "changed": 1, "doubtful": 1, "same": 0, "only_here": 5, "passed_over": 0,
    }  # fmt: skip
    (changed,) = await group(world.hana, found["id"], "changed")
    assert (changed["staff_name"], changed["way"], changed["changes"]) == (
        "Amina", "email", [{"field": "name", "before": "Amina", "after": "Amina Khan"}],
    )  # fmt: skip
    (doubt,) = await group(world.hana, found["id"], "doubtful")
    assert [one["name"] for one in doubt["candidates"]] == ["Ben"]
    assert {name: row.version for name, row in everybody(world).items()} == {
        n: row.version for n, row in before.items()
    }
    assert (await world.hana.get(f"/roster-imports/{found['id']}")).json() == found


async def test_nothing_about_a_pupil_is_stored(world: World) -> None:
    found = await brought(
        world.hana, user("t3", "Nia New"), user("pupil-7", "Zofia Quirke", "zofia@pupils.example", role="student")
    )

    await take(world.hana, found["id"])

    with world.database.reading(world.hana.scope) as session:
        row = session.exec(select(RosterImport).where(col(RosterImport.school_id) == world.birch_id)).one()
    kept = zlib.decompress(row.understanding).decode() + row.file_names
    assert not any(word in kept for word in ("Zofia", "Quirke", "pupil-7", "pupils.example"))
    assert "Zofia Quirke" not in everybody(world)
    answers = [
        await world.hana.get(f"/roster-imports/{found['id']}/{what}")
        for what in ("people?group=passed_over", "problems")
    ]
    assert not any("Zofia" in answer.text for answer in answers)


async def test_taking_it_over_adds_changes_and_remembers_ids_and_deletes_nobody(world: World) -> None:
    amina = staff_of(world, world.amina)
    found = await brought(
        world.hana, user("t1", "Amina Khan", amina.email or ""), user("t2", "Ben ", "ben@new.example"),
        user("t3", "Nia New", "nia@x.example"),
    )  # fmt: skip

    answer = await take(world.hana, found["id"], words=[{"row": 1, "staff_id": str(world.ben.staff_id)}])

    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert (done["joined"], done["left"], done["changed"], done["known_by_id"]) == (1, 0, 2, 2)
    staff = everybody(world)
    assert len(staff) == 8
    assert (staff["Amina Khan"].id, staff["Amina Khan"].roster_id) == (world.amina.staff_id, "t1")
    assert (staff["Ben"].roster_id, staff["Ben"].email) == ("t2", "ben@new.example")
    assert (staff["Nia New"].roster_id, staff["Nia New"].email, staff["Nia New"].account_id) == (
        "t3", "nia@x.example", None,
    )  # fmt: skip
    with world.database.reading(world.hana.scope) as session:
        assert session.exec(select(Invitation).where(Invitation.school_id == world.birch_id)).all() == []
    again = await brought(world.hana, user("t1", "Amina Khan"), user("t2", "Ben "), user("t3", "Nia New"))
    assert (again["group_counts"]["same"], again["group_counts"]["doubtful"]) == (3, 0)


async def test_what_is_left_out_is_not_taken(world: World) -> None:
    amina = staff_of(world, world.amina)
    found = await brought(
        world.hana, user("t1", "Amina Khan", amina.email or ""), user("t2", "Ben "), user("t3", "Nia New"),
    )  # fmt: skip

    answer = await take(
        world.hana, found["id"], words=[{"row": 1, "staff_id": None, "leave_out": True}], joiners_left_out=[2],
        changes_left_out=[{"row": 0, "fields": ["name"]}],
    )  # fmt: skip

    assert (answer.json()["joined"], answer.json()["changed"], answer.json()["known_by_id"]) == (0, 0, 1)
    staff = everybody(world)
    assert (staff["Amina"].roster_id, staff["Ben"].roster_id, "Nia New" in staff) == ("t1", None, False)


async def test_somebody_of_the_same_name_may_be_somebody_new(world: World) -> None:
    found = await brought(world.hana, user("t2", "Ben "))

    await take(world.hana, found["id"], words=[{"row": 0, "staff_id": None}])

    with world.database.reading(world.hana.scope) as session:
        bens = session.exec(select(Staff).where(Staff.school_id == world.birch_id, Staff.name == "Ben")).all()
    assert {row.roster_id for row in bens} == {None, "t2"}
    assert len({row.code for row in bens}) == 2


async def test_whoever_a_whole_list_leaves_out_leaves_only_if_a_person_says_so(world: World) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)
    (leaver,) = await group(world.hana, found["id"], "leavers")
    assert (leaver["name"], leaver["reason"], leaver["row"]) == ("Frank", "missing", None)

    await take(world.hana, found["id"])
    stays = staff_of(world, world.frank)
    again = await brought(world.hana, *rest)
    answer = await take(world.hana, again["id"], leavers=[{"staff_id": leaver["staff_id"], "left_on": "2026-10-31"}])

    assert (stays.left_on, stays.is_active) == (None, True)
    assert (answer.status_code, answer.json()["left"]) == (200, 1)
    left = staff_of(world, world.frank)
    assert (left.left_on, left.is_active, left.roster_id) == (date(2026, 10, 31), False, "frank")
    assert (await world.frank.get("/me")).status_code == 401


@pytest.mark.parametrize(("now", "status"), [("2026-11-02T20:00:00+00:00", 200), ("2026-11-03T07:00:00+00:00", 401)])
async def test_a_last_day_of_today_or_later_shuts_the_door_after_it(world: World, now: str, status: int) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)
    await take(world.hana, found["id"], leavers=[{"staff_id": str(world.frank.staff_id), "left_on": "2026-11-02"}])

    world.app.state.now.instant = datetime.fromisoformat(now)

    assert staff_of(world, world.frank).is_active
    assert (await world.frank.get("/staff")).status_code == status


async def test_minutes_that_a_leaver_has_not_placed_go_back_if_asked(world: World) -> None:
    await a_year(world.hana)
    await world.hana.post("/allocations", {"rule": "full"})
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)

    answer = await take(
        world.hana, found["id"], take_back_minutes=True,
        leavers=[{"staff_id": str(world.frank.staff_id), "left_on": "2026-11-20"}],
    )  # fmt: skip

    assert (answer.json()["taken_back_minutes"], answer.json()["still_planned"]) == (300, [])
    time = (await world.hana.get(f"/staff/{world.frank.staff_id}/time")).json()
    assert sum(pot["available_minutes"] for pot in time["pots"]) == 0


async def test_in_a_list_of_changes_nobody_leaves_by_not_being_named(world: World) -> None:
    await all_known(world)

    found = await brought(
        world.hana, user("ben", "Ben ", status="active"), user("frank", "Frank ", status="tobedeleted"), manifest=DELTA
    )

    assert not found["names_everybody"]
    assert [line["name"] for line in await group(world.hana, found["id"], "leavers")] == ["Frank"]


async def test_whoever_had_left_and_is_listed_again_is_taken_back(world: World) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)
    await take(world.hana, found["id"], leavers=[{"staff_id": str(world.frank.staff_id), "left_on": "2026-10-31"}])

    back = await brought(world.hana, *rest, user("frank", "Frank "))
    await take(world.hana, back["id"])

    row = staff_of(world, world.frank)
    assert (row.is_active, row.left_on) == (True, None)


async def test_the_last_lead_cannot_be_made_a_leaver(world: World) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "frank", "grace")]
    found = await brought(world.hana, *rest)
    days = [{"staff_id": str(person.staff_id), "left_on": "2026-12-31"} for person in (world.hana, world.dev)]

    both = await take(world.hana, found["id"], leavers=days)
    one = await take(world.hana, found["id"], leavers=days[1:])

    assert (both.status_code, both.json()["type"]) == (409, "/problems/identity/last-lead")
    assert one.status_code == 200
    assert staff_of(world, world.hana).left_on is None


async def test_guests_are_untouched(world: World) -> None:
    with world.database.writing(world.hana.scope) as session:
        row = session.exec(select(Staff).where(Staff.id == world.frank.staff_id)).one()
        row.is_guest, row.roster_id = True, "frank"

    found = await brought(world.hana, user("frank", "Frank Lloyd", row.email or ""), user("t9", "Nia New"))

    assert (found["group_counts"]["leavers"], found["group_counts"]["joiners"]) == (0, 2)
    refused = await take(world.hana, found["id"])
    assert refused.json()["type"] == "/problems/rosters/id-taken"


@pytest.mark.parametrize(
    ("wish", "status", "problem"),
    [
        ({}, 409, "rosters/word-missing"),
        ({"words": [{"row": 0, "staff_id": None}, {"row": 1, "staff_id": None}]}, 409, "rosters/moved-on"),
        ({"words": [{"row": 0, "staff_id": "AMINA"}]}, 409, "rosters/moved-on"),
        ({"words": [{"row": 0, "staff_id": "EVE"}]}, 404, "not-found"),
        ({"words": [{"row": 0, "staff_id": None}], "leavers": [{"staff_id": "BEN", "left_on": "2026-12-31"}]}, 409, "rosters/moved-on"),
        ({"words": [{"row": 0, "staff_id": None}], "leavers": [{"staff_id": "EVE", "left_on": "2026-12-31"}]}, 404, "not-found"),
        ({"words": [{"row": 0}]}, 422, "invalid-request"),
        ({"nonsense": 1}, 422, "invalid-request"),
        ({"words": [{"row": 2000, "staff_id": None}]}, 422, "invalid-request"),
    ],
)  # fmt: skip
async def test_an_answer_that_does_not_fit_the_list_changes_nothing(
    world: World, wish: dict[str, Any], status: int, problem: str
) -> None:
    found = await brought(world.hana, user("t2", "Ben "), user("t3", "Nia New"))
    for name in ("AMINA", "BEN", "EVE"):
        wish = json.loads(json.dumps(wish).replace(name, str(world.people[name.lower()].staff_id)))

    answer = await take(world.hana, found["id"], **wish)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")
    assert len(everybody(world)) == 7


async def test_two_people_cannot_be_one_colleague(world: World) -> None:
    found = await brought(world.hana, user("t2", "Ben "), user("t3", "Ben "))

    answer = await take(
        world.hana, found["id"], words=[{"row": row, "staff_id": str(world.ben.staff_id)} for row in (0, 1)]
    )

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/rosters/same-person-twice")


async def test_a_last_day_before_the_first_is_refused_and_the_same_day_is_not(world: World) -> None:
    await all_known(world)
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.frank.staff_id)).one().joined_on = date(2026, 9, 1)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)

    early, same = [
        await take(world.hana, found["id"], leavers=[{"staff_id": str(world.frank.staff_id), "left_on": day}])
        for day in ("2026-08-31", "2026-09-01")
    ]

    assert (early.status_code, early.json()["type"]) == (422, "/problems/rosters/last-day-too-early")
    assert same.status_code == 200


async def test_a_list_is_taken_over_once_and_a_repeat_of_the_same_intent_answers_the_same(world: World) -> None:
    found = await brought(world.hana, user("t3", "Nia New"))
    key = str(uuid4())

    first, repeat = [await take(world.hana, found["id"], key=key) for _ in range(2)]
    another = await take(world.hana, found["id"])

    assert (first.status_code, first.json()) == (repeat.status_code, repeat.json())
    assert (another.status_code, another.json()["type"]) == (409, "/problems/rosters/taken-over")
    assert len(everybody(world)) == 8


async def test_a_plain_list_knows_people_by_code_and_keeps_the_ids_of_the_other_system(world: World) -> None:
    await all_known(world)
    codes = [staff_of(world, person).code for person in (world.amina, world.ben)]
    written = f"Staff code,Name,Department,FTE\n{codes[0]},Amina,Physics,0.6\n{codes[1]},Ben,PE,1\nNN,Nia New,,\n"

    answer = await world.hana.post("/roster-imports", files=[("files", ("staff.csv", written.encode()))])
    await take(world.hana, answer.json()["id"])

    amina = staff_of(world, world.amina)
    assert (amina.department, amina.fte_percent, amina.roster_id) == ("Physics", 60, "amina")
    assert everybody(world)["Nia New"].roster_id == "NN"


async def test_a_list_that_would_empty_the_school_says_that_it_may_be_partial(world: World) -> None:
    await all_known(world)

    most = await brought(world.hana, user("amina", "Amina "))
    one = await brought(
        world.hana, *(user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev"))
    )

    assert (most["may_be_partial"], one["may_be_partial"]) == (True, False)


async def test_people_and_problems_come_in_pages(world: World) -> None:
    found = await brought(world.hana, *(user(f"t{n}", f"New {n}", "no address") for n in range(5)))

    seen: list[str] = []
    for what, field in (("people?group=joiners&", "name"), ("problems?", "message")):
        after, pages = "", 0
        while True:
            page = (await world.hana.get(f"/roster-imports/{found['id']}/{what}limit=2{after}")).json()
            seen += [item[field] for item in page["items"]]
            pages += 1
            if page["next"] is None:
                break
            after = f"&after={page['next']}"
        assert pages == 3

    assert seen[:5] == [f"New {n}" for n in range(5)]
    assert len(seen) == 10
    bad = await world.hana.get(f"/roster-imports/{found['id']}/people?group=joiners&after=x")
    assert bad.status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("staff.csv", b"", None), ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(40), None),
        ("staff.csv", b"a,b\n1,2\n", 1), ("users.csv", (USERS + user("t1", "A B") + user("t1", "C D")).encode(), 3),
        ("roster.zip", b"PK\x03\x04" + bytes(60), None), ("staff.csv", b"Forename,Surname,UPN\nZofia,Quirke,A1\n", 1),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_refused_with_its_place_and_nothing_is_stored(
    world: World, name: str, content: bytes, line: int | None
) -> None:
    answer = await world.hana.post("/roster-imports", files=[("files", (name, content))])

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/rosters/refused")
    (problem,) = answer.json()["problems"]
    assert (problem["file"], problem["line"]) == (name, line)
    assert "Zofia" not in answer.text
    with world.database.reading(world.hana.scope) as session:
        assert session.exec(select(RosterImport).where(RosterImport.school_id == world.birch_id)).all() == []


async def test_the_same_upload_twice_is_one_list(world: World) -> None:
    key = str(uuid4())

    first, repeat = [await bring(world.hana, user("t3", "Nia New"), key=key) for _ in range(2)]

    assert (first.status_code, first.json()["id"]) == (201, repeat.json()["id"])


async def test_another_school_s_list_is_not_there_and_teachers_are_not_let_in(world: World) -> None:
    found = await brought(world.hana, user("t3", "Nia New"))

    for what in ("", "/people?group=joiners", "/problems"):
        path = f"/roster-imports/{found['id']}{what}"
        assert (await world.eve.get(path)).status_code == 404
        assert (await world.amina.get(path)).status_code == 403
    assert (await take(world.eve, found["id"])).status_code == 404
    assert (await bring(world.grace, user("t3", "Nia New"))).status_code == 403
    assert NOW.isoformat()[:10] in found["created_at"]


@pytest.mark.parametrize("is_invited_before", [True, False])
async def test_a_leaver_who_takes_an_invitation_late_is_out_after_the_last_day(
    world: World, is_invited_before: bool
) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    found = await brought(world.hana, *rest)
    leaving = {"staff_id": str(world.frank.staff_id), "left_on": "2026-11-02"}
    secrets = [await invited(world, world.frank), await invited(world, world.frank)] if is_invited_before else []
    assert (await take(world.hana, found["id"], leavers=[leaving])).status_code == 200
    secrets = secrets or [await invited(world, world.frank), await invited(world, world.frank)]

    async with browser(world.app) as door:
        accepted = await door.post(f"/invitations/{secrets[0]}/accept", json={"password": "correct horse battery"})
        during = await door.get("/staff")
        world.app.state.now.instant = datetime.fromisoformat("2026-11-03T07:00:00+00:00")
        after = await door.get("/staff")
        late = await door.post(f"/invitations/{secrets[1]}/accept", json={"password": "correct horse battery"})

    assert accepted.is_success, accepted.text
    assert (during.status_code, after.status_code, late.status_code) == (200, 401, 404)


async def test_links_that_a_leaver_has_not_used_end_with_the_last_day_and_open_again_for_whoever_is_back(
    world: World,
) -> None:
    await all_known(world)
    rest = [user(name, name.capitalize() + " ") for name in ("amina", "ben", "chloe", "grace", "hana", "dev")]
    await invited(world, world.frank)
    found = await brought(world.hana, *rest)
    leaving = {"staff_id": str(world.frank.staff_id), "left_on": "2026-10-31"}

    await take(world.hana, found["id"], leavers=[leaving])
    gone = last_days_of_links(world, world.frank)
    back = await brought(world.hana, *rest, user("frank", "Frank "))
    await take(world.hana, back["id"])

    assert (gone, last_days_of_links(world, world.frank)) == ([date(2026, 10, 31)], [None])


async def invited(world: World, person: Person) -> str:
    """The secret of a new link for somebody who is on the staff."""
    wish = {"email": staff_of(world, person).email, "roles": ["teacher"]}
    answer = await world.hana.post(f"/staff/{person.staff_id}/invitation", wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["url"].rpartition("/")[2])


def last_days_of_links(world: World, person: Person) -> list[date | None]:
    with world.database.reading(world.hana.scope) as session:
        mine = select(Invitation).where(Invitation.staff_id == person.staff_id, col(Invitation.used_at).is_(None))
        return [row.until for row in session.exec(mine)]
