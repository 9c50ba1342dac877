"""What stands in a calendar: a person's, a group's, a fair's; and what a calendar program makes of it."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from build_directed import an_event, named, rules
from build_fair_day import an_open_fair
from build_meeting import planned
from build_round import MONDAY, a_round, a_school_at_work, watching
from cast import NOW, World
from sqlalchemy import event
from sqlmodel import select
from test_calendar_addresses import an_address, read

from app.identity.tables import Staff

KHAL = shutil.which("khal")


async def events(world: World, url: str) -> dict[str, icalendar.Event]:
    """The events at an address, by the first word of their UID; each kind once."""
    found = await all_events(world, url)
    by_kind = {uid.partition("-")[0]: one for uid, one in found.items()}
    assert len(by_kind) == len(found), sorted(found)
    return by_kind


async def all_events(world: World, url: str) -> dict[str, icalendar.Event]:
    answer = await read(world, url)
    assert answer.status_code == 200, answer.text
    found = icalendar.Calendar.from_ical(answer.content).events
    assert len({str(one["UID"]) for one in found}) == len(found)
    return {str(one["UID"]): one for one in found}


async def covered_round(world: World, group: str) -> dict[str, Any]:
    """Amina hosts 7A; Chloe watches the first half, and Ben is asked to cover her 8B."""
    wish = a_round(world, group, observers=[watching(world.chloe, 0, world.ben)])
    answer = await world.amina.post("/rounds", wish)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def slot_of(world: World, group: str) -> str:
    made = await covered_round(world, group)
    slot_id: str = made["observations"][0]["cover"]["id"]
    return slot_id


async def test_whoever_hosts_sees_their_lesson_and_its_debrief(world: World) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()

    found = await events(world, (await an_address(world.amina))["url"])

    lesson, debrief = found["round"], found["debrief"]
    assert found.keys() == {"round", "debrief"}
    assert str(lesson["SUMMARY"]) == "Your research lesson: 7A"
    assert (str(lesson["LOCATION"]), str(lesson["STATUS"])) == ("M1", "CONFIRMED")
    assert lesson.start == datetime(2026, 11, 2, 8, 45, tzinfo=UTC)
    assert str(lesson["URL"]) == f"https://kenkyu.test/round/{made['id']}"
    assert str(lesson["UID"]) == f"round-{made['id']}@kenkyu"
    assert debrief.start == datetime(2026, 11, 2, 15, 5, tzinfo=UTC)


async def test_whoever_watches_sees_their_half_and_who_covers_their_class(world: World) -> None:
    group = await a_school_at_work(world)
    slot = await slot_of(world, group)
    url = (await an_address(world.chloe))["url"]

    before = (await events(world, url))["observation"]
    assert (await world.ben.post(f"/cover-slots/{slot}/accept")).is_success
    after = (await events(world, url))["observation"]

    assert str(after["SUMMARY"]) == "Watch Amina: 7A"
    assert (after.start, after.end - after.start) == (datetime(2026, 11, 2, 8, 45, tzinfo=UTC), timedelta(minutes=30))
    assert str(before["DESCRIPTION"]) == "Cover for your class 8B is not agreed yet."
    assert str(after["DESCRIPTION"]) == "Ben covers your class 8B."
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


async def test_whoever_covers_sees_where_and_never_for_whom_or_why(world: World) -> None:
    group = await a_school_at_work(world)
    slot = await slot_of(world, group)
    url = (await an_address(world.ben))["url"]
    asked = await all_events(world, url)

    await world.ben.post(f"/cover-slots/{slot}/accept")
    raw = (await read(world, url)).text
    cover = (await all_events(world, url))[f"cover-{slot}@kenkyu"]

    assert f"cover-{slot}@kenkyu" not in asked
    assert (str(cover["SUMMARY"]), str(cover["LOCATION"])) == ("Cover: 8B", "E2")
    assert "Chloe" not in str(cover.to_ical())
    assert "What do pupils say" not in raw


async def test_what_was_called_off_stays_for_thirty_days_with_a_higher_sequence(world: World) -> None:
    group = await a_school_at_work(world)
    made = await covered_round(world, group)
    await world.ben.post(f"/cover-slots/{made['observations'][0]['cover']['id']}/accept")
    urls = {name: (await an_address(getattr(world, name)))["url"] for name in ("amina", "ben", "chloe")}
    before = {name: await all_events(world, url) for name, url in urls.items()}

    assert (await world.amina.post(f"/rounds/{made['id']}/cancel", {"reason": "Trip"})).is_success
    after = {name: await all_events(world, url) for name, url in urls.items()}

    for name, found in before.items():
        assert found
        assert found.keys() == after[name].keys()
        assert all(str(one["STATUS"]) == "CANCELLED" for one in after[name].values())
        assert all(after[name][uid]["SEQUENCE"] > one["SEQUENCE"] for uid, one in found.items())
    world.app.state.now.instant = NOW + timedelta(days=30)
    assert (await all_events(world, urls["ben"])).keys() == before["ben"].keys()
    world.app.state.now.instant = NOW + timedelta(days=31)
    assert await all_events(world, urls["ben"]) == {}


async def test_a_moved_debrief_is_the_same_event_at_another_time(world: World) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()
    url = (await an_address(world.ben))["url"]
    before = (await events(world, url))["debrief"]

    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": "Talk", "debrief": {"held_on": MONDAY, "start": "16:00"}},
        version=made["version"],
    )

    after = (await events(world, url))["debrief"]
    assert moved.is_success, moved.text
    assert (after["UID"], after.start) == (before["UID"], datetime(2026, 11, 2, 16, tzinfo=UTC))
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


async def test_an_unchanged_calendar_keeps_its_etag_and_a_change_of_any_part_changes_it(world: World) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()
    url = (await an_address(world.ben))["url"]
    first = await read(world, url)
    world.app.state.now.instant = NOW + timedelta(days=20)
    later = await read(world, url)

    with world.database.writing(world.amina.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.amina.staff_id)).one().name = "Amina Yusuf"
    renamed = await read(world, url)
    world.app.state.now.instant = NOW
    await world.amina.post(f"/rounds/{made['id']}/cancel", {})
    called_off = await read(world, url)

    assert (first.headers["etag"], first.content) == (later.headers["etag"], later.content)
    assert len({answer.headers["etag"] for answer in (first, renamed, called_off)}) == 3
    assert "Watch Amina Yusuf: 7A" in renamed.text


async def test_a_meeting_is_in_the_calendars_of_its_group_and_of_those_who_are_expected(world: World) -> None:
    meeting = await planned(world, agenda="About Zofia", place="Library")
    urls = [
        (await an_address(world.ben))["url"], (await an_address(world.ben, "group", meeting["group_id"]))["url"]
    ]  # fmt: skip

    for url in urls:
        found = (await events(world, url))["meeting"]
        assert (str(found["SUMMARY"]), str(found["LOCATION"])) == ("Plan lesson 1", "Library")
        assert "Zofia" not in (await read(world, url)).text
    assert await all_events(world, (await an_address(world.frank))["url"]) == {}


async def test_a_groups_calendar_has_its_rounds_and_nothing_of_anybodys_cover(world: World) -> None:
    group = await a_school_at_work(world)
    await covered_round(world, group)

    found = await events(world, (await an_address(world.ben, "group", group))["url"])

    assert found.keys() == {"round", "debrief"}
    assert str(found["round"]["SUMMARY"]) == "Research lesson: 7A"
    assert str(found["round"]["DESCRIPTION"]) == "Taught by Amina."


async def test_directed_events_are_for_whom_they_are(world: World) -> None:
    await a_school_at_work(world)
    await rules(world.hana)
    everybody = await an_event(world.hana, title="Twilight on talk")
    pastoral = await an_event(world.hana, **named(world.ben, title="Pastoral meeting"))

    bens = await all_events(world, (await an_address(world.ben))["url"])
    franks = await all_events(world, (await an_address(world.frank))["url"])

    assert franks.keys() == {f"event-{everybody['id']}@kenkyu"}
    assert bens.keys() == {f"event-{everybody['id']}@kenkyu", f"event-{pastoral['id']}@kenkyu"}


async def test_a_fairs_calendar_is_its_programme(world: World) -> None:
    fair, slot, finding = await an_open_fair(world)
    url = (await an_address(world.frank, "fair", fair["id"]))["url"]

    found = await all_events(world, url)
    mine = await all_events(world, (await an_address(world.frank))["url"])

    stall = found[f"fair-slot-{slot['id']}@kenkyu"]
    assert found.keys() == {f"fair-{fair['id']}@kenkyu", f"fair-slot-{slot['id']}@kenkyu"}
    assert str(stall["SUMMARY"]) == f"Stall {slot['number']}: {finding['title']}"
    assert (str(stall["LOCATION"]), stall.start) == ("Main hall", datetime(2026, 11, 2, 15, tzinfo=UTC))
    assert mine.keys() == {f"fair-{fair['id']}@kenkyu"}


async def test_a_school_elsewhere_has_its_own_hours(world: World) -> None:
    group = await a_school_at_work(world)
    await world.amina.post("/rounds", a_round(world, group))
    url = (await an_address(world.amina))["url"]
    school = (await world.dev.get("/school")).json()
    kept = ("name", "debrief_minutes", "moving_minutes", "after_school_starts", "after_school_ends")
    edit = {name: school[name] for name in kept} | {"zone": "Pacific/Auckland"}
    assert (await world.dev.put("/school", edit, version=school["version"])).is_success

    raw = (await read(world, url)).content

    calendar = icalendar.Calendar.from_ical(raw)
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Pacific/Auckland"]
    assert b"DTSTART;TZID=Pacific/Auckland:20261102T214500" in raw
    assert min(one.start for one in calendar.events) == datetime(2026, 11, 2, 8, 45, tzinfo=UTC)


async def test_it_rings_when_that_was_wished(world: World) -> None:
    group = await a_school_at_work(world)
    await world.amina.post("/rounds", a_round(world, group))

    ringing = await all_events(world, (await an_address(world.amina, has_alarms=True))["url"])
    silent = await all_events(world, (await an_address(world.amina))["url"])

    assert {len(one.walk("VALARM")) for one in ringing.values()} == {1}
    assert {len(one.walk("VALARM")) for one in silent.values()} == {0}


async def test_more_events_take_no_more_statements(world: World) -> None:
    group = await a_school_at_work(world)
    url = (await an_address(world.amina))["url"]
    await read(world, url)
    empty = await statements(world, url)
    for period, observer, start in (("P1", world.ben, "15:05"), ("P2", world.chloe, "15:30")):
        wish = a_round(world, group, period=period, observers=[watching(observer)])
        wish["debrief"] = {"held_on": MONDAY, "start": start}
        answer = await world.amina.post("/rounds", wish)
        assert answer.is_success, answer.text

    full = await statements(world, url)

    assert len(await all_events(world, url)) == 4
    assert full <= empty + 1, "names are asked for once there are any"
    assert full <= 14


async def statements(world: World, url: str) -> int:
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1

    engine = world.database.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        await read(world, url)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return seen


# ---- what programs make of it ------------------------------------------------------------------------------


async def test_another_parser_reads_the_same(world: World) -> None:
    group = await a_school_at_work(world)
    await covered_round(world, group)
    url = (await an_address(world.chloe, has_alarms=True))["url"]

    by_vobject = vobject.readOne((await read(world, url)).text)

    ours = await all_events(world, url)
    assert {one.uid.value: one.dtstart.value.astimezone(UTC) for one in by_vobject.vevent_list} == {
        uid: one.start.astimezone(UTC) for uid, one in ours.items()
    }
    assert {one.summary.value for one in by_vobject.vevent_list} == {str(one["SUMMARY"]) for one in ours.values()}
    assert {len(one.valarm_list) for one in by_vobject.vevent_list} == {1}


@pytest.mark.skipif(KHAL is None, reason="khal is not installed: apt-get install khal")
async def test_a_calendar_program_shows_it_and_takes_a_change_for_a_change(world: World, tmp_path: Path) -> None:
    group = await a_school_at_work(world)
    made = (await world.amina.post("/rounds", a_round(world, group))).json()
    url = (await an_address(world.amina))["url"]

    first = shown_by_khal(tmp_path, (await read(world, url)).content)
    moved = await world.amina.put(
        f"/rounds/{made['id']}",
        {"focus": "Talk", "debrief": {"held_on": MONDAY, "start": "16:00"}},
        version=made["version"],
    )
    assert moved.is_success
    second = shown_by_khal(tmp_path, (await read(world, url)).content)
    await world.amina.post(f"/rounds/{made['id']}/cancel", {})
    third = shown_by_khal(tmp_path, (await read(world, url)).content)

    assert first == ["08:45-09:45 Your research lesson: 7A M1", "15:05-15:25 Debrief: 7A"]
    assert second == ["08:45-09:45 Your research lesson: 7A M1", "16:00-16:20 Debrief: 7A"]
    assert [re.sub(" CANCELLED$", "", line) for line in third] == second
    assert all(line.endswith("CANCELLED") for line in third)


def shown_by_khal(folder: Path, raw: bytes) -> list[str]:
    """What the program lists of the day once it has taken the calendar in."""
    (folder / "diary").mkdir(exist_ok=True)
    (folder / "calendar.ics").write_bytes(raw)
    (folder / "config").write_text(
        f"[calendars]\n[[kenkyu]]\npath = {folder}/diary\ntype = calendar\n[sqlite]\npath = {folder}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/London\ndefault_timezone = Europe/London\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    assert KHAL is not None

    def khal(*words: str) -> str:
        done = subprocess.run(
            [KHAL, "-c", str(folder / "config"), *words], capture_output=True, text=True, timeout=60, check=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        return done.stdout

    khal("import", "--batch", "-a", "kenkyu", str(folder / "calendar.ics"))
    listed = khal("list", "--format", "{start-time}-{end-time} {title} {location} {status}", MONDAY, "1d").splitlines()
    return sorted(" ".join(line.replace("CONFIRMED", "").split()) for line in listed if "-" in line and ":" in line)
