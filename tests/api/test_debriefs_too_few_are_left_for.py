"""A debrief that a timetable leaves fewer than two in needs another time, and everybody of its round learns that."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from build import Row, a_timetable
from build_away import FULL, TUESDAY
from build_notice import mails
from build_round import LESSONS, MONDAY, a_round, a_school_at_work, pots, watching
from cast import World
from conftest import Clock

from app.notices.rules import NoticeKind
from app.outbox.tables import OutgoingMail

OVER = datetime(2026, 11, 2, 9, 50, tzinfo=UTC)
DEBRIEF = {"held_on": TUESDAY, "start": "09:45", "minutes": 30}
"""Tuesday, period 2: nobody of the three teaches then by LESSONS."""
TEACH: dict[str, Row] = {
    "amina": ("amina", "Tuesday", "P2", "7E", "Maths", "M1"),
    "ben": ("ben", "Tuesday", "P2", "9D", "PE", "Gym"),
    "chloe": ("chloe", "Tuesday", "P2", "8D", "English", "E2"),
}
AT = "needs another time for its debrief: fewer than two are free on Tuesday 3 November at 09:45."


def in_which_teach(world: World, *names: str) -> UUID:
    """A timetable by which people of the round teach during its debrief."""
    return a_timetable(
        world, [(getattr(world, str(name)), *rest) for name, *rest in [*LESSONS, *(TEACH[one] for one in names)]]
    )


async def a_round_of_three(world: World) -> dict[str, Any]:
    """Amina's 7A on Monday, watched by Ben and Chloe; the timetable in force is that of LESSONS."""
    observers = [watching(world.ben), watching(world.chloe, 1, world.ben)]
    wish = a_round(world, await a_school_at_work(world), observers=observers, debrief=DEBRIEF)
    answer = await world.amina.post("/rounds", wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    (slot,) = [one["cover"]["id"] for one in made["observations"] if one["cover"]]
    assert (await world.ben.post(f"/cover-slots/{slot}/accept")).status_code == 200
    return made


def told(world: World) -> list[list[OutgoingMail]]:
    return [mails(world, one, NoticeKind.ROUND_CHANGED) for one in (world.amina, world.ben, world.chloe)]


@pytest.mark.parametrize("teach", [("amina", "ben", "chloe"), ("amina", "ben"), ("ben", "chloe")])
async def test_everybody_of_the_round_is_told_once_that_it_needs_another_time(
    world: World, clock: Clock, teach: tuple[str, ...]
) -> None:
    """Take out: `news.debriefs_gone` in study.actions.make_way.give_way."""
    earlier = in_which_teach(world, *teach)
    made = await a_round_of_three(world)
    clock.instant = OVER

    back = await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})

    assert (back.status_code, back.json()["left_seats"]) == (201, len(teach)), back.text
    for (mail,) in told(world):
        assert AT in mail.text
        assert "without you" not in mail.text
    assert len((await world.amina.get(f"/rounds/{made['id']}")).json()["debrief_seats"]) == 3 - len(teach)
    for name in teach:
        assert (await pots(getattr(world, name)))["debrief_move"] == FULL["debrief_move"]


async def test_while_two_are_left_only_who_leaves_is_told(world: World, clock: Clock) -> None:
    earlier = in_which_teach(world, "ben")
    await a_round_of_three(world)
    clock.instant = OVER

    await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})

    by_amina, (mail,), by_chloe = told(world)
    assert (by_amina, by_chloe) == ([], [])
    assert "without you" in mail.text


async def test_who_left_before_is_told_as_well_when_too_few_are_left(world: World, clock: Clock) -> None:
    """Take out: the observations in study.news.debriefs_gone."""
    first, second = in_which_teach(world, "ben"), in_which_teach(world, "ben", "chloe")
    await a_round_of_three(world)
    clock.instant = OVER

    for version in (first, second):
        back = await world.hana.post(f"/timetable-versions/{version}/restore", {"starts_on": TUESDAY})
        assert (back.status_code, back.json()["left_seats"]) == (201, 1), back.text

    (amina,), ben, (chloe,) = told(world)
    assert AT in amina.text
    assert AT in chloe.text
    assert sorted(AT in mail.text for mail in ben) == [False, True]


@pytest.mark.parametrize("teach", [("amina", "ben", "chloe"), ("ben", "chloe"), ("ben",)])
async def test_at_another_time_everybody_who_is_free_sits_in_it_again(
    world: World, clock: Clock, teach: tuple[str, ...]
) -> None:
    """Take out: `_who_come_back` in study.actions.change.move_debrief."""
    earlier = in_which_teach(world, *teach)
    made = await a_round_of_three(world)
    clock.instant = OVER
    await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})
    left = (await world.amina.get(f"/rounds/{made['id']}")).json()
    assert len(left["debrief_seats"]) == 3 - len(teach)

    later = {"focus": left["focus"], "debrief": DEBRIEF | {"start": "15:30"}}
    moved = await world.amina.put(f"/rounds/{made['id']}", later, version=left["version"])

    assert moved.status_code == 200, moved.text
    seats = {one["staff_id"] for one in moved.json()["debrief_seats"]}
    assert seats == {str(one.staff_id) for one in (world.amina, world.ben, world.chloe)}
    for one in (world.amina, world.ben, world.chloe):
        assert (await pots(one))["debrief_move"] == (120, 30, 0, 90)


async def test_who_teaches_at_the_other_time_too_stays_out_of_it(world: World, clock: Clock) -> None:
    """Take out: `taken` in study.actions.change._who_come_back."""
    rows = [*LESSONS, TEACH["ben"], ("ben", "Tuesday", "P3", "9D", "PE", "Gym")]
    earlier = a_timetable(world, [(getattr(world, str(name)), *rest) for name, *rest in rows])
    made = await a_round_of_three(world)
    clock.instant = OVER
    await world.hana.post(f"/timetable-versions/{earlier}/restore", {"starts_on": MONDAY})
    left = (await world.amina.get(f"/rounds/{made['id']}")).json()

    later = {"focus": left["focus"], "debrief": DEBRIEF | {"start": "11:10"}}
    moved = await world.amina.put(f"/rounds/{made['id']}", later, version=left["version"])

    assert moved.status_code == 200, moved.text
    assert {one["staff_id"] for one in moved.json()["debrief_seats"]} == {
        str(one.staff_id) for one in (world.amina, world.chloe)
    }
