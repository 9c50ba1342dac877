"""Promise 40: ids, addresses, dates and names at the edges of what can be meant."""

import base64
import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from build_round import a_school_at_work
from cast import Person, World
from operations import Cast, one_of_everything
from refusals import is_problem

# ---- ids and addresses (promise 40) ---------------------------------------------------------------------------

IDS = [
    "1", "0", "-1", "null", "undefined", "' OR 1=1 --", "00000000-0000-0000-0000-00000000000", "{}", "%00", "..%2f..%2fetc",
    "%2e%2e", "%2e%2e%2f", "x" * 3000, "９", "99999999999999999999", "a%0d%0aSet-Cookie:%20x=1", "%ff", "*", "%F0%9F%92%A9",
]  # fmt: skip


@pytest.mark.parametrize("name", IDS)
async def test_what_is_no_id_is_refused_as_such(name: str, world: World) -> None:
    """Take out: UUID in a path (str instead)."""
    for path in (
        "/staff/{}",
        "/groups/{}",
        "/rounds/{}",
        "/years/{}",
        "/fair/findings/{}",
        "/invitations/{}",
        "/cover-slots/{}",
    ):
        answer = await world.hana.client.get(path.format(name if "%" in name else quote(name, safe="")))
        assert answer.status_code in (404, 422), (path, answer.text[:200])
        assert is_problem(answer)
        assert "set-cookie" not in answer.headers


QUERIES = [
    "/staff?limit=0", "/staff?limit=101", "/staff?limit=-1", "/staff?limit=1e3", "/staff?limit=9999999999999999999999",
    "/staff?limit=NaN", "/staff?after=x", "/staff?after=W10=", "/staff?after=bnVsbA==", "/staff?active=maybe",
    "/cover-slots?state=nowhere", "/my-week?on=yesterday", "/my-week?on=2026-02-30", "/my-time/entries?category=all",
    "/fair/findings?phase=ks9", "/staff?after=" + "W" * 501, "/staff?q=" + "x" * 101,
]  # fmt: skip


@pytest.mark.parametrize("path", QUERIES)
async def test_what_is_asked_wrongly_is_refused(path: str, world: World) -> None:
    """Take out: a limit of web.deps.page; `except` in PageWish.key."""
    answer = await world.hana.get(path)

    assert answer.status_code == 422, answer.text[:200]
    assert is_problem(answer)


def cursor(*key: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode()


STRANGE = {
    "a name with NUL": "/staff?after=" + cursor("a\0b", str(uuid4())),
    "words with NUL": "/staff?q=%00",
    "words on the fair with NUL": "/shelf/findings?q=%00",
    "a focus on the fair with NUL": "/fair/findings?focus=%00",
    "a number over 64 bit": "/groups?after=" + cursor(10**30, "a", str(uuid4())),
    "a number over 32 bit": "/groups?after=" + cursor(2**40, "a", str(uuid4())),
    "a moment before time": "/sessions?after=" + cursor("0001-01-01T00:00:00+14:00", str(uuid4())),
    "a moment after time": "/sessions?after=" + cursor("9999-12-31T23:59:59-14:00", str(uuid4())),
    "a moment of the fair before time": "/fair/findings?after=" + cursor("0001-01-01T00:00:00+14:00", str(uuid4())),
    "the first week of all": "/my-week?on=0001-01-01",
    "the last week of all": "/my-week?on=9999-12-31",
}


@pytest.mark.parametrize("name", STRANGE)
async def test_what_is_strange_is_answered_and_never_our_fault(
    name: str, world: World, request: pytest.FixtureRequest
) -> None:
    """Take out: what keeps each out, in web.pages and web.bodies."""
    answer = await world.hana.get(STRANGE[name])

    assert answer.status_code in (200, 404, 422), answer.text[:300]
    assert answer.status_code == 200 or is_problem(answer)


FAR_DATES = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("held_on", FAR_DATES)
async def test_dates_at_the_ends_of_time_are_refused(held_on: str, world: World) -> None:
    """Take out: the year around a date. Every body and address that takes one."""
    things = await one_of_everything(
        world, Cast(world.hana, world.amina, world.ben, world.chloe, world.frank), word="x", fair_word="y"
    )
    debrief = {"held_on": held_on, "start": "15:05"}
    round_ = {"group_id": things["group"], "host_id": things["host"], "period": "P1", "focus": "x",
              "observers": [{"staff_id": things["staff"], "slice": 0}]}  # fmt: skip
    terms = [{"starts_on": held_on, "ends_on": held_on}] * 6
    year = {"name": "x", "half_terms": terms, "cycle_days": ["Monday"] * 5}
    asked = [
        (world.amina, "POST", "/rounds", round_ | {"held_on": held_on, "debrief": debrief}),
        (world.amina, "POST", "/rounds", round_ | {"held_on": "2026-11-23", "debrief": debrief}),
        (world.amina, "POST", "/my-time/spend", {"category": "observe", "minutes": 5, "held_on": held_on, "reason": "x"}),
        (world.amina, "POST", f"/groups/{things['group']}/guests", {"name": "x", "email": "x@far.example", "until": held_on}),
        (world.hana, "POST", "/years", year),
        (world.hana, "POST", "/years", year | {"exceptions": [{"held_on": held_on, "kind": "closed"}]}),
        (world.hana, "POST", f"/timetable-imports/{things['import']}/commit",
         {"starts_on": held_on, "days": [{"name": "Monday", "cycle_day": "Monday"}],
          "bells": [{"period": "P1", "start": "09:00", "end": "10:00"}]}),
        (world.hana, "GET", f"/years/{things['year']}/days?after={held_on}", None),
    ]  # fmt: skip
    assert [found for found in [await _outcome(*one) for one in asked] if found] == []


@pytest.mark.parametrize("held_on", FAR_DATES)
async def test_a_plan_for_the_ends_of_time_is_refused(
    held_on: str, world: World, request: pytest.FixtureRequest
) -> None:
    group_id = await a_school_at_work(world)

    answer = await world.amina.get(f"/groups/{group_id}/plan?on={held_on}")

    assert answer.status_code < 500


async def _outcome(person: Person, method: str, path: str, body: Any) -> str:
    """What is wrong with the answer; empty when nothing is."""
    answer = await (person.get(path) if method == "GET" else person.post(path, body))
    is_wrong = answer.status_code >= 500 or (method == "POST" and answer.status_code < 400)
    return f"{method} {path}: {answer.status_code} {answer.text[:100]}" if is_wrong else ""


# ---- ordinary names (promise 40) --------------------------------------------------------------------------------

NAMES = ["O'Brien", "Ng", "李", "Siân", "Null", "Test; DROP TABLE staff", "Ünal-Müller", "Nguyễn Thị Minh Khai", "None",
         "true", "Robert \"Bob\" <Smith>", "d'Arc & Sons", "100%", "a_b", "\\o/", "👩‍🏫 Ada"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_an_ordinary_name_is_stored_found_and_returned_as_it_was_written(name: str, world: World) -> None:
    """Take out: `escape` in staff_page (a backslash then finds nothing); or html.escape a name when storing it."""
    made = await world.hana.post("/staff", {"code": name, "name": name, "department": name})

    assert made.status_code == 201, made.text
    read = (await world.hana.get(f"/staff/{made.json()['id']}")).json()
    assert (read["code"], read["name"], read["department"]) == (name, name, name)
    found = (await world.hana.get("/staff", params={"q": name})).json()["items"]
    if name.isascii() or name == "李":  # SQLite folds only ASCII letters.
        assert name in [one["name"] for one in found]


@pytest.mark.parametrize("sign", ["%", "_", "%%", "__", "\\", "*", "?", ".", "["])
async def test_no_sign_finds_everybody(sign: str, world: World) -> None:
    """Take out: `_escaped` in identity.queries.staff_page."""
    assert (await world.hana.get("/staff", params={"q": sign})).json()["items"] == []
