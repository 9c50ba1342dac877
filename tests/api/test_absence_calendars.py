"""Absences from a calendar: an event once, moved, vanished; of its words nothing is kept."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from build_away import TUESDAY, filled
from build_round import a_round, a_school_at_work
from cast import World
from conftest import Clock
from sqlalchemy import text

from app.occupied.rules import OccupiedKind
from app.study import actions as study
from app.timetable.importers import absence_calendar
from app.timetable.importers.understanding import ImportRefused, NamedBytes
from app.timetable.rules.away import AwayEvent

LONDON = ZoneInfo("Europe/London")


@pytest_asyncio.fixture
async def group_id(world: World) -> str:
    return await a_school_at_work(world)


CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//a diary//\r
BEGIN:VEVENT\r
UID:hospital-appointment-77@diary\r
DTSTART;VALUE=DATE:20261103\r
DTEND;VALUE=DATE:20261104\r
SUMMARY:Chemotherapy\r
DESCRIPTION:Ward seven\r
LOCATION:Royal Infirmary\r
END:VEVENT\r
END:VCALENDAR\r
"""


def taken(world: World, events: list[AwayEvent], staff_id: UUID | None, now: datetime | None = None) -> Any:
    with world.database.writing(world.hana.scope) as session:
        return study.take_calendar_absences(
            session, world.hana.actor, staff_id, events, now or world.app.state.now(), source_id=UUID(int=7)
        )


def read_calendar(content: bytes, *, is_named: bool = False) -> list[AwayEvent]:
    given = NamedBytes("diary.ics", content)
    return absence_calendar.read(given, LONDON, date(2026, 11, 2), date(2027, 11, 1), is_named=is_named)


async def test_of_a_calendars_words_nothing_is_kept_anywhere(world: World, group_id: str) -> None:
    found = taken(world, read_calendar(CALENDAR), world.ben.staff_id)

    assert found.added == 1
    assert {kind for kind, *_ in filled(world, world.ben, TUESDAY)} == {OccupiedKind.OFF}
    with world.database.reading(world.hana.scope) as session:
        tables = session.connection().dialect.get_table_names(session.connection())
        stored = " ".join(
            str(row) for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"')).all()
        ).casefold()
    for word in ("chemotherapy", "ward seven", "royal infirmary", "hospital-appointment", "diary"):
        assert word not in stored, word


async def test_an_event_twice_is_one_absence_a_moved_one_moves_and_a_vanished_one_is_called_off(
    world: World, group_id: str
) -> None:
    before = filled(world, world.ben, TUESDAY)
    events = read_calendar(CALENDAR)

    first, again = taken(world, events, world.ben.staff_id), taken(world, events * 2, world.ben.staff_id)
    moved = taken(
        world, read_calendar(CALENDAR.replace(b"1103", b"1105").replace(b"1104", b"1106")), world.ben.staff_id
    )
    back = filled(world, world.ben, TUESDAY)
    vanished = taken(world, [], world.ben.staff_id)

    assert [(one.added, one.called_off) for one in (first, again, moved, vanished)] == [(1, 0), (0, 0), (1, 1), (0, 1)]
    assert back == before
    assert (await world.grace.get("/absences")).json()["items"] == []


async def test_a_whole_schools_calendar_is_matched_by_names_and_only_when_they_are_one_persons(
    world: World, group_id: str
) -> None:
    named = CALENDAR.replace(b"Chemotherapy", b"Ben - course")
    unknown = CALENDAR.replace(b"Chemotherapy", b"Somebody - course")

    found = taken(world, read_calendar(named, is_named=True), None)
    missed = taken(world, read_calendar(unknown, is_named=True), None)

    assert (found.added, found.unmatched) == (1, 0)
    assert (missed.added, missed.called_off, missed.unmatched) == (0, 1, 1)


async def test_cancelled_and_free_events_are_no_absences(world: World) -> None:
    assert read_calendar(CALENDAR.replace(b"LOCATION:", b"STATUS:CANCELLED\r\nLOCATION:")) == []
    assert read_calendar(CALENDAR.replace(b"LOCATION:", b"TRANSP:TRANSPARENT\r\nLOCATION:")) == []


def a_big_calendar(*, absences: int, free: int) -> bytes:
    """Free events stand first; each is held every day for a while."""
    event = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:20261103T090000Z\r\nDTEND:20261103T{}Z\r\nTRANSP:{}\r\n{}END:VEVENT\r\n"
    daily = "RRULE:FREQ=DAILY;COUNT={}\r\n"
    written = [event.format(f"free{n}", "100000", "TRANSPARENT", daily.format(300)) for n in range(free // 300)]
    written.append(event.format("free", "100000", "TRANSPARENT", daily.format(free % 300)) if free % 300 else "")
    written += [event.format(f"away{n}", "110000", "OPAQUE", daily.format(100)) for n in range(absences // 100)]
    written.append(event.format("away", "110000", "OPAQUE", daily.format(absences % 100)) if absences % 100 else "")
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a diary//\r\n{''.join(written)}END:VCALENDAR\r\n".encode()


def test_as_many_absences_as_may_be_are_all_read_whatever_stands_between_and_one_more_is_refused() -> None:
    most = absence_calendar.EVENTS_MAX

    assert len(read_calendar(a_big_calendar(absences=most, free=1_000))) == most
    with pytest.raises(ImportRefused, match="2,000 absences"):
        read_calendar(a_big_calendar(absences=most + 1, free=0))


def test_a_calendar_of_more_events_than_are_looked_at_is_refused_and_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(absence_calendar, "LOOKED_AT_MAX", 700)  # 20,000 take seconds to write and to read.

    assert len(read_calendar(a_big_calendar(absences=1, free=699))) == 1
    with pytest.raises(ImportRefused, match="more than 700 events"):
        read_calendar(a_big_calendar(absences=1, free=700))


async def test_an_event_over_logged_time_is_left_out_and_the_others_taken(
    world: World, group_id: str, clock: Clock
) -> None:
    made = (await world.amina.post("/rounds", a_round(world, group_id))).json()
    clock.instant = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    await world.ben.post(f"/observations/{made['observations'][0]['id']}/log")
    today = AwayEvent("a", datetime(2026, 11, 2, 8, tzinfo=UTC), datetime(2026, 11, 2, 17, tzinfo=UTC))
    later = AwayEvent("b", datetime(2026, 11, 3, 8, tzinfo=UTC), datetime(2026, 11, 3, 17, tzinfo=UTC))

    found = taken(world, [today, later], world.ben.staff_id)

    assert (found.added, found.in_the_way) == (1, 1)
