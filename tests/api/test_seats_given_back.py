"""Whatever changes, no class is left alone for a debrief: seats are told, given back, and lessons hold; so meetings."""

from datetime import UTC, datetime
from typing import Any

import pytest
from build import Row, a_timetable
from build_away import FULL, TUESDAY, away, filled
from build_meeting import planned
from build_notice import mails
from build_round import LESSONS, MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock
from sqlmodel import select

from app.notices.rules import NoticeKind
from app.occupied.errors import NotFree
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied

BEFORE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
BEGUN = datetime(2026, 11, 2, 8, 50, tzinfo=UTC)
OVER = datetime(2026, 11, 2, 9, 50, tzinfo=UTC)
DEBRIEF = {"held_on": TUESDAY, "start": "09:45", "minutes": 30}
"""Tuesday, period 2: nobody of the three teaches then by LESSONS."""
BEN_TEACHES: Row = ("ben", "Tuesday", "P2", "9D", "PE", "Gym")


def week(world: World, *more: Row) -> list[Row]:
    return [(getattr(world, str(name)), *rest) for name, *rest in [*LESSONS, *more]]


async def talked_over(
    world: World, group_id: str, *, observers: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    """Amina's 7A on Monday, watched by Ben, and talked over on Tuesday in period 2."""
    by = {"observers": observers} if observers else {}
    answer = await world.amina.post("/rounds", a_round(world, group_id, debrief=DEBRIEF | more, **by))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def watched_by_two(world: World, group_id: str) -> dict[str, Any]:
    """The same, watched by Chloe as well, whose class Ben takes."""
    made = await talked_over(world, group_id, observers=[watching(world.ben), watching(world.chloe, 1, world.ben)])
    (slot,) = [one["cover"]["id"] for one in made["observations"] if one["cover"]]
    assert (await world.ben.post(f"/cover-slots/{slot}/accept")).status_code == 200
    return made


def left_alone(world: World) -> list[Occupied]:
    """Lessons that somebody was released from for a debrief."""
    with world.database.reading(world.hana.scope) as session:
        rows = session.exec(select(Occupied).where(Occupied.school_id == world.birch_id)).all()
    debriefs = [row for row in rows if row.kind == OccupiedKind.DEBRIEF and not row.is_released]
    return [
        row for row in rows for one in debriefs
        if row.kind == OccupiedKind.TEACH and row.staff_id == one.staff_id
        and row.starts_at < one.ends_at and one.starts_at < row.ends_at
    ]  # fmt: skip


async def require_without_ben(world: World, made: dict[str, Any], state: str = "scheduled") -> None:
    """The round stands, its debrief goes on without Ben, whose minutes are back and whose lessons hold."""
    found = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert (found["state"], found["stale_reason"]) == (state, "")
    assert [seat["staff_id"] for seat in found["debrief_seats"]] == [str(world.amina.staff_id)]
    assert (await pots(world.ben))["debrief_move"] == FULL["debrief_move"]
    assert (await pots(world.amina))["debrief_move"][1] > 0
    assert left_alone(world) == []


# ---- debriefs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "starts_on"),
    [("before", TUESDAY), ("begun", MONDAY), ("begun", TUESDAY), ("logged", MONDAY), ("logged", TUESDAY)],
)
async def test_a_debrief_behind_a_lesson_that_stands_is_told_and_goes_on_without_who_teaches_now(
    world: World, clock: Clock, when: str, starts_on: str
) -> None:
    """Take out: the call of `unseated` in study.actions.make_way.give_way."""
    earlier = a_timetable(world, week(world, BEN_TEACHES))
    made = await talked_over(world, await a_school_at_work(world))
    clock.instant = {"before": BEFORE, "begun": BEGUN, "logged": OVER}[when]
    if when == "logged":
        assert (await world.ben.post(f"/observations/{made['observations'][0]['id']}/log")).status_code == 200
    path = f"/timetable-versions/{earlier}"

    told = (await world.hana.get(f"{path}/touched-rounds?starts_on={starts_on}")).json()
    back = await world.hana.post(f"{path}/restore", {"starts_on": starts_on})

    assert (told["count"], told["seat_count"], told["meeting_count"]) == (0, 1, 0)
    (seat,) = told["seats"]
    assert (seat["name"], seat["held_on"], seat["start"]) == ("Ben", TUESDAY, "09:45")
    assert back.status_code == 201, back.text
    assert (back.json()["stale_rounds"], back.json()["left_seats"]) == (0, 1)
    await require_without_ben(world, made, "taught" if when == "logged" else "scheduled")
    assert [one[3] for one in filled(world, world.ben, TUESDAY)] == ["9C", "9C", "9D", "9D"]


async def test_a_round_that_is_wholly_in_the_new_timetable_turns_stale_with_its_debrief(world: World) -> None:
    earlier = a_timetable(world, week(world, BEN_TEACHES))
    made = await talked_over(world, await a_school_at_work(world))
    path = f"/timetable-versions/{earlier}"

    told = (await world.hana.get(f"{path}/touched-rounds?starts_on={MONDAY}")).json()
    back = (await world.hana.post(f"{path}/restore", {"starts_on": MONDAY})).json()

    assert (told["count"], told["seat_count"]) == (1, 0)
    assert told["items"][0]["why"] == "Ben is not free for the debrief any more: Teaches 9D."
    assert (back["stale_rounds"], back["left_seats"]) == (1, 0)
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["state"] == "stale"


async def test_who_leaves_a_debrief_is_told_so_and_nobody_else_is(world: World, clock: Clock) -> None:
    """Take out: `news.seats_left` in study.actions.make_way.give_way."""
    earlier = a_timetable(world, week(world, BEN_TEACHES))
    await watched_by_two(world, await a_school_at_work(world))
    clock.instant = OVER
    before = [len(mails(world, one, NoticeKind.ROUND_CHANGED)) for one in (world.amina, world.ben, world.chloe)]

    await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})

    assert before == [0, 0, 0]
    assert mails(world, world.amina, NoticeKind.ROUND_CHANGED) == mails(world, world.chloe, NoticeKind.ROUND_CHANGED)
    assert mails(world, world.amina, NoticeKind.ROUND_CHANGED) == []
    (mail,) = mails(world, world.ben, NoticeKind.ROUND_CHANGED)
    assert "has its debrief on" in mail.text
    assert "at 09:45 without you: you are not free then any more, and your minutes are back" in mail.text


async def test_classes_that_come_back_take_who_sits_in_a_debrief_in_their_gained_time(
    world: World, clock: Clock
) -> None:
    group_id = await a_school_at_work(world)
    change = {
        "name": "Trip", "effect": "free", "starts_on": TUESDAY, "ends_on": TUESDAY, "class_names": ["9C", "7A"],
    }  # fmt: skip
    trip = (await world.hana.post("/class-exceptions", change)).json()
    made = await talked_over(world, group_id, start="08:45", time_source="voluntary")
    clock.instant = OVER

    told = (await world.hana.post("/class-exceptions/touched", {"exception_id": trip["id"]})).json()
    gone = await world.hana.post(f"/class-exceptions/{trip['id']}/call-off")

    assert (told["round_count"], sorted(one["name"] for one in told["seats"])) == (0, ["Amina", "Ben"])
    assert gone.status_code == 200, gone.text
    assert gone.json()["left_seats"] == 2
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["debrief_seats"] == []
    assert (await pots(world.ben))["debrief_move"] == FULL["debrief_move"]
    assert left_alone(world) == []


async def test_a_day_that_is_put_back_takes_who_teaches_on_it(world: World, clock: Clock) -> None:
    group_id = await a_school_at_work(world)
    await world.hana.post("/days-off", {"held_on": TUESDAY})
    made = await talked_over(world, group_id, start="08:45", time_source="voluntary")
    clock.instant = OVER

    told = (await world.hana.post("/days-off/touched", {"held_on": TUESDAY, "kind": "ordinary"})).json()
    back = await world.hana.post("/days-off/put-back", {"held_on": TUESDAY})

    assert (told["round_count"], sorted(one["name"] for one in told["seats"])) == (0, ["Amina", "Ben"])
    assert back.status_code == 200, back.text
    assert back.json()["left_seats"] == 2
    assert (await world.amina.get(f"/rounds/{made['id']}")).json()["debrief_seats"] == []
    assert left_alone(world) == []


async def test_an_absence_tells_each_seat_once(world: World, clock: Clock) -> None:
    group_id = await a_school_at_work(world)
    await talked_over(world, group_id)
    await planned(world, group_id, held_on=TUESDAY, start="16:00", minutes=20)
    clock.instant = OVER

    told = (await world.grace.post("/absences/touched", away(world.ben, TUESDAY))).json()

    assert (told["seat_count"], told["meeting_count"]) == (2, 0)
    assert [one["start"] for one in told["seats"]] == ["09:45", "16:00"]


async def test_a_lesson_is_never_written_as_released_for_a_debrief(world: World) -> None:
    """Take out: the `or_` in occupied.actions._booked, which lets the lesson be released for any booking."""
    await talked_over(world, await a_school_at_work(world))

    with pytest.raises(NotFree):
        a_timetable(world, week(world, BEN_TEACHES), starts_on=TUESDAY)

    assert left_alone(world) == []


async def test_a_debrief_that_has_begun_was_given_and_what_lies_on_it_is_cut_around_it(
    world: World, clock: Clock
) -> None:
    """Take out: the debriefs in occupied.actions._begun, and the database refuses the whole timetable."""
    earlier = a_timetable(world, week(world, ("ben", "Monday", "P4", "", "PPA")))
    group_id = await a_school_at_work(world)
    made = await talked_over(world, group_id, held_on=MONDAY, start="12:05")
    clock.instant = datetime(2026, 11, 2, 12, 5, tzinfo=UTC)

    back = await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})

    assert back.status_code == 201, back.text
    assert back.json()["left_seats"] == 0
    assert len((await world.amina.get(f"/rounds/{made['id']}")).json()["debrief_seats"]) == 2
    assert filled(world, world.ben)[-1] == (OccupiedKind.PPA, "12:35", "13:05", "PPA")


# ---- meetings ------------------------------------------------------------------------------------


async def test_meetings_that_a_timetable_calls_off_are_told_first_with_why(world: World) -> None:
    """Take out: `meetings` in study.queries.gives_way.gives_way."""
    earlier = a_timetable(world, week(world, BEN_TEACHES))
    group_id = await a_school_at_work(world)
    meeting = await planned(world, group_id, held_on=TUESDAY, start="09:45", minutes=30)
    other = await planned(world, group_id, held_on=TUESDAY, start="15:05", minutes=30)
    path = f"/timetable-versions/{earlier}"

    told = (await world.hana.get(f"{path}/touched-rounds?starts_on={MONDAY}")).json()
    still = (await world.amina.get(f"/meetings/{meeting['id']}")).json()["state"]
    back = (await world.hana.post(f"{path}/restore", {"starts_on": MONDAY})).json()

    assert (told["meeting_count"], told["seat_count"], still) == (1, 0, "planned")
    (one,) = told["meetings"]
    assert (one["title"], one["held_on"], one["start"]) == ("Plan lesson 1", TUESDAY, "09:45")
    assert (one["group_name"], one["why"]) == ("Explaining first", "Ben is not free then: Teaches 9D.")
    assert (back["called_off_meetings"], back["left_seats"]) == (1, 0)
    assert (await world.amina.get(f"/meetings/{meeting['id']}")).json()["state"] == "cancelled"
    assert one["why"] in (await world.amina.get(f"/meetings/{meeting['id']}")).json()["record"]
    assert (await world.amina.get(f"/meetings/{other['id']}")).json()["state"] == "planned"
    assert left_alone(world) == []


async def test_meetings_in_gained_time_are_told_before_the_classes_come_back(world: World) -> None:
    group_id = await a_school_at_work(world)
    change = {
        "name": "Trip", "effect": "free", "starts_on": TUESDAY, "ends_on": TUESDAY, "class_names": ["9C", "8B", "7A"],
    }  # fmt: skip
    trip = (await world.hana.post("/class-exceptions", change)).json()
    await planned(world, group_id, held_on=TUESDAY, start="08:45", minutes=30)

    told = (await world.hana.post("/class-exceptions/touched", {"exception_id": trip["id"]})).json()
    gone = (await world.hana.post(f"/class-exceptions/{trip['id']}/call-off")).json()

    assert [one["title"] for one in told["meetings"]] == ["Plan lesson 1"]
    assert (told["meeting_count"], gone["called_off_meetings"]) == (1, 1)


async def test_a_meeting_on_a_day_off_timetable_is_called_off_where_somebody_does_not_work_then(world: World) -> None:
    """There are no lessons that day, but a part-timer's day off stays one: what is asked is what is written."""
    rows = [row for row in LESSONS if row[:2] != ("chloe", "Tuesday")]
    earlier = a_timetable(world, [(getattr(world, name), *rest) for name, *rest in rows])
    off = {"marks": [{"cycle_day": "Tuesday", "period": None, "kind": "off", "note": ""}]}
    assert (await world.hana.put(f"/staff/{world.chloe.staff_id}/marks", off, version=1)).status_code == 200
    group_id = await a_school_at_work(world)
    assert (await world.hana.put(f"/staff/{world.chloe.staff_id}/marks", {"marks": []}, version=2)).status_code == 200
    await world.hana.post("/days-off", {"held_on": TUESDAY})
    await planned(world, group_id, held_on=TUESDAY, start="09:00", minutes=30)
    path = f"/timetable-versions/{earlier}"

    told = (await world.hana.get(f"{path}/touched-rounds?starts_on={MONDAY}")).json()
    back = await world.hana.post(f"{path}/restore", {"starts_on": MONDAY})

    assert [one["why"] for one in told["meetings"]] == ["Chloe is not free then: Not in school."]
    assert (back.status_code, back.json()["called_off_meetings"]) == (201, 1), back.text
