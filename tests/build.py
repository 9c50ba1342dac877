"""Builders: a school year and a timetable with good defaults, for tests that need one but are about something else.

Times are the school's wall clock. The year is 2026/27; cast.NOW is Monday 2 November 2026, the first day of its
second half-term.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from cast import NOW, Person, World

from app.school_year import actions as school_year_actions
from app.school_year import queries as school_year
from app.school_year.schemas import YearIn
from app.study import actions as study
from app.timetable import actions, importers
from app.timetable.importers.understanding import NamedBytes
from app.timetable.schemas import Bell, DayMapping, ImportCommit, TeacherMatch

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PERIODS: Mapping[str, tuple[str, str]] = {
    "P1": ("08:45", "09:45"),
    "P2": ("09:45", "10:45"),
    "P3": ("11:05", "12:05"),
    "P4": ("12:05", "13:05"),
    "P5": ("13:50", "14:50"),
}
HALF_TERMS = (
    ("2026-09-02", "2026-10-23"),
    ("2026-11-02", "2026-12-18"),
    ("2027-01-04", "2027-02-12"),
    ("2027-02-22", "2027-03-25"),
    ("2027-04-12", "2027-05-28"),
    ("2027-06-07", "2027-07-21"),
)

Row = tuple[str | Person, *tuple[str, ...]]
"""(teacher, day, period, class[, subject[, room]]); without a class it is a duty, or PPA when the subject is PPA."""


def cycle_days(weeks: int = 1) -> list[str]:
    """The names of the days: Monday to Friday, or A Monday to B Friday."""
    return list(WEEKDAYS) if weeks == 1 else [f"{week} {day}" for week in "ABCDEF"[:weeks] for day in WEEKDAYS]


def year_wish(*, weeks: int = 1, **more: Any) -> dict[str, Any]:
    """The body of POST /years: 2026/27 with one INSET day, unless *more* says otherwise."""
    return {
        "name": "2026/27",
        "half_terms": [{"starts_on": starts_on, "ends_on": ends_on} for starts_on, ends_on in HALF_TERMS],
        "exceptions": [{"held_on": "2026-09-02", "kind": "inset", "note": "Staff only"}],
        "cycle_days": cycle_days(weeks),
        "cycle_follows_weekdays": True,
        "starts_with_week": 1,
    } | more


async def a_year(person: Person, *, weeks: int = 1, **more: Any) -> dict[str, Any]:
    """Add the school year over HTTP as *person* (a head or CPD lead); answers with its JSON."""
    answer = await person.post("/years", year_wish(weeks=weeks, **more))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def a_timetable(
    world: World,
    lessons: Iterable[Row],
    *,
    by: Person | None = None,
    weeks: int = 1,
    periods: Mapping[str, tuple[str, str]] = PERIODS,
    starts_on: str = "2026-09-02",
    ppa_names: Sequence[str] = ("PPA",),
    leadership_names: Sequence[str] = ("Leadership",),
    ect_names: Sequence[str] = ("ECT",),
    rounds_give_way: bool = False,
    **year: Any,
) -> UUID:
    """Import *lessons* and make them the timetable; answers with the version's id.

    Teachers are people of the cast, or names: who is not on the staff is made. Adds the school year if there is none.

    With *rounds_give_way*, what does not fit it any more turns stale, as when it is committed over HTTP.

    >>> a_timetable(world, [(world.amina, "Monday", "P1", "7A", "Maths"), (world.amina, "Monday", "P2", "", "PPA")])
    """
    by = by or world.hana
    rows = list(lessons)
    who = {_teacher(row[0]): row[0].staff_id for row in rows if isinstance(row[0], Person)}
    found = importers.read([NamedBytes("timetable.csv", as_csv(rows))])
    with world.database.writing(by.scope) as session:
        if school_year.perhaps_current_year(session, by.actor, date.fromisoformat(starts_on)) is None:
            school_year_actions.add_year(session, by.actor, YearIn(**year_wish(weeks=weeks, **year)), NOW)
        dry_run = actions.store_import(session, actions.dry_run(by.actor, ["timetable.csv"], found, NOW))
        wish = ImportCommit(
            starts_on=date.fromisoformat(starts_on),
            days=[DayMapping(name=name, cycle_day=name) for name in found.days],
            bells=[
                Bell(cycle_day=day, period=name, start=start, end=end)
                for day in cycle_days(weeks)
                for name, (start, end) in periods.items()
            ],
            teachers=[TeacherMatch(name=name, staff_id=staff_id) for name, staff_id in who.items()],
            ppa_names=list(ppa_names), leadership_names=list(leadership_names), ect_names=list(ect_names),
        )  # fmt: skip
        now = world.app.state.now()

        def give_way(since: date, _staff_ids: Sequence[UUID]) -> None:
            if rounds_give_way:
                study.give_way(session, by.actor, since, now)

        version = actions.adopt(session, by.actor, dry_run.id, wish, now, give_way=give_way)
        return version.id


def as_csv(rows: Iterable[Row]) -> bytes:
    """Rows as our own CSV."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["teacher", "day", "period", "class", "subject", "room"])
    for teacher, *more in rows:
        writer.writerow([_teacher(teacher), *more, *[""] * (5 - len(more))])
    return written.getvalue().encode()


def _teacher(teacher: str | Person) -> str:
    return teacher if isinstance(teacher, str) else teacher.name.capitalize()
