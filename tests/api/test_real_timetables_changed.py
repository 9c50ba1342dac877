"""Real schools' timetables, imported, changed and imported again: exactly what was changed is shown, and goes back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from build import a_year
from cast import NOW, World
from timetable_steps import upload

from app.timetable import actions
from app.timetable.importers import read
from app.timetable.importers.understanding import ImportedLesson, ImportedTimetable, NamedBytes

SHARED = Path(__file__).parents[3] / "shared" / "timetables"
SCHOOLS = {
    "germany": "fet/germany-probsteierhagen/csv/*.csv",
    "spain": "fet/spain-ies-secondary/csv/*.csv",
    "uae": "fet/uae-ibdp/csv/*.csv",
    "brazil": "asc/*.xml",
    "czech": "xhstt/CzechVillageSchool.xml",
    "england": "xhstt/EnglandStPaul.xml",
}
MOVED, ROOMS = 3, 4
NEW_ROOM = "A room that is new"


@dataclass(frozen=True, slots=True)
class Changed:
    """A timetable after changes, and how many of each kind they are."""

    found: ImportedTimetable
    gone: str
    counts: dict[str, int]


def change(found: ImportedTimetable) -> Changed:
    """Move some lessons, put some into another room, and let one teacher go who has little."""
    counts = Counter(teacher for lesson in found.lessons for teacher in lesson.teachers)
    gone = min(counts, key=lambda name: (counts[name], name))
    told = Counter((lesson.class_name, lesson.subject, lesson.teachers) for lesson in found.lessons)
    alone = [
        lesson for lesson in found.lessons
        if told[lesson.class_name, lesson.subject, lesson.teachers] == 1 and gone not in lesson.teachers
    ]  # fmt: skip
    moved, rooms = alone[:MOVED], alone[MOVED : MOVED + ROOMS]
    lessons: list[ImportedLesson] = []
    for lesson in found.lessons:
        if lesson in moved:
            lessons.append(_moved(lesson, found))
        elif lesson in rooms:
            lessons.append(replace(lesson, room=NEW_ROOM))
        elif staying := tuple(name for name in lesson.teachers if name != gone):
            lessons.append(replace(lesson, teachers=staying))
    theirs = [lesson.teachers for lesson in found.lessons if gone in lesson.teachers]
    duties = {(busy.day, busy.period) for busy in found.busy if busy.teacher == gone}
    expected = {
        "teacher_gone": 1, "moved": len(moved), "teachers": sum(len(names) > 1 for names in theirs),
        "gone": sum(len(names) == 1 for names in theirs), "room": len(rooms), "mark": len(duties),
    }  # fmt: skip
    kept = tuple(busy for busy in found.busy if busy.teacher != gone)
    after = replace(found, lessons=tuple(lessons), busy=kept)
    return Changed(after, gone, {kind: count for kind, count in expected.items() if count})


def _moved(lesson: ImportedLesson, found: ImportedTimetable) -> ImportedLesson:
    """The lesson on the last day, or on the first if it is there: always in another period of the week."""
    days = list(found.days)
    day = days[-1] if lesson.day != days[-1] else days[0]
    return replace(lesson, day=day, period=found.days[day][0].period)


def files_of(school: str) -> list[Path]:
    return sorted(SHARED.glob(SCHOOLS[school]))


def bells(found: ImportedTimetable) -> list[dict[str, str]]:
    """Half an hour for each period: some of these schools hold eighteen."""
    periods = list(dict.fromkeys(one.period for of_day in found.days.values() for one in of_day))
    return [
        {"period": period, "start": f"{7 + place // 2:02}:{place % 2 * 30:02}", "end": f"{7 + (place + 1) // 2:02}:{(place + 1) % 2 * 30:02}"}
        for place, period in enumerate(periods)
    ]  # fmt: skip


def body(found: ImportedTimetable, starts_on: str) -> dict[str, Any]:
    days = [{"name": day, "cycle_day": day} for day in found.days]
    return {"starts_on": starts_on, "days": days, "bells": bells(found)}


def counts_of(answer: Any) -> dict[str, int]:
    assert answer.status_code == 200, answer.text
    return {one["kind"]: one["count"] for one in answer.json()["counts"]}


def understood(world: World, found: ImportedTimetable) -> str:
    """A dry run of what was understood of changed files."""
    row = actions.dry_run(world.hana.actor, ["changed"], found, NOW)
    with world.database.writing(world.hana.scope) as session:
        return str(actions.store_import(session, row).id)


async def uploaded(world: World, paths: Sequence[Path]) -> str:
    answer = await upload(world.hana, *[(path.name, path.read_bytes()) for path in paths])
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.parametrize("school", SCHOOLS)
async def test_exactly_what_was_changed_is_shown_and_goes_back(world: World, school: str) -> None:
    paths = files_of(school)
    if not paths:
        pytest.skip("the real schools in ../shared are not here")
    found = read([NamedBytes(path.name, path.read_bytes()) for path in paths])
    after = change(found)
    # Near the end of the year: fewer days are written anew each time.
    await a_year(world.hana, cycle_days=list(found.days), cycle_follows_weekdays=False)
    first = await world.hana.post(
        f"/timetable-imports/{await uploaded(world, paths)}/commit", body(found, "2027-07-12")
    )
    assert first.status_code == 201, first.text
    before, now = first.json()["id"], "2027-07-14"

    same = await world.hana.post(f"/timetable-imports/{understood(world, found)}/differences", body(found, now))
    changed = understood(world, after.found)
    seen = await world.hana.post(f"/timetable-imports/{changed}/differences", body(after.found, now))
    second = await world.hana.post(f"/timetable-imports/{changed}/commit", body(after.found, now))
    assert second.status_code == 201, second.text
    back = await world.hana.post(f"/timetable-versions/{before}/restore", {"starts_on": "2027-07-16"})
    again = await world.hana.get(f"/timetable-versions/{before}/differences?starts_on=2027-07-16")

    assert counts_of(same) == {}
    assert counts_of(seen) == after.counts
    gone = [one["staff_name"] for one in seen.json()["items"] if one["kind"] == "teacher_gone"]
    assert gone == [after.gone]
    assert (back.status_code, back.json()["copied_from"]) == (201, 1)
    assert back.json()["lesson_count"] == first.json()["lesson_count"] > second.json()["lesson_count"]
    assert counts_of(again) == {}
