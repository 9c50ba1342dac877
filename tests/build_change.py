"""A school whose timetable changes: before and after, one person's calendar, and going back."""

from typing import Any

from build import Row, a_year
from cast import World
from timetable_steps import a_dry_run, committed, upload, wish

BEFORE: list[Row] = [
    ("Amina", "Monday", "P1", "7A", "Maths", "M1"),
    ("Amina", "Monday", "P2", "8B", "Maths", "M1"),
    ("Ben", "Monday", "P1", "7B", "PE", "Gym"),
    ("Ben", "Monday", "P2", "", "Lunch duty"),
    ("Amina", "Tuesday", "P1", "", "PPA"),
    ("Zoe Newman", "Tuesday", "P2", "9C", "Art", "A1"),
]
AFTER: list[Row] = [
    ("Amina", "Tuesday", "P3", "7A", "Maths", "M1"),
    ("Amina", "Monday", "P2", "8B", "Maths", "M2"),
    ("Chloe", "Monday", "P1", "7B", "PE", "Gym"),
    ("Ben", "Monday", "P3", "7C", "PE", "Gym"),
    ("Amina", "Tuesday", "P1", "", "PPA"),
    ("Ben", "Tuesday", "P2", "", "Gate"),
]
COUNTS = {
    "teacher_gone": 1, "teacher_new": 1, "moved": 1, "teachers": 1, "added": 1, "gone": 1, "room": 1, "bell": 2, "mark": 2,
}  # fmt: skip
LATER = {"starts_on": "2026-11-09"}


async def before_and_after(world: World) -> dict[str, Any]:
    """A school with BEFORE in force, and AFTER understood: the dry run."""
    await a_year(world.hana)
    await committed(world.hana, (await a_dry_run(world.hana, BEFORE))["id"])
    return await a_dry_run(world.hana, AFTER)


def with_p3(**more: Any) -> dict[str, Any]:
    return wish(**LATER) | more


async def compared(world: World, import_id: str, query: str = "", **more: Any) -> dict[str, Any]:
    answer = await world.hana.post(f"/timetable-imports/{import_id}/differences{query}", with_p3(**more))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counts(found: dict[str, Any]) -> dict[str, int]:
    return {one["kind"]: one["count"] for one in found["counts"]}


def a_calendar(*events: tuple[str, str, str, str], name: str = "Amina", weeks: int = 12) -> bytes:
    """Weeks of (day of November 2026, from, to, summary), each every week."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", f"X-WR-CALNAME:{name}"]
    for number, (day, start, end, summary) in enumerate(events):
        lines += [
            "BEGIN:VEVENT", f"UID:{number}@tests", "DTSTAMP:20261101T080000Z",
            f"DTSTART;TZID=Europe/London:202611{day}T{start}00", f"DTEND;TZID=Europe/London:202611{day}T{end}00",
            f"RRULE:FREQ=WEEKLY;COUNT={weeks}", f"SUMMARY:{summary}", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


async def a_calendar_read(
    world: World, *events: tuple[str, str, str, str], weeks: int = 12
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A dry run of Amina's calendar, and the body that commits it as it stands."""
    answer = await upload(world.hana, ("amina.ics", a_calendar(*events, weeks=weeks)))
    assert answer.status_code == 201, answer.text
    found = answer.json()
    days = [{"name": day["name"], "cycle_day": day["cycle_day"]} for day in found["days"]]
    bells = [
        {"cycle_day": day["cycle_day"], "period": one["period"], "start": one["start"], "end": one["end"]}
        for day in found["days"]
        for one in day["periods"]
    ]
    return found, {"starts_on": "2026-11-09", "days": days, "bells": bells}


async def restored(world: World, version_id: str, starts_on: str = "2026-11-16", **more: Any) -> dict[str, Any]:
    answer = await world.hana.post(f"/timetable-versions/{version_id}/restore", {"starts_on": starts_on}, **more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def of_number(world: World, number: int) -> dict[str, Any]:
    versions: list[dict[str, Any]] = (await world.hana.get("/timetable-versions")).json()["items"]
    return next(one for one in versions if one["number"] == number)
