"""One person's calendar changes their lessons and nobody else's."""

from build import Row, a_year
from build_change import BEFORE, a_calendar_read, before_and_after, counts
from cast import World
from refusals import refused
from timetable_steps import a_dry_run, commit, committed, days_of, stored


async def test_one_persons_calendar_changes_their_lessons_and_nobody_elses(world: World) -> None:
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    found, body = await a_calendar_read(world, ("02", "0845", "0945", "7A"), ("03", "0945", "1045", "8B"))
    assert found["covers_everyone"] is False
    assert [teacher["staff_name"] for teacher in found["teachers"]] == ["Amina"]

    answer = await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)
    assert (await commit(world.hana, found["id"], **body)).status_code == 201

    seen = answer.json()
    assert (counts(seen), seen["own_times"]) == ({"moved": 1}, [])
    assert days_of(world, world.ben, "2026-11-09") == days_of(world, world.ben, "2026-11-02") != []
    assert [one[1] for one in days_of(world, world.amina, "2026-11-09")] == ["08:45", "09:15"]
    assert ("ppa", "08:45", "PPA") in days_of(world, world.amina, "2026-11-10"), "her PPA is in no calendar"
    version = (await world.hana.get("/timetable-versions")).json()["items"]
    assert {(one["teacher_count"], one["lesson_count"]) for one in version} == {(3, 4)}
    assert (await a_dry_run(world.hana, BEFORE))["remembered"]["ppa_names"] == ["PPA"], (
        "the school's file is not forgotten"
    )


async def test_a_weekday_on_which_a_calendar_of_weeks_has_nothing_is_empty(world: World) -> None:
    """Take out: merging.days_told in queries.drafts."""
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    found, body = await a_calendar_read(world, ("03", "0945", "1045", "8B"))
    assert [day["cycle_day"] for day in body["days"]] == ["Tuesday"]

    seen = (await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)).json()
    assert (await commit(world.hana, found["id"], **body)).status_code == 201

    assert counts(seen) == {"moved": 1, "gone": 1}, "8B moves from Monday, 7A is given up"
    assert days_of(world, world.amina, "2026-11-09") == []
    assert ("ppa", "08:45", "PPA") in days_of(world, world.amina, "2026-11-10"), "her PPA is in no calendar"
    assert days_of(world, world.ben, "2026-11-09") == days_of(world, world.ben, "2026-11-02") != []


async def test_a_calendar_of_one_week_takes_no_lessons_on_days_it_has_nothing_on(world: World) -> None:
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    found, body = await a_calendar_read(world, ("03", "0945", "1045", "8B"), weeks=1)

    seen = (await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)).json()

    assert counts(seen) == {"added": 1}, "a training day, an illness: one week tells nothing of a day without events"


async def test_a_calendar_that_is_only_week_a_says_nothing_of_week_b(world: World) -> None:
    await a_year(world.hana, weeks=2)
    both: list[Row] = [("Amina", f"{week} {day}", "P1", "7A") for week in "AB" for day in ("Monday", "Tuesday")]
    days = [{"name": name, "cycle_day": name} for name in dict.fromkeys(row[1] for row in both)]
    await committed(world.hana, (await a_dry_run(world.hana, both))["id"], days=days)
    found, body = await a_calendar_read(world, ("03", "0845", "0945", "7A"))
    body["days"] = [{"name": "Tuesday", "cycle_day": "A Tuesday"}]
    body["bells"] = [bell | {"cycle_day": "A Tuesday"} for bell in body["bells"]]

    seen = (await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)).json()

    assert [(one["kind"], one["cycle_day"]) for one in seen["items"]] == [("gone", "A Monday")]


async def test_joined_classes_stay_joined_however_a_calendar_names_them(world: World) -> None:
    """Take out: `_assigned` in rules.merging, for classes compared as one name."""
    await a_year(world.hana)
    rows: list[Row] = [
        ("Amina", "Monday", "P1", "9C + 9D", "Maths", "M1"), ("Amina", "Monday", "P2", "8A + 8B", "Maths", "M1"),
        ("Ben", "Monday", "P2", "8A + 8B", "Maths", "M1"), ("Amina", "Monday", "P3", "7A + 7B", "Maths", "M1"),
    ]  # fmt: skip
    monday = [{"name": "Monday", "cycle_day": "Monday"}]
    await committed(world.hana, (await a_dry_run(world.hana, rows))["id"], days=monday)
    events = (
        ("02", "0845", "0945", "9D 9C"), ("02", "0945", "1045", "8B"), ("02", "1105", "1205", "7A"),
        ("02", "1105", "1205", "7B"),
    )  # fmt: skip
    found, body = await a_calendar_read(world, *events)

    seen = (await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)).json()

    assert (seen["items"], seen["total"]) == ([], 0)


async def test_times_of_a_calendar_that_are_no_period_are_told(world: World) -> None:
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    found, body = await a_calendar_read(world, ("02", "0850", "0945", "7A"))

    seen = (await world.hana.post(f"/timetable-imports/{found['id']}/differences", body)).json()

    (own,) = seen["own_times"]
    assert (own["cycle_day"], own["start"], own["end"]) == ("Monday", "08:50", "09:45")
    assert counts(seen) == {"moved": 1, "gone": 1, "bell": 1}


async def test_one_persons_calendar_never_takes_the_place_of_a_timetable_that_is_to_come(world: World) -> None:
    found = await before_and_after(world)
    await committed(world.hana, found["id"], starts_on="2026-11-16")
    calendar, body = await a_calendar_read(world, ("02", "0845", "0945", "7A"))
    path = f"/timetable-imports/{calendar['id']}"
    before = stored(world)

    for tail in ("differences", "touched-rounds", "commit"):
        answer = await world.hana.post(f"{path}/{tail}", body | {"starts_on": "2026-11-15"})
        refused(answer, 409, "timetable/later-version")
        assert (answer.json()["number"], answer.json()["starts_on"]) == (2, "2026-11-16")
        assert "Let the calendar begin on Monday 16 November 2026 or later" in answer.json()["detail"]
    assert stored(world) == before

    assert (await commit(world.hana, calendar["id"], **body | {"starts_on": "2026-11-16"})).status_code == 201
    assert days_of(world, world.chloe, "2026-11-16") != [], "the later timetable is in force for the others"
