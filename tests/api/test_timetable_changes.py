"""A new timetable is seen as differences before it counts, and asks for nothing twice."""

from uuid import uuid4

from build import Row, a_timetable, a_year
from build_change import AFTER, BEFORE, COUNTS, LATER, before_and_after, compared, counts, with_p3
from cast import World
from refusals import refused
from timetable_steps import BELLS, a_dry_run, committed, mark, set_marks, stored

# ---- what is different ---------------------------------------------------------------------------


async def test_a_new_file_is_shown_as_differences_and_nothing_is_stored(world: World) -> None:
    found = await before_and_after(world)
    before = stored(world)
    periods = [bell for bell in BELLS if bell["period"] in ("P1", "P2", "P3")]

    seen = await compared(world, found["id"], bells=periods)

    assert (seen["base_number"], seen["total"], seen["found"], seen["next"]) == (1, 11, 11, None)
    assert counts(seen) == COUNTS
    by_kind = {one["kind"]: one for one in seen["items"] if one["kind"] != "bell" and one["mark_after"] is None}
    moved = by_kind["moved"]
    assert (moved["lesson_before"]["cycle_day"], moved["lesson_after"]["cycle_day"]) == ("Monday", "Tuesday")
    assert moved["lesson_after"]["teacher_names"] == ["Amina"]
    taken = by_kind["teachers"]
    assert (taken["lesson_before"]["teacher_names"], taken["lesson_after"]["teacher_names"]) == (["Ben"], ["Chloe"])
    assert (by_kind["teacher_gone"]["staff_name"], by_kind["teacher_gone"]["lesson_count"]) == ("Zoe Newman", 1)
    assert (by_kind["room"]["lesson_before"]["room"], by_kind["room"]["lesson_after"]["room"]) == ("M1", "M2")
    assert by_kind["mark"]["mark_before"] == {"kind": "duty", "note": "Lunch duty"}
    assert by_kind["mark"]["mark_after"] is None
    assert [one["bell_after"] for one in seen["items"] if one["kind"] == "bell"] == [
        {"start": "11:05", "end": "12:05"}
    ] * 2
    assert stored(world) == before


async def test_the_same_file_again_changes_nothing_and_what_was_marked_by_hand_stays(world: World) -> None:
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    marks = (mark(None, "off", "Tuesday"), mark("P2", "duty", note="Lunch duty"))
    assert (await set_marks(world.hana, world.ben, *marks)).status_code == 200
    again = await a_dry_run(world.hana, BEFORE)

    seen = await compared(world, again["id"])

    assert (seen["items"], seen["total"], seen["counts"]) == ([], 0, [])


async def test_a_first_timetable_is_all_new(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana, BEFORE)

    seen = await compared(world, found["id"])

    assert seen["base_number"] is None
    assert counts(seen)["added"] == 4
    assert counts(seen)["teacher_new"] == 3
    assert "Zoe Newman" in {one["staff_name"] for one in seen["items"]}, "who is nobody yet is called as in the file"


async def test_the_choices_decide_what_is_different(world: World) -> None:
    found = await before_and_after(world)

    as_zoe = await compared(world, found["id"], teachers=[{"name": "Chloe", "staff_id": await zoe(world)}])
    as_lessons = await compared(world, found["id"], ppa_names=[])

    assert counts(as_zoe).get("teacher_new") is None
    assert {one["staff_name"] for one in as_lessons["items"] if one["kind"] == "mark"} == {"Amina", "Ben"}


async def zoe(world: World) -> str:
    found = (await world.hana.get("/staff?q=Zoe")).json()["items"]
    return str(found[0]["id"])


async def test_differences_are_against_the_timetable_in_force_on_the_day_chosen(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    a_timetable(world, [(world.amina, "Monday", "P1", "8B")], starts_on="2027-01-04")
    found = await a_dry_run(world.hana, [("Amina", "Monday", "P1", "8B")])
    monday = {"days": [{"name": "Monday", "cycle_day": "Monday"}], "bells": []}
    bells = [
        bell | {"cycle_day": day} for bell in BELLS for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    ]

    now = await compared(world, found["id"], **monday | {"bells": bells})
    then = await compared(world, found["id"], **monday | {"bells": bells, "starts_on": "2027-01-04"})

    assert (now["base_number"], counts(now), now["replaced"]) == (1, {"lesson": 1}, [2])
    assert (then["base_number"], counts(then), then["replaced"]) == (2, {}, [])


async def test_differences_come_in_pages_of_one_kind_and_with_words(world: World) -> None:
    found = await before_and_after(world)
    pages, after = [], ""
    while True:
        seen = await compared(world, found["id"], f"?limit=3{after}")
        pages += seen["items"]
        assert (seen["total"], counts(seen)["moved"]) == (len((await compared(world, found["id"]))["items"]), 1)
        if seen["next"] is None:
            break
        after = f"&after={seen['next']}"

    only = await compared(world, found["id"], "?kind=moved")
    gym = await compared(world, found["id"], "?q=gYm")
    nothing = await compared(world, found["id"], "?kind=room&q=nowhere")

    assert pages == (await compared(world, found["id"]))["items"]
    assert ([one["kind"] for one in only["items"]], only["found"]) == (["moved"], 1)
    assert {one["kind"] for one in gym["items"]} == {"teachers", "added", "gone"} - {"gone"}
    assert (nothing["items"], nothing["found"], counts(nothing)) == ([], 0, counts(only))


async def test_what_cannot_be_committed_cannot_be_compared(world: World) -> None:
    found = await before_and_after(world)
    path = f"/timetable-imports/{found['id']}/differences"

    refused(await world.hana.post(path, with_p3(starts_on="2028-11-09")), 409, "timetable/year-missing")
    refused(await world.hana.post(path, with_p3(bells=[BELLS[4]])), 409, "timetable/bells-missing")
    refused(await world.hana.post(path, with_p3(days=with_p3()["days"][:1])), 409, "timetable/days-missing")
    refused(await world.hana.post(f"{path}?after=x", with_p3()), 422, "bad-cursor")
    assert (await world.hana.post(f"{path}?kind=fate", with_p3())).status_code == 422
    assert (
        await world.hana.post(path, with_p3(teachers=[{"name": "Ben", "staff_id": str(uuid4())}]))
    ).status_code == 404


async def test_only_leads_of_the_school_compare_and_go_back(world: World) -> None:
    found = await before_and_after(world)
    version = (await world.hana.get("/timetable-versions")).json()["items"][0]["id"]
    asked = f"/timetable-imports/{found['id']}"
    kept = f"/timetable-versions/{version}"

    for person, status in ((world.amina, 403), (world.grace, 403), (world.eve, 404)):
        answers = [
            await person.post(f"{asked}/differences", with_p3()),
            await person.post(f"{asked}/touched-rounds", with_p3()),
            await person.get(f"{kept}/differences?starts_on=2026-11-09"),
            await person.get(f"{kept}/touched-rounds?starts_on=2026-11-09"),
            await person.post(f"{kept}/restore", LATER),
        ]
        assert {answer.status_code for answer in answers} == {status}
    nowhere = await world.eve.post(f"/timetable-versions/{uuid4()}/restore", LATER)
    assert nowhere.text == (await world.eve.post(f"{kept}/restore", LATER)).text


# ---- nothing is typed twice ------------------------------------------------------------------------


async def test_what_was_said_of_a_file_is_proposed_for_the_next(world: World) -> None:
    await a_year(world.hana)
    rows: list[Row] = [("A. P.", "Mo", "1", "7A"), ("B. O.", "Tu", "1", "", "Frees"), ("B. O.", "Tu", "2", "", "Gate")]
    found = await a_dry_run(world.hana, rows)
    assert found["remembered"] is None
    days = [{"name": "Mo", "cycle_day": "Tuesday"}, {"name": "Tu", "cycle_day": "Monday"}]
    bells = [{"period": "1", "start": "08:45", "end": "09:45"}, {"period": "2", "start": "09:45", "end": "10:45"}]
    matched = [{"name": "A. P.", "staff_id": str(world.amina.staff_id)}]
    said = {"days": days, "bells": bells, "ppa_names": ["Frees"]}
    await committed(world.hana, found["id"], **said, teachers=matched)

    again = await a_dry_run(world.hana, [*rows, ("C. C.", "We", "3", "7B")])

    remembered = again["remembered"]
    assert (remembered["days"], remembered["bells"]) == (days, [bell | {"cycle_day": None} for bell in bells])
    assert (remembered["ppa_names"], remembered["duty_names"]) == (["Frees"], ["Gate"])
    seen = {teacher["name"]: teacher["staff_name"] for teacher in again["teachers"]}
    assert seen == {"A. P.": "Amina", "B. O.": "B. O.", "C. C.": None}
    assert (await compared(world, (await a_dry_run(world.hana, rows))["id"], **said))["total"] == 0


async def test_who_was_matched_has_left_and_is_not_proposed(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana, [("A. P.", "Monday", "P1", "7A")])
    monday = [{"name": "Monday", "cycle_day": "Monday"}]
    matched = [{"name": "A. P.", "staff_id": str(world.frank.staff_id)}]
    await committed(world.hana, found["id"], days=monday, teachers=matched)
    frank = (await world.hana.get(f"/staff/{world.frank.staff_id}")).json()
    left = {"code": frank["code"], "name": "Frank", "is_active": False}
    assert (await world.hana.put(f"/staff/{world.frank.staff_id}", left, version=frank["version"])).status_code == 200

    (seen,) = (await a_dry_run(world.hana, [("A. P.", "Monday", "P1", "7A")]))["teachers"]

    assert seen["staff_id"] is None


async def test_another_schools_words_are_not_remembered(world: World) -> None:
    await before_and_after(world)

    assert (await a_dry_run(world.eve, AFTER))["remembered"] is None
