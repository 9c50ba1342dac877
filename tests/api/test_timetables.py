"""Timetables: a dry run becomes a version, and fills everybody's days from a day on."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from build import Row, a_timetable, a_year
from cast import NOW, World
from timetable_steps import (
    BELLS,
    a_booking,
    a_dry_run,
    commit,
    committed,
    days_of,
    mark,
    set_marks,
    stored,
    upload,
    wish,
)

from app.timetable import actions, queries
from app.timetable.schemas import ImportCommit


async def test_a_committed_timetable_fills_everybodys_days_from_today_on(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    version_id = await committed(world.hana, found["id"])

    assert days_of(world, world.amina, "2026-11-02") == [
        ("teach", "08:45", "7A"), ("teach", "09:15", "7A"), ("teach", "09:45", "8B"), ("teach", "10:15", "8B"),
    ]  # fmt: skip
    assert days_of(world, world.amina, "2026-11-03") == [("ppa", "08:45", "PPA")]
    assert days_of(world, world.ben, "2027-06-07")[-1] == ("duty", "08:45", "Lunch duty"), "summer time: 08:45 is 09:45"
    assert days_of(world, world.amina, "2026-10-19") == [], "before today nothing is written"
    seen = (await world.amina.get("/timetable-versions")).json()["items"]
    assert [(item["id"], item["number"], item["is_current"]) for item in seen] == [(str(version_id), 1, True)]
    assert (seen[0]["teacher_count"], seen[0]["lesson_count"]) == (3, 4)
    again = (await world.hana.get(f"/timetable-imports/{found['id']}")).json()
    assert again["committed_version_id"] == str(version_id)


async def test_unknown_teachers_become_staff(world: World) -> None:
    await a_year(world.hana)

    await committed(world.hana, (await a_dry_run(world.hana))["id"])

    made = (await world.hana.get("/staff?q=Zoe")).json()["items"]
    assert [(person["name"], person["code"], person["can_sign_in"]) for person in made] == [
        ("Zoe Newman", "Zoe Newman", False)
    ]


async def test_a_teacher_can_be_matched_by_hand_or_made_new(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    by_hand = [
        {"name": "Zoe Newman", "staff_id": str(world.chloe.staff_id)},
        {"name": "Ben", "staff_id": None},
    ]

    await committed(world.hana, found["id"], teachers=by_hand)

    assert days_of(world, world.chloe, "2026-11-03") == [("teach", "09:45", "9C"), ("teach", "10:15", "9C")]
    assert days_of(world, world.ben, "2026-11-02") == []
    assert len((await world.hana.get("/staff?q=Ben")).json()["items"]) == 2


async def test_a_teacher_of_another_school_cannot_be_matched(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    before = stored(world)

    for staff_id in (world.eve.staff_id, uuid4()):
        by_hand = [{"name": "Ben", "staff_id": str(staff_id)}]
        assert (await commit(world.hana, found["id"], teachers=by_hand)).status_code == 404

    assert stored(world) == before


async def test_a_file_is_committed_once(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    await committed(world.hana, found["id"])
    before = stored(world)

    refused = await commit(world.hana, found["id"])

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/already-committed")
    assert refused.json()["number"] == 1
    assert stored(world) == before


async def test_periods_without_times_are_asked_for(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    before = stored(world)

    refused = await commit(world.hana, found["id"], bells=[BELLS[1], BELLS[0] | {"cycle_day": "Tuesday"}])

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/bells-missing")
    assert refused.json()["periods"] == [{"cycle_day": "Monday", "period": "P1"}]
    assert "P1 on Monday" in refused.json()["detail"]
    assert stored(world) == before


async def test_times_in_the_file_need_not_be_said(world: World) -> None:
    await a_year(world.hana)
    file = b"teacher,day,period,class,start,end\nAmina,Monday,P1,7A,09:00,09:50\nAmina,Tuesday,P1,7A,09:10,10:00\n"
    found = (await upload(world.hana, ("week.csv", file))).json()

    await committed(world.hana, found["id"], bells=[BELLS[4]])

    assert [starts for _, starts, _ in days_of(world, world.amina, "2026-11-02")] == ["09:00", "09:30"]
    assert [starts for _, starts, _ in days_of(world, world.amina, "2026-11-03")] == ["09:10", "09:40"]


async def test_what_the_school_says_of_a_day_goes_before_what_it_says_of_all(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    tuesday = {"cycle_day": "Tuesday", "period": "P1", "start": "09:00", "end": "09:40"}

    version_id = await committed(world.hana, found["id"], bells=[*BELLS, tuesday])

    with world.database.reading(world.hana.scope) as session:
        bells = queries.bells(session, world.hana.actor, version_id)
    first = {day: f"{of_day[0].starts:%H:%M}" for day, of_day in bells.items()}
    assert first == {"Monday": "08:45", "Tuesday": "09:00"}


@pytest.mark.parametrize(
    ("start", "end", "pointer"),
    [
        ("09:45", "08:45", "/body/bells/0/end"), ("08:45", "08:45", "/body/bells/0/end"),
        ("05:59", "06:45", "/body/bells/0/start"), ("21:45", "23:01", "/body/bells/0/start"),
    ],
)  # fmt: skip
async def test_bells_that_cannot_be_are_refused(world: World, start: str, end: str, pointer: str) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    refused = await commit(world.hana, found["id"], bells=[{"period": "P1", "start": start, "end": end}])

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/timetable/bells-unusable")
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]


async def test_bells_from_six_to_eleven_at_night_are_allowed(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    bells = [{"period": "P1", "start": "06:00", "end": "07:00"}, {"period": "P2", "start": "22:00", "end": "23:00"}]

    assert await committed(world.hana, found["id"], bells=bells)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([("Monday", "Monday")], (["Tuesday"], [], [])),
        ([("Monday", "Monday"), ("Tuesday", "Dies Martis")], ([], ["Dies Martis"], [])),
        ([("Monday", "Friday"), ("Tuesday", "Friday")], ([], [], ["Friday"])),
        ([("Monday", "Monday"), ("Tuesday", "Tuesday"), ("Caturday", "Friday")], ([], ["Caturday"], [])),
    ],
)
async def test_days_that_do_not_fit_the_cycle_are_named(
    world: World, days: list[tuple[str, str]], expected: tuple[list[str], list[str], list[str]]
) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    refused = await commit(world.hana, found["id"], days=[{"name": name, "cycle_day": day} for name, day in days])

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/days-missing")
    assert tuple(refused.json()[name] for name in ("days", "unknown", "twice")) == expected


async def test_one_week_of_a_file_can_be_both_weeks_of_the_cycle(world: World) -> None:
    await a_year(world.hana, weeks=2)
    found = await a_dry_run(world.hana)
    both = [{"name": day, "cycle_day": f"{week} {day}"} for week in "AB" for day in ("Monday", "Tuesday")]

    await committed(world.hana, found["id"], days=both)

    assert days_of(world, world.amina, "2026-11-02") == days_of(world, world.amina, "2026-11-09") != []


async def test_a_timetable_needs_a_school_year(world: World) -> None:
    found = await a_dry_run(world.hana)

    without = await commit(world.hana, found["id"])
    await a_year(world.hana)
    before = await commit(world.hana, found["id"], starts_on="2026-09-01")

    assert {answer.status_code for answer in (without, before)} == {409}
    assert {answer.json()["type"] for answer in (without, before)} == {"/problems/timetable/year-missing"}
    assert await committed(world.hana, found["id"], starts_on="2027-07-21")


async def test_ppa_with_a_class_is_ppa_and_no_lesson(world: World) -> None:
    await a_year(world.hana)
    rows: list[Row] = [("Amina", "Monday", "P1", "Staff", "ppa "), ("Amina", "Tuesday", "P1", "7A", "Art")]
    found = await a_dry_run(world.hana, rows)

    version_id = await committed(world.hana, found["id"])

    assert days_of(world, world.amina, "2026-11-02") == [("ppa", "08:45", "ppa")]
    with world.database.reading(world.hana.scope) as session:
        lessons = queries.lessons_of(session, world.hana.actor, version_id, [world.amina.staff_id])
    assert [slot[1:] for slot in lessons] == [("Tuesday", "P1")]


async def test_lessons_are_found_by_teacher_day_and_period_with_all_who_teach_them(world: World) -> None:
    version_id = a_timetable(
        world,
        [
            (world.amina, "Monday", "P1", "7A", "Maths", "M1"),
            (world.ben, "Monday", "P1", "7A", "Maths", "M1"),
            (world.chloe, "Monday", "P2", "", "Gate duty"),
        ],
    )

    with world.database.reading(world.hana.scope) as session:
        actor = world.hana.actor
        found = queries.lessons_of(session, actor, version_id, [world.amina.staff_id, world.chloe.staff_id])
        marks = queries.marks_of(session, actor, version_id, [world.chloe.staff_id])
        foreign = queries.lessons_of(session, world.eve.actor, version_id, [world.amina.staff_id])

    assert list(found) == [(world.amina.staff_id, "Monday", "P1")]
    lesson = found[world.amina.staff_id, "Monday", "P1"][0]
    assert (lesson.class_name, lesson.subject, lesson.room) == ("7A", "Maths", "M1")
    assert lesson.teacher_ids == {world.amina.staff_id, world.ben.staff_id}
    assert [(slot[1:], mark.kind.value, mark.note) for slot, mark in marks.items()] == [
        (("Monday", "P2"), "duty", "Gate duty")
    ]
    assert foreign == {}


async def test_a_new_version_counts_from_its_day_on_and_keeps_what_is_in_no_file(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.amina, "Monday", "P2", "", "PPA")])
    await set_marks(world.hana, world.amina, mark(None, "off", "Friday"), mark("P2"))

    a_timetable(world, [(world.amina, "Monday", "P1", "8B")], starts_on="2026-11-09")

    assert days_of(world, world.amina, "2026-11-02")[0] == ("teach", "08:45", "7A")
    assert days_of(world, world.amina, "2026-11-09")[0] == ("teach", "08:45", "8B")
    assert days_of(world, world.amina, "2026-11-13") == [("off", "06:00", "")]
    assert ("ppa", "09:45", "") in days_of(world, world.amina, "2026-11-09"), "marked by hand: the new file has none"
    seen = (await world.amina.get("/timetable-versions")).json()["items"]
    assert {(item["number"], item["is_current"]) for item in seen} == {(1, True), (2, False)}


async def test_ppa_moves_when_the_new_file_has_it(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P2", "", "PPA")])

    a_timetable(world, [(world.amina, "Monday", "P3", "", "PPA")])

    assert days_of(world, world.amina, "2026-11-02") == [("ppa", "11:05", "PPA")]


async def test_who_is_no_longer_in_the_timetable_is_free(world: World) -> None:
    a_timetable(world, [(world.ben, "Monday", "P1", "7A")])

    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    assert days_of(world, world.ben, "2026-11-02") == []


async def test_before_days_change_whoever_has_plans_is_asked_to_give_way(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    asked: list[tuple[date, set[UUID]]] = []

    with world.database.writing(world.hana.scope) as session:
        actions.adopt(
            session, world.hana.actor, UUID(found["id"]), ImportCommit(**wish()), NOW,
            give_way=lambda since, staff_ids: asked.append((since, set(staff_ids))),
        )  # fmt: skip

    assert len(asked) == 1
    assert asked[0][0] == date(2026, 11, 2)
    assert {world.amina.staff_id, world.ben.staff_id} <= asked[0][1]


async def test_a_version_that_would_lay_ppa_on_something_planned_is_refused_whole(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    a_booking(world, world.amina, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    found = await a_dry_run(world.hana, [("Amina", "Monday", "P1", "", "PPA")])
    before = stored(world)

    refused = await commit(world.hana, found["id"], days=[{"name": "Monday", "cycle_day": "Monday"}])

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/occupied/not-free")

    assert stored(world) == before


async def test_which_version_is_in_force_on_a_day(world: World) -> None:
    first = a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    second = a_timetable(world, [(world.amina, "Monday", "P1", "8B")], starts_on="2027-01-04")

    with world.database.reading(world.hana.scope) as session:
        actor = world.hana.actor
        in_force = {day: queries.version_on(session, actor, date.fromisoformat(day)).id for day in
                    ("2026-09-02", "2027-01-03", "2027-01-04", "2027-07-21")}  # fmt: skip

    assert list(in_force.values()) == [first, first, second, second]


# ---- twice, at once, by others -------------------------------------------------------------------


async def test_the_same_commit_twice_makes_one_version(world: World) -> None:
    await a_year(world.hana)
    found, key = await a_dry_run(world.hana), str(uuid4())

    first = await commit(world.hana, found["id"], key=key)
    again = await commit(world.hana, found["id"], key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert stored(world)["timetable_version"] == 1


@pytest.mark.concurrent
async def test_of_commits_at_once_each_makes_its_own_version_or_none(world: World) -> None:
    await a_year(world.hana)
    found = [await a_dry_run(world.hana) for _ in range(2)]

    answers = await asyncio.gather(*(commit(world.hana, dry_run["id"]) for dry_run in found * 2))

    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    assert sorted(answer.json()["number"] for answer in answers if answer.status_code == 201) == [1, 2]
    assert stored(world)["timetable_version"] == 2


async def test_only_leads_commit(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    assert (await commit(world.amina, found["id"])).status_code == 403
    assert (await commit(world.grace, found["id"])).status_code == 403
    assert stored(world)["timetable_version"] == 0
