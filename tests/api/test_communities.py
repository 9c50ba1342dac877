"""Research learning communities: five or six schools, two leaders of each, three dated steps."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from build_together import COMMUNITY, STEPS, a_community, a_school, two
from cast import NOW, World, browser
from conftest import Clock

EDIT = {"name": "Talk in six schools", "focus": "Talk", "about": "New", "steps": STEPS}


async def joined(world: World) -> dict[str, Any]:
    """Birch's community with Cedar in it, as Cedar sees it."""
    made = await a_community(world)
    answer = await world.eve.post(f"/communities/{made['id']}/join", two(world.eve, world.fay))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


async def test_a_community_begins_with_one_school_and_its_two_leaders(world: World) -> None:
    made = await a_community(world)

    read = (await world.amina.get(f"/communities/{made['id']}")).json()

    assert {key: read[key] for key in ("name", "state", "schools", "missing", "is_ours", "version")} == {
        "name": "Talk across schools", "state": "open", "schools": 1, "missing": 4, "is_ours": True, "version": 1,
    }  # fmt: skip
    assert read["steps"] == STEPS
    assert [(leader["name"], leader["staff_id"]) for leader in read["members"][0]["leaders"]] == [
        ("Amina", str(world.amina.staff_id)), ("Ben", str(world.ben.staff_id))
    ]  # fmt: skip


async def test_the_same_request_twice_begins_one(world: World) -> None:
    wish = COMMUNITY | two(world.amina, world.ben)

    answers = [(await world.hana.post("/communities", wish, key="once")).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert [one["id"] for one in (await world.hana.get("/communities?mine=true")).json()["items"]] == [answers[0]["id"]]


async def test_a_school_that_joined_sees_who_leads_elsewhere_and_one_that_did_not_does_not(world: World) -> None:
    """Take out: `_of_members` in communities.tables and the first lines of queries.leaders_of."""
    outside, _ = a_school(world, "Elm School")
    seen = await joined(world)

    others = (await outside.get(f"/communities/{seen['id']}")).json()

    assert [[one["name"] for one in school["leaders"]] for school in seen["members"]] == [
        ["Amina", "Ben"],
        ["Eve", "Fay"],
    ]
    assert [one["staff_id"] for one in seen["members"][0]["leaders"]] == [None, None]
    assert [(school["school_name"], school["leaders"]) for school in others["members"]] == [
        ("Birch School", []), ("Cedar School", [])
    ]  # fmt: skip


async def test_six_schools_are_a_community_and_the_seventh_is_told(world: World) -> None:
    """Take out: `free_places` in actions.together."""
    made = await a_community(world)
    path = f"/communities/{made['id']}/join"
    for number in range(5):
        lead, teacher = a_school(world, f"School {number}")
        answer = await lead.post(path, two(lead, teacher))
        assert (answer.status_code, answer.json()["missing"]) == (200, max(0, 3 - number)), answer.text

    refused = await world.eve.post(path, two(world.eve, world.fay))

    assert problem(refused) == (409, "communities/full")
    assert (await world.eve.get(f"/communities/{made['id']}")).json()["may"]["join"] is False


async def test_of_two_schools_that_want_the_last_place_one_has_it(world: World) -> None:
    made = await a_community(world)
    path = f"/communities/{made['id']}/join"
    schools = [a_school(world, f"School {number}") for number in range(6)]
    for lead, teacher in schools[:4]:
        assert (await lead.post(path, two(lead, teacher))).status_code == 200

    answers = await asyncio.gather(*(lead.post(path, two(lead, teacher)) for lead, teacher in schools[4:]))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (await world.hana.get(f"/communities/{made['id']}")).json()["schools"] == 6


async def test_schools_that_join_at_once_each_have_a_place(world: World) -> None:
    """Take out: the second look in `_take_place`."""
    made = await a_community(world)
    schools = [a_school(world, f"School {number}") for number in range(4)]

    answers = await asyncio.gather(
        *(lead.post(f"/communities/{made['id']}/join", two(lead, teacher)) for lead, teacher in schools)
    )

    assert [answer.status_code for answer in answers] == [200] * 4
    assert (await world.hana.get(f"/communities/{made['id']}")).json()["missing"] == 0


async def test_a_school_joins_once_and_may_come_back(world: World) -> None:
    seen = await joined(world)
    path = f"/communities/{seen['id']}"

    again = await world.eve.post(f"{path}/join", two(world.eve, world.fay))
    left = await world.eve.post(f"{path}/leave")
    back = await world.eve.post(f"{path}/join", two(world.fay, world.eve))

    assert problem(again) == (409, "communities/already-in")
    assert (left.json()["schools"], left.json()["is_joined"]) == (1, False)
    assert (back.json()["schools"], back.json()["is_joined"]) == (2, True)


async def test_the_leaders_of_ones_own_school_are_chosen_anew(world: World) -> None:
    made = await a_community(world)
    path = f"/communities/{made['id']}/leaders"

    swapped = await world.hana.post(path, two(world.ben, world.amina))
    changed = await world.hana.post(path, two(world.amina, world.chloe))

    assert [one["name"] for one in swapped.json()["members"][0]["leaders"]] == ["Ben", "Amina"]
    assert [one["name"] for one in changed.json()["members"][0]["leaders"]] == ["Amina", "Chloe"]
    assert problem(await world.eve.post(path, two(world.eve, world.fay))) == (409, "communities/not-in")


async def test_leaders_are_two_different_colleagues(world: World) -> None:
    one = await world.hana.post("/communities", COMMUNITY | two(world.amina))
    same = await world.hana.post("/communities", COMMUNITY | two(world.amina, world.amina))
    three = await world.hana.post("/communities", COMMUNITY | two(world.amina, world.ben, world.chloe))
    foreign = await world.hana.post("/communities", COMMUNITY | two(world.amina, world.eve))

    assert [answer.status_code for answer in (one, same, three, foreign)] == [422, 409, 422, 404]
    assert problem(same)[1] == "communities/leaders-needed"


@pytest.mark.parametrize(
    "steps",
    [
        [STEPS[1], STEPS[0], STEPS[2]], [STEPS[0], STEPS[0], STEPS[2]],
        [STEPS[0] | {"held_on": "2027-01-16"}, *STEPS[1:]], [*STEPS[:2], STEPS[2] | {"held_on": "2027-01-14"}],
    ],
)  # fmt: skip
async def test_each_step_has_a_day_and_none_comes_before_what_it_builds_on(world: World, steps: Any) -> None:
    answer = await world.hana.post("/communities", COMMUNITY | two(world.amina, world.ben) | {"steps": steps})

    assert problem(answer) == (409, "communities/steps-out-of-order")


async def test_all_steps_may_be_on_one_day_and_two_are_too_few(world: World) -> None:
    day = [step | {"held_on": "2026-11-20"} for step in STEPS]

    assert (await a_community(world, steps=day))["steps"] == day
    wish = COMMUNITY | two(world.amina, world.ben) | {"steps": STEPS[:2]}
    assert (await world.hana.post("/communities", wish)).status_code == 422


async def test_the_school_that_began_it_changes_it_and_no_other(world: World) -> None:
    seen = await joined(world)
    path = f"/communities/{seen['id']}"

    foreign = await world.eve.put(path, EDIT, version=1)
    teacher = await world.amina.put(path, EDIT, version=1)
    without = await world.hana.put(path, EDIT, version=None)
    changed = await world.hana.put(path, EDIT, version=1)
    stale = await world.hana.put(path, EDIT, version=1)

    assert [answer.status_code for answer in (foreign, teacher, without, changed, stale)] == [403, 403, 428, 200, 412]
    assert (changed.json()["name"], changed.headers["etag"]) == ("Talk in six schools", '"2"')


async def test_who_may_is_told(world: World) -> None:
    seen = await joined(world)
    path = f"/communities/{seen['id']}"

    async def may(person: str) -> set[str]:
        body = (await world.people[person].get(path)).json()
        return {name for name, allowed in body["may"].items() if allowed}

    assert await may("hana") == {"edit", "choose_leaders", "report", "close"}
    assert await may("eve") == {"choose_leaders", "leave", "report"}
    assert await may("amina") == {"report"}
    assert await may("chloe") == set()


# ---- what the schools say ------------------------------------------------------------------------------


async def test_what_a_school_reports_is_read_by_the_schools_in_it_and_by_nobody_else(
    world: World, clock: Clock
) -> None:
    """Take out: `_reports_beyond` in tables.py (Cedar sees nothing) or the membership in queries.reports_page."""
    outside, _ = a_school(world, "Elm School")
    seen = await joined(world)
    path = f"/communities/{seen['id']}/reports"
    made = await world.amina.post(path, {"kind": "workshop", "text": "We read about wait time."})
    clock.instant = NOW + timedelta(minutes=1)
    await world.eve.post(path, {"kind": "application", "text": "We tried it in drama."})

    birch, cedar = (await world.chloe.get(path)).json()["items"], (await world.fay.get(path)).json()["items"]

    assert made.status_code == 201
    assert [(one["school_name"], one["by_name"], one["text"], one["is_ours"]) for one in birch] == [
        ("Cedar School", "Eve", "We tried it in drama.", False),
        ("Birch School", "Amina", "We read about wait time.", True),
    ]
    assert [one["is_ours"] for one in cedar] == [True, False]
    assert (await outside.get(path)).status_code == 404


async def test_leaders_and_leads_report_and_nobody_else(world: World) -> None:
    seen = await joined(world)
    outside, _ = a_school(world, "Elm School")
    path, wish = f"/communities/{seen['id']}/reports", {"kind": "workshop", "text": "Said"}

    answers = [await person.post(path, wish) for person in (world.ben, world.hana, world.fay, world.chloe, outside)]

    assert [answer.status_code for answer in answers] == [201, 201, 201, 403, 409]
    assert problem(answers[-1])[1] == "communities/not-in"


async def test_a_school_that_left_reads_no_more_and_what_it_said_stays(world: World) -> None:
    seen = await joined(world)
    path = f"/communities/{seen['id']}"
    await world.eve.post(f"{path}/reports", {"kind": "workshop", "text": "Said at Cedar"})

    await world.eve.post(f"{path}/leave")

    assert (await world.eve.get(f"{path}/reports")).status_code == 404
    assert [one["text"] for one in (await world.ben.get(f"{path}/reports")).json()["items"]] == ["Said at Cedar"]
    assert [school["school_name"] for school in (await world.ben.get(path)).json()["members"]] == ["Birch School"]


async def test_a_report_is_taken_back_by_its_own_school(world: World) -> None:
    seen = await joined(world)
    path = f"/communities/{seen['id']}/reports"
    said = (await world.amina.post(path, {"kind": "workshop", "text": "Said"})).json()["id"]

    foreign = await world.eve.client.delete(f"{path}/{said}")
    colleague = await world.chloe.client.delete(f"{path}/{said}")
    gone = await world.ben.client.delete(f"{path}/{said}")
    again = await world.ben.client.delete(f"{path}/{said}")

    assert [answer.status_code for answer in (foreign, colleague, gone, again)] == [404, 403, 204, 404]
    assert (await world.eve.get(path)).json()["items"] == []


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 10_001, "a\u202eb"])
async def test_a_report_says_something_that_can_be_kept(world: World, text: str) -> None:
    made = await a_community(world)

    answer = await world.amina.post(f"/communities/{made['id']}/reports", {"kind": "workshop", "text": text})

    assert answer.status_code == 422


async def test_a_report_of_exactly_the_length_is_kept(world: World) -> None:
    made = await a_community(world)

    answer = await world.amina.post(f"/communities/{made['id']}/reports", {"kind": "workshop", "text": "x" * 10_000})

    assert answer.status_code == 201


async def test_no_pupil_is_named_to_other_schools(world: World) -> None:
    """Take out: `require_no_names` in actions.together."""
    await world.hana.post("/pupils/roster", {"names": ["Zebedee Quillfeather"]})
    made = await a_community(world)
    path = f"/communities/{made['id']}"
    named = "Zebedee Quillfeather spoke first."

    refused = [
        await world.amina.post(f"{path}/reports", {"kind": "workshop", "text": named}),
        await world.hana.put(path, EDIT | {"about": named}, version=1),
        await world.hana.post("/communities", COMMUNITY | two(world.amina, world.ben) | {"focus": named}),
        await world.hana.put(path, EDIT | {"steps": [*STEPS[:2], STEPS[2] | {"text": named}]}, version=1),
    ]

    assert [problem(answer) for answer in refused] == [(409, "communities/names-a-pupil")] * 4
    assert [answer.json()["field"] for answer in refused] == ["text", "about", "focus", "evaluation"]


async def test_no_date_of_birth_is_told_to_other_schools(world: World) -> None:
    made = await a_community(world)
    report = {"kind": "workshop", "text": "The boy of 12 March 2014 spoke first."}

    answer = await world.amina.post(f"/communities/{made['id']}/reports", report)

    assert problem(answer) == (409, "communities/names-a-pupil")
    assert answer.json()["word"] == "12 March 2014"


# ---- the end, and who sees it ----------------------------------------------------------------------------


async def test_a_community_that_ended_is_read_and_not_changed(world: World) -> None:
    seen = await joined(world)
    elm, teacher = a_school(world, "Elm School")
    path = f"/communities/{seen['id']}"

    not_theirs = await world.eve.post(f"{path}/close")
    host_leaves = await world.hana.post(f"{path}/leave")
    ended = await world.hana.post(f"{path}/close")
    refused = [
        await world.hana.post(f"{path}/close"), await world.hana.put(path, EDIT, version=2),
        await elm.post(f"{path}/join", two(elm, teacher)),
        await world.eve.post(f"{path}/reports", {"kind": "evaluation", "text": "Late"}),
        await world.eve.post(f"{path}/leaders", two(world.fay, world.eve)),
    ]  # fmt: skip

    assert not_theirs.status_code == 403
    assert problem(host_leaves) == (409, "communities/host-stays")
    assert (ended.status_code, ended.json()["state"]) == (200, "closed")
    assert {problem(answer) for answer in refused} == {(409, "communities/closed")}
    assert (await world.eve.get(path)).json()["state"] == "closed"


@pytest.mark.parametrize(("open_to", "same_trust", "elsewhere"), [("trust", 200, 404), ("everyone", 200, 200)])
async def test_a_community_is_seen_by_those_it_is_open_to(
    world: World, open_to: str, same_trust: int, elsewhere: int
) -> None:
    """Take out: `readable` in access.py; the nets under it: `_open_beyond` in tables.py, `_OPEN` in constraints.py."""
    far, teacher = a_school(world, "Far School", in_trust=False)
    made = await a_community(world, open_to=open_to)
    path = f"/communities/{made['id']}"

    answers = [(await person.get(path)).status_code for person in (world.fay, far)]
    listed = [made["id"] in str((await person.get("/communities")).json()) for person in (world.fay, far)]
    joins = await far.post(f"{path}/join", two(far, teacher))

    assert answers == [same_trust, elsewhere]
    assert listed == [same_trust == 200, elsewhere == 200]
    assert joins.status_code == elsewhere
    assert (await browser(world.app).get(path)).status_code == 401


async def test_a_school_in_no_trust_opens_to_every_school_or_not_at_all(world: World) -> None:
    far, teacher = a_school(world, "Far School", in_trust=False)

    refused = await far.post("/communities", COMMUNITY | two(far, teacher))
    made = await far.post("/communities", COMMUNITY | two(far, teacher) | {"open_to": "everyone"})

    assert problem(refused) == (409, "communities/no-trust")
    assert made.status_code == 201


async def test_communities_come_in_pages(world: World) -> None:
    ids = [(await a_community(world, name=f"Community {number}"))["id"] for number in range(3)]

    first = (await world.hana.get("/communities?limit=2&mine=true")).json()
    rest = (await world.hana.get(f"/communities?limit=2&mine=true&after={first['next']}")).json()

    assert sorted(one["id"] for one in first["items"] + rest["items"]) == sorted(ids)
    assert rest["next"] is None
    assert (await world.hana.get("/communities?after=no")).status_code == 422
