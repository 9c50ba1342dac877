"""What must never happen to directed time, held by the database itself, and by the order of those who write at once."""

import asyncio
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from build import a_timetable, a_year
from build_directed import named, rules, year_of
from cast import NOW, World
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError

from app.db.session import KenkyuSession
from app.working_time.tables import DirectedEvent, VoluntaryAttendance, WorkingTimeChoice, WorkingTimeVariation


def store(world: World, table: type[Any], **values: Any) -> None:
    """Insert a row as it is, past every rule of ours."""
    with KenkyuSession(world.database.engine, info={"scope": world.hana.scope}) as session, session.begin():
        session.execute(insert(table).values(school_id=world.birch_id, **values))


def an_event(world: World, year_id: str, **more: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": UUID(int=5), "version": 1, "year_id": UUID(year_id), "kind": "meeting", "title": "Meeting",
        "held_on": date(2026, 9, 2), "starts": time(9), "ends": time(10), "minutes": 60, "audience": "everyone",
        "agreement": "", "is_cancelled": False, "created_by": world.hana.staff_id, "created_at": NOW,
    }  # fmt: skip
    return usual | more


def a_choice(world: World, year_id: str, **more: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": UUID(int=6), "version": 1, "year_id": UUID(year_id), "profile": "england", "edition": "2025",
        "contingency_minutes": 0, "breaks_count": False, "twilight_weekday": 2, "twilight_starts": time(15, 30),
        "twilight_minutes": 90, "consulted_with": "", "chosen_by": world.hana.staff_id, "chosen_at": NOW,
    }  # fmt: skip
    return usual | more


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": time(9)},
        {"minutes": 0},
        {"minutes": 961},
        {"title": ""},
        {"kind": "contingency"},
        {"split_from_id": UUID(int=5), "kind": "twilight"},
        {"split_from_id": UUID(int=5), "kind": "meeting", "agreement": "Agreed"},
    ],
)
async def test_an_event_that_cannot_be_is_not_stored(world: World, wrong: dict[str, Any]) -> None:
    year = await a_year(world.hana)

    with pytest.raises(IntegrityError):
        store(world, DirectedEvent, **an_event(world, year["id"], **wrong))


async def test_an_inset_day_has_one_live_event_in_the_database_too(world: World) -> None:
    year = await a_year(world.hana)
    store(world, DirectedEvent, **an_event(world, year["id"], kind="inset", is_cancelled=True))
    store(world, DirectedEvent, **an_event(world, year["id"], kind="inset", id=UUID(int=8)))

    with pytest.raises(IntegrityError):
        store(world, DirectedEvent, **an_event(world, year["id"], kind="inset", id=UUID(int=9)))


@pytest.mark.parametrize("recompense", [None, "", "thanks"])
async def test_nobody_comes_of_their_own_without_a_word_on_what_they_get(world: World, recompense: str | None) -> None:
    year = await a_year(world.hana)
    store(world, DirectedEvent, **an_event(world, year["id"]))
    store(
        world, VoluntaryAttendance, id=UUID(int=7), event_id=UUID(int=5), staff_id=world.amina.staff_id, note="",
        agreed_at=NOW, by_staff_id=world.amina.staff_id, recompense="paid",
    )  # fmt: skip

    with (
        pytest.raises(IntegrityError),
        KenkyuSession(world.database.engine, info={"scope": world.hana.scope}) as session,
    ):
        session.execute(text("UPDATE voluntary_attendance SET recompense = :said"), {"said": recompense})


async def test_nothing_is_published_without_consulting_and_a_year_has_one_choice(world: World) -> None:
    year = await a_year(world.hana)

    with pytest.raises(IntegrityError):
        store(world, WorkingTimeChoice, **a_choice(world, year["id"], published_at=datetime.now(tz=NOW.tzinfo)))
    store(world, WorkingTimeChoice, **a_choice(world, year["id"]))
    with pytest.raises(IntegrityError):
        store(world, WorkingTimeChoice, **a_choice(world, year["id"], id=UUID(int=9)))


async def test_a_figure_is_varied_once_at_a_time_and_never_without_a_reason(world: World) -> None:
    year = await a_year(world.hana)
    store(world, WorkingTimeChoice, **a_choice(world, year["id"]))
    varied: dict[str, Any] = {
        "choice_id": UUID(int=6), "figure": "full_time_minutes", "value": 72_000, "reason": "Agreed",
        "by_staff_id": world.hana.staff_id, "made_at": NOW,
    }  # fmt: skip
    ended = {"ended_at": NOW, "ended_by": world.hana.staff_id}
    store(world, WorkingTimeVariation, id=UUID(int=1), **varied | ended)
    store(world, WorkingTimeVariation, id=UUID(int=2), **varied)

    for wrong in ({}, {"figure": "days_total", "reason": ""}, {"figure": "days_total", "ended_at": NOW}):
        with pytest.raises(IntegrityError):
            store(world, WorkingTimeVariation, id=UUID(int=3), **varied | wrong)


async def test_of_two_events_at_once_that_together_pass_the_cap_one_is_added(world: World) -> None:
    """Take out: `lock=True` in working_time.actions.planning.add_event."""
    await a_year(world.hana)
    await rules(world.hana, contingency_minutes=0)
    varied = {"figure": "full_time_minutes", "value": 420, "reason": "For a test: an INSET day and one hour"}
    await world.hana.post("/working-time/variations", varied)
    wishes = [named(world.amina, held_on=f"2026-11-{day}") for day in range(10, 14)]

    answers = await asyncio.gather(*(world.hana.post("/directed-events", wish) for wish in wishes))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert (await year_of(world.amina))["left_minutes"] == 0


async def test_everybodys_year_takes_as_many_statements_with_more_events_and_timetables(world: World) -> None:
    """Take out: the join in queries.facts._add_taught for a query per version."""
    a_timetable(world, [(world.amina, "Monday", "P1", "7A", "Maths")])
    before = await _statements(world)
    for month in ("11", "12"):
        a_timetable(world, [(world.ben, "Monday", "P1", "7A", "Maths")], starts_on=f"2026-{month}-07")
    for day in range(10, 14):
        assert (await world.hana.post("/directed-events", named(world.amina, held_on=f"2026-11-{day}"))).is_success

    assert await _statements(world) == before


async def _statements(world: World) -> int:
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(world.database.engine, "before_cursor_execute", counted)
    try:
        assert (await world.hana.get("/directed-time")).status_code == 200
    finally:
        event.remove(world.database.engine, "before_cursor_execute", counted)
    return count
