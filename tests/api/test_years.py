"""School years: added, changed, read; and what stands on them."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from build import a_timetable, a_year, year_wish
from cast import World
from conftest import Clock
from sqlmodel import Session, col, select

from app.identity.tables import SignInSession
from app.occupied import actions as occupied
from app.occupied.rules import OccupiedKind, Stretch
from app.occupied.tables import Occupied


async def test_a_year_is_added_with_all_its_days(world: World) -> None:
    answer = await world.hana.post("/years", year_wish(weeks=2))

    assert answer.status_code == 201
    year = answer.json()
    assert (year["starts_on"], year["ends_on"]) == ("2026-09-02", "2027-07-21")
    assert year["cycle_days"][5] == "B Monday"
    assert [part["position"] for part in year["half_terms"]] == [1, 2, 3, 4, 5, 6]
    assert (year["inset_days"], year["is_current"], year["version"]) == (1, True, 1)
    days = (await world.amina.get(f"/years/{year['id']}/days?limit=100")).json()
    assert days["items"][0] == {
        "held_on": "2026-09-02", "kind": "inset", "cycle_day": None, "half_term": 1, "note": "Staff only",
    }  # fmt: skip
    assert days["items"][1]["cycle_day"] == "A Thursday"


async def test_days_come_by_pages_and_the_cursor_is_a_date(world: World) -> None:
    year = await a_year(world.hana)

    seen, after = list[str](), ""
    while True:
        page = (await world.amina.get(f"/years/{year['id']}/days?limit=100{after}")).json()
        seen += [day["held_on"] for day in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    from_date = (await world.amina.get(f"/years/{year['id']}/days?after=2026-10-31&limit=1")).json()

    assert seen == sorted(set(seen))
    assert len(seen) == year["ordinary_days"] + year["inset_days"]
    assert from_date["items"][0]["held_on"] == "2026-11-02"


async def test_only_the_exceptions_can_be_listed(world: World) -> None:
    year = await a_year(world.hana)

    found = (await world.amina.get(f"/years/{year['id']}/exceptions")).json()

    assert [day["held_on"] for day in found["items"]] == ["2026-09-02"]


async def test_a_cursor_that_is_no_date_is_refused(world: World) -> None:
    year = await a_year(world.hana)

    refused = await world.amina.get(f"/years/{year['id']}/days?after=tomorrow")

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-cursor")


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 11, 2, tzinfo=UTC), "2026/27"),
        (datetime(2026, 8, 1, tzinfo=UTC), "2026/27"),
        (datetime(2027, 7, 21, 22, 30, tzinfo=UTC), "2026/27"),
        (datetime(2027, 7, 21, 23, 30, tzinfo=UTC), "2027/28"),  # In London the 22nd has begun: holidays.
        (datetime(2029, 1, 1, tzinfo=UTC), "2027/28"),
    ],
)
async def test_the_current_year_is_todays_else_the_next_else_the_latest(
    world: World, clock: Clock, instant: datetime, expected: str
) -> None:
    await a_year(world.hana)
    await a_year(world.hana, **the_year_after())
    clock.instant = instant.replace(tzinfo=UTC)
    with world.database.writing(world.amina.scope) as session:
        keep_signed_in(session, world, instant)

    found = await world.amina.get("/years/current")

    assert found.json()["name"] == expected


async def test_without_a_year_there_is_no_current_one(world: World) -> None:
    refused = await world.amina.get("/years/current")

    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/school-year/none")


async def test_years_are_listed_the_latest_first(world: World) -> None:
    await a_year(world.hana)
    await a_year(world.hana, **the_year_after())

    first = (await world.amina.get("/years?limit=1")).json()
    second = (await world.amina.get(f"/years?limit=1&after={first['next']}")).json()

    assert [page["items"][0]["name"] for page in (first, second)] == ["2027/28", "2026/27"]
    assert [page["items"][0]["is_current"] for page in (first, second)] == [False, True]
    assert second["next"] is None


async def test_what_makes_no_year_is_refused_with_its_places(world: World) -> None:
    wish = year_wish(cycle_days=["Monday"], exceptions=[{"held_on": "2026-12-25", "kind": "closure"}])

    refused = await world.hana.post("/years", wish)

    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/school-year/days-do-not-fit"
    pointers = [fault["pointer"] for fault in refused.json()["errors"]]
    assert pointers == ["/body/exceptions/0/held_on", "/body/cycle_days"]
    assert (await world.hana.get("/years")).json()["items"] == []


async def test_names_of_days_that_are_too_long_together_are_refused(world: World) -> None:
    names = [f"{number:02}" + '"' * 198 for number in range(25)]

    refused = await world.hana.post("/years", year_wish(cycle_days=names))

    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/school-year/days-do-not-fit"


async def test_years_may_not_share_a_day(world: World) -> None:
    await a_year(world.hana)
    wish = the_year_after()
    wish["half_terms"][0]["starts_on"] = "2027-07-21"

    refused = await world.hana.post("/years", year_wish(**wish))
    wish["half_terms"][0]["starts_on"] = "2027-07-22"
    let_in = await world.hana.post("/years", year_wish(**wish))

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/school-year/overlap")
    assert let_in.status_code == 201


async def test_years_may_not_share_a_name(world: World) -> None:
    await a_year(world.hana)

    refused = await world.hana.post("/years", year_wish(**the_year_after() | {"name": "2026/27"}))

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/school-year/name-taken")


async def test_another_schools_year_does_not_stand_in_the_way_and_is_not_found(world: World) -> None:
    year = await a_year(world.hana)

    theirs = await world.eve.post("/years", year_wish())
    answers = [
        await world.eve.get(f"/years/{wanted}{rest}")
        for wanted in (year["id"], uuid4())
        for rest in ("", "/days", "/exceptions")
    ]
    edit = await world.eve.put(f"/years/{year['id']}", year_wish(), version=1)

    assert theirs.status_code == 201
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.text for answer in answers} == {answers[0].text}
    assert edit.status_code == 404


async def test_only_leads_add_and_change_years(world: World) -> None:
    year = await a_year(world.dev)

    for person in (world.amina, world.grace):
        assert (await person.post("/years", year_wish())).status_code == 403
        assert (await person.put(f"/years/{year['id']}", year_wish(), version=1)).status_code == 403


async def test_the_same_request_twice_adds_one_year(world: World) -> None:
    key = str(uuid4())

    first = await world.hana.post("/years", year_wish(), key=key)
    again = await world.hana.post("/years", year_wish(), key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len((await world.hana.get("/years")).json()["items"]) == 1


async def test_an_edit_makes_the_days_anew(world: World) -> None:
    year = await a_year(world.hana)
    closed = {"held_on": "2026-11-03", "kind": "closure", "note": "Boiler"}

    answer = await world.hana.put(f"/years/{year['id']}", year_wish(exceptions=[closed], name="Ours"), version=1)

    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["version"], answer.json()["inset_days"]) == ("Ours", 2, 0)
    assert answer.headers["etag"] == '"2"'
    assert answer.json()["ordinary_days"] == year["ordinary_days"]
    days = (await world.hana.get(f"/years/{year['id']}/exceptions")).json()["items"]
    assert [day["note"] for day in days] == ["Boiler"]


async def test_an_edit_needs_the_version_it_was_made_on(world: World) -> None:
    year = await a_year(world.hana)

    without = await world.hana.put(f"/years/{year['id']}", year_wish(), version=None)
    stale = await world.hana.put(f"/years/{year['id']}", year_wish(), version=7)

    assert without.status_code == 428
    assert (stale.status_code, stale.json()["current_version"]) == (412, 1)


@pytest.mark.concurrent
async def test_of_two_edits_of_one_version_one_wins(world: World) -> None:
    year = await a_year(world.hana)

    answers = await asyncio.gather(
        *(world.hana.put(f"/years/{year['id']}", year_wish(name=f"Try {place}"), version=1) for place in range(4))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


# ---- with a timetable on it --------------------------------------------------------------------


def amina_on(world: World, day: str) -> list[str]:
    with world.database.reading(world.amina.scope) as session:
        hers = select(Occupied).where(Occupied.staff_id == world.amina.staff_id)
        rows = session.exec(hers.order_by(col(Occupied.starts_at)))
        return [row.kind.value for row in rows if row.held_on.isoformat() == day]


async def current(world: World) -> dict[str, Any]:
    found: dict[str, Any] = (await world.hana.get("/years/current")).json()
    return found


async def test_a_closure_empties_the_day_of_all_who_teach(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    year = await current(world)
    assert amina_on(world, "2026-11-03") == ["teach", "teach"]

    closed = year_wish(exceptions=[{"held_on": "2026-11-03", "kind": "closure"}])
    answer = await world.hana.put(f"/years/{year['id']}", closed, version=1)

    assert answer.status_code == 200
    assert amina_on(world, "2026-11-03") == []
    assert amina_on(world, "2026-11-10") == ["teach", "teach"]


async def test_a_day_that_is_no_longer_in_the_year_is_empty_too(world: World) -> None:
    a_timetable(world, [(world.amina, "Wednesday", "P1", "7A")])
    year = await current(world)
    shorter = year_wish()
    shorter["half_terms"][5]["ends_on"] = "2027-07-20"

    await world.hana.put(f"/years/{year['id']}", shorter, version=1)

    assert amina_on(world, "2027-07-14") == ["teach", "teach"]
    assert amina_on(world, "2027-07-21") == []


async def test_a_change_that_would_hit_something_planned_is_refused(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    year = await current(world)
    a_booking(world, datetime(2026, 11, 3, 15, 30, tzinfo=UTC))
    closed = year_wish(exceptions=[{"held_on": "2026-11-03", "kind": "closure"}])

    refused = await world.hana.put(f"/years/{year['id']}", closed, version=1)
    beside = year_wish(exceptions=[{"held_on": "2026-11-04", "kind": "closure"}])
    let_in = await world.hana.put(f"/years/{year['id']}", beside, version=1)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/year-meets-round")
    assert refused.json()["rounds"] == [{"held_on": "2026-11-03", "name": "Amina", "what": "In a debrief"}]
    assert let_in.status_code == 200
    assert amina_on(world, "2026-11-03") == ["teach", "teach", "debrief"]


async def test_days_that_lessons_stand_on_cannot_vanish(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    year = await current(world)

    renamed = await world.hana.put(f"/years/{year['id']}", year_wish(weeks=2), version=1)
    kept = [*year["cycle_days"], *(f"B {name}" for name in year["cycle_days"])]
    longer = await world.hana.put(f"/years/{year['id']}", year_wish(cycle_days=kept), version=1)

    assert (renamed.status_code, renamed.json()["type"]) == (409, "/problems/timetable/cycle-in-use")
    assert renamed.json()["cycle_days"] == sorted(year["cycle_days"])
    assert longer.status_code == 200
    assert amina_on(world, "2026-11-03") == ["teach", "teach"], "week 1, the ninth school week"
    assert amina_on(world, "2026-11-10") == [], "week 2 has no lessons yet"


# ---- helpers -----------------------------------------------------------------------------------


def the_year_after() -> dict[str, Any]:
    spans = [{"starts_on": f"2027-{month:02}-01", "ends_on": f"2027-{month:02}-25"} for month in (9, 10, 11, 12)] + [
        {"starts_on": "2028-01-03", "ends_on": "2028-03-30"},
        {"starts_on": "2028-04-17", "ends_on": "2028-07-20"},
    ]
    return {"name": "2027/28", "half_terms": spans, "exceptions": []}


def a_booking(world: World, starts_at: datetime) -> None:
    with world.database.writing(world.amina.scope) as session:
        occupied.occupy(
            session, world.amina.actor,
            Stretch(
                world.amina.staff_id, world.amina.person_id, OccupiedKind.DEBRIEF, starts_at.date(), starts_at,
                starts_at.replace(hour=starts_at.hour + 1), ref_id=uuid4(),
            ),
        )  # fmt: skip


def keep_signed_in(session: Session, world: World, instant: datetime) -> None:
    """Move the sign-in along with the clock: it is not what these tests are about."""
    row = session.exec(select(SignInSession).where(SignInSession.id == world.amina.actor.session_id)).one()
    row.last_seen_at, row.expires_at = instant, instant.replace(year=instant.year + 1)
