"""The rules a school goes by: profiles, the choice of a year, variations, publication."""

from datetime import date

import pytest
from build import a_year
from build_directed import CHOICE, an_event, rules, said, set_staff, year_of
from cast import World
from refusals import refused


def figure(answer: dict[str, object], key: str) -> dict[str, object]:
    return next(one for one in answer["figures"] if one["key"] == key)  # type: ignore[attr-defined]


async def test_every_profile_is_shown_with_its_editions_and_sources(world: World) -> None:
    shown = (await world.amina.get("/working-time/profiles")).json()["profiles"]

    assert [one["id"] for one in shown] == ["england", "wales", "northern_ireland", "leadership", "local"]
    assert [one["id"] for one in shown[0]["editions"]] == ["2021", "2022", "2023", "2025"]
    assert all(
        one["source"]["document"] for profile in shown for edition in profile["editions"] for one in edition["figures"]
    )


async def test_before_anybody_has_chosen_the_default_is_england(world: World) -> None:
    await a_year(world.hana)

    shown = await world.amina.get("/working-time")

    body = shown.json()
    assert (body["is_chosen"], body["profile"], body["edition"], body["version"]) == (False, "england", "2025", 0)
    assert (figure(body, "full_time_minutes")["value"], figure(body, "full_time_minutes")["is_verified"]) == (
        75_900,
        False,
    )
    assert (body["school_days"], body["inset_days"][0]["minutes"], body["may_edit"]) == (195, 360, False)
    assert shown.headers["ETag"] == '"0"'


async def test_without_a_school_year_there_is_nothing_to_show(world: World) -> None:
    refused(await world.amina.get("/working-time"), 404, "school-year/none")


async def test_a_school_chooses_its_rules_for_the_year(world: World) -> None:
    await a_year(world.hana)

    chosen = await rules(world.hana, profile="northern_ireland", edition="2023", breaks_count=True)

    assert (chosen["is_chosen"], chosen["regime"], chosen["version"]) == (True, "ni", 1)
    assert figure(chosen, "contact_week_minutes")["value"] == 1410
    assert (chosen["contingency_minutes"], chosen["breaks_count"]) == (600, True)
    assert (await world.amina.get("/working-time")).json()["profile"] == "northern_ireland"


async def test_a_choice_is_made_on_what_one_has_read(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)

    refused(await world.dev.put("/working-time", CHOICE, version=0), 412, "stale")
    refused(await world.dev.put("/working-time", CHOICE, version=None), 428, "version-missing")
    again = await world.dev.put("/working-time", CHOICE | {"contingency_minutes": 3000}, version=1)
    assert (again.json()["version"], again.json()["contingency_minutes"]) == (2, 3000)


async def test_a_profile_or_edition_that_is_not_in_the_data_is_refused(world: World) -> None:
    await a_year(world.hana)

    for wrong in ({"profile": "scotland"}, {"edition": "1999"}):
        refused(await world.hana.put("/working-time", CHOICE | wrong, version=0), 422, "working-time/no-such-profile")


@pytest.mark.parametrize("minutes", [-1, 20_001, 1.5, "60"])
async def test_contingency_is_whole_minutes_within_bounds(world: World, minutes: object) -> None:
    await a_year(world.hana)

    wish = CHOICE | {"contingency_minutes": minutes}

    refused(await world.hana.put("/working-time", wish, version=0), 422, "invalid-request")


async def test_an_older_edition_says_that_there_is_a_newer_one(world: World) -> None:
    await a_year(world.hana)

    assert (await rules(world.hana, edition="2021"))["newer_edition"] == {
        "id": "2025", "name": "School year 2025/26 and after",
    }  # fmt: skip
    newest = await world.hana.put("/working-time", CHOICE, version=1)
    assert newest.json()["newer_edition"] is None


async def test_another_schools_year_is_not_there(world: World) -> None:
    year = await a_year(world.hana)
    await a_year(world.eve)

    refused(await world.eve.get(f"/working-time?year_id={year['id']}"), 404, "not-found")
    refused(await world.eve.client.put(
        f"/working-time?year_id={year['id']}", json=CHOICE, headers={"If-Match": '"0"'}
    ), 404, "not-found")  # fmt: skip


async def test_a_coming_year_can_be_set_up_before_this_one_ends(world: World) -> None:
    await a_year(world.hana)
    spans = [("2027-09-02", "2027-10-22"), ("2027-11-01", "2027-12-17"), ("2028-01-04", "2028-02-11"),
             ("2028-02-21", "2028-03-31"), ("2028-04-18", "2028-05-26"), ("2028-06-05", "2028-07-21")]  # fmt: skip
    coming = await a_year(
        world.hana, name="2027/28", exceptions=[],
        half_terms=[{"starts_on": starts_on, "ends_on": ends_on} for starts_on, ends_on in spans],
    )  # fmt: skip

    answer = await world.hana.client.put(
        f"/working-time?year_id={coming['id']}", json=CHOICE, headers={"If-Match": '"0"'}
    )

    assert (answer.json()["year_name"], answer.json()["is_chosen"]) == ("2027/28", True)
    assert (await world.hana.get("/working-time")).json()["is_chosen"] is False


# ---- variations ------------------------------------------------------------------------------------------


BACK = {"figure": "full_time_minutes"}
VARIED = {"figure": "full_time_minutes", "value": 72_000, "reason": "Agreed with the unions in June"}


async def test_a_figure_is_varied_with_a_reason_and_counts(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)

    answer = await world.hana.post("/working-time/variations", VARIED)

    varied = figure(answer.json(), "full_time_minutes")
    assert (answer.status_code, varied["value"], varied["value_in_edition"]) == (201, 72_000, 75_900)
    assert varied["variation"]["reason"] == VARIED["reason"]  # type: ignore[index]
    assert varied["variation"]["by_name"] == "Hana"  # type: ignore[index]
    own = await year_of(world.amina)
    assert own["cap_minutes"] == 72_000
    assert "Agreed with the unions" in own["cap_origin"]


async def test_varying_again_takes_the_place_of_the_earlier_and_ending_goes_back_to_the_edition(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    await world.hana.post("/working-time/variations", VARIED)

    again = await world.hana.post("/working-time/variations", VARIED | {"value": 70_000})
    ended = await world.hana.post("/working-time/variations/end", BACK)

    assert figure(again.json(), "full_time_minutes")["value"] == 70_000
    assert figure(ended.json(), "full_time_minutes")["value"] == 75_900
    refused(await world.hana.post("/working-time/variations/end", BACK), 409, "working-time/not-varied")


async def test_the_same_variation_twice_with_one_key_is_one(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)

    answers = [await world.hana.post("/working-time/variations", VARIED, key="one") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert (await world.hana.get("/working-time")).json()["version"] == 2


@pytest.mark.parametrize(("value", "fits"), [(1, True), (120_000, True), (0, False), (120_001, False)])
async def test_a_figure_is_varied_within_its_bounds(world: World, value: int, fits: bool) -> None:
    await a_year(world.hana)
    await rules(world.hana)

    answer = await world.hana.post("/working-time/variations", VARIED | {"value": value})

    if fits:
        assert answer.status_code == 201
        return
    problem = refused(answer, 422, "working-time/figure-out-of-bounds")
    assert (problem["least"], problem["most"]) == (1, 120_000)


async def test_a_variation_needs_its_reason_a_choice_and_a_figure_that_counts(world: World) -> None:
    await a_year(world.hana)

    refused(await world.hana.post("/working-time/variations", VARIED), 409, "working-time/nothing-chosen")
    await rules(world.hana)
    refused(await world.hana.post("/working-time/variations", VARIED | {"reason": " "}), 422, "invalid-request")
    refused(
        await world.hana.post("/working-time/variations", VARIED | {"figure": "contact_week_minutes"}),
        409, "working-time/no-figure",
    )  # fmt: skip


async def test_local_terms_have_no_cap_until_the_school_says_one(world: World) -> None:
    await a_year(world.hana)

    chosen = await rules(world.hana, profile="local", edition="2021")

    assert "R_ACAD" in said(chosen)
    own = await year_of(world.amina)
    assert (own["cap_minutes"], own["left_minutes"], "R_ACAD" in said(own)) == (None, None, True)
    await world.hana.post("/working-time/variations", VARIED)
    assert (await year_of(world.amina))["cap_minutes"] == 72_000


# ---- regimes ------------------------------------------------------------------------------------------------


async def test_leaders_have_no_cap_whatever_the_school_chose_and_others_their_own_rules(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    set_staff(world, world.dev.staff_id, regime="leadership")
    set_staff(world, world.ben.staff_id, regime="ni")

    leader, northern = await year_of(world.dev), await year_of(world.ben)

    assert (leader["cap_minutes"], leader["left_minutes"], leader["total_minutes"]) == (None, None, 360)
    assert leader["cap_origin"].startswith("No cap")
    assert "Northern Ireland" in northern["cap_origin"]


async def test_the_cap_is_pro_rata(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    set_staff(world, world.chloe.staff_id, fte_percent=60)

    own = await year_of(world.chloe)

    assert (own["cap_minutes"], own["full_time_minutes"]) == (45_540, 75_900)
    assert own["cap_origin"].endswith("× 60 % of full time")
    assert {one["kind"]: one["minutes"] for one in own["minutes"]}["contingency"] == 360


async def test_who_leaves_in_the_year_has_the_cap_of_the_days_until_then(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    set_staff(world, world.chloe.staff_id, left_on=date(2026, 10, 23))

    own = await year_of(world.chloe, by=world.hana)

    assert (own["days_worked"], own["days_in_year"]) == (38, 195)
    assert own["cap_minutes"] == 75_900 * 38 // 195
    assert "38 of 195 school days" in own["cap_origin"]


@pytest.mark.parametrize("fte", [0, 140, 1.4])
async def test_a_share_of_full_time_of_nothing_or_more_than_all_is_refused(world: World, fte: object) -> None:
    wish = {"code": "NEW", "name": "Nia New", "fte_percent": fte}

    refused(await world.hana.post("/staff", wish), 422, "invalid-request")


# ---- publication ---------------------------------------------------------------------------------------------


async def test_the_calendar_is_published_after_consulting_and_what_changes_later_is_outside_it(world: World) -> None:
    await a_year(world.hana)
    await rules(world.hana)
    event = await an_event(world.hana)
    assert said(event) == ["R_CAL"]

    published = (await world.hana.post("/working-time/publish", {"consulted_with": "NEU and NASUWT"})).json()

    assert (published["consulted_with"], published["unpublished_events"], said(published)) == ("NEU and NASUWT", 0, [])
    assert said((await world.amina.get(f"/directed-events/{event['id']}")).json()) == []
    added = await an_event(world.hana, held_on="2026-11-10")
    assert said(added) == ["R_CAL"]
    assert said((await world.hana.get("/working-time")).json()) == ["R_CAL"]
    assert said(await year_of(world.amina)) == ["R_CAL"]
    await world.hana.post("/working-time/publish", {"consulted_with": "NEU"})
    assert said(await year_of(world.amina)) == []


async def test_publishing_needs_a_choice_and_somebody_consulted(world: World) -> None:
    await a_year(world.hana)

    refused(
        await world.hana.post("/working-time/publish", {"consulted_with": "NEU"}), 409, "working-time/nothing-chosen"
    )
    await rules(world.hana)
    refused(await world.hana.post("/working-time/publish", {"consulted_with": ""}), 422, "invalid-request")


async def test_teachers_read_the_rules_and_do_not_set_them(world: World) -> None:
    await a_year(world.hana)

    assert (await world.amina.put("/working-time", CHOICE, version=0)).status_code == 403
    assert (await world.amina.post("/working-time/variations", VARIED)).status_code == 403
    assert (await world.amina.post("/working-time/publish", {"consulted_with": "NEU"})).status_code == 403
