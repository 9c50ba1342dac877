"""Timetables: files are read, looked at, committed; then marks are put on them."""

import io
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from build import PERIODS, Row, a_timetable, a_year, as_csv
from cast import NOW, Person, World, browser
from conftest import Clock
from sqlalchemy import func
from sqlmodel import col, select

from app.kernel.errors import NotFound
from app.occupied import actions as occupied
from app.occupied.errors import NotFree
from app.occupied.rules import OccupiedKind, Stretch
from app.occupied.tables import Occupied
from app.timetable import actions, queries
from app.timetable.errors import AlreadyCommitted, BellsMissing, BellsUnusable, DaysMissing, YearMissing
from app.timetable.importers import template
from app.timetable.schemas import ImportCommit
from app.timetable.tables import Bell, Lesson, LessonTeacher, Mark, TimetableImport, TimetableVersion

ROWS: list[Row] = [
    ("Amina", "Monday", "P1", "7A", "Maths", "M1"),
    ("Amina", "Monday", "P2", "8B", "Maths", "M1"),
    ("Ben", "Monday", "P1", "7B", "PE", "Gym"),
    ("Ben", "Monday", "P2", "", "Lunch duty"),
    ("Amina", "Tuesday", "P1", "", "PPA"),
    ("Zoe Newman", "Tuesday", "P2", "9C", "Art", "A1"),
]
BELLS = [{"period": name, "start": start, "end": end} for name, (start, end) in PERIODS.items()]


async def upload(person: Person, *files: tuple[str, bytes], key: str | None = None) -> httpx.Response:
    return await person.post("/timetable-imports", files=[("files", file) for file in files], key=key)


async def a_dry_run(person: Person, rows: list[Row] = ROWS) -> dict[str, Any]:
    answer = await upload(person, ("week.csv", as_csv(rows)))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def wish(**more: Any) -> ImportCommit:
    days = [{"name": name, "cycle_day": name} for name in ("Monday", "Tuesday")]
    return ImportCommit(**{"starts_on": "2026-09-02", "days": days, "bells": BELLS, "ppa_names": ["PPA"]} | more)


def commit(
    world: World, import_id: str, said: ImportCommit | None = None, *, by: Person | None = None, give_way: Any = None
) -> UUID:
    """Commit as the route does; answers with the version's id."""
    by = by or world.hana
    with world.database.writing(by.scope) as session:
        version = actions.adopt(
            session, by.actor, UUID(import_id), said or wish(), world.app.state.now(),
            give_way=give_way or (lambda *_: None),
        )  # fmt: skip
        return version.id


def stored(world: World) -> dict[str, int]:
    """How many rows of timetables the school has."""
    tables = (TimetableImport, TimetableVersion, Bell, Lesson, LessonTeacher, Mark, Occupied)
    with world.database.reading(world.hana.scope) as session:
        return {
            table.__tablename__: session.exec(
                select(func.count()).select_from(table).where(col(table.school_id) == world.birch_id)
            ).one()
            for table in tables
        }  # fmt: skip


def days_of(world: World, person: Person, day: str) -> list[tuple[str, str, str]]:
    """(kind, from, label) of a person's day."""
    with world.database.reading(person.scope) as session:
        mine = select(Occupied).where(Occupied.staff_id == person.staff_id, Occupied.held_on == date.fromisoformat(day))
        rows = session.exec(mine.order_by(col(Occupied.starts_at))).all()
        return [(row.kind.value, f"{row.starts_at:%H:%M}", row.label) for row in rows]


# ---- reading files -----------------------------------------------------------------------------


async def test_a_file_is_read_and_shown_before_it_counts(world: World) -> None:
    await a_year(world.hana)

    found = await a_dry_run(world.hana)

    assert found["file_names"] == ["week.csv"]
    assert [(day["name"], day["cycle_day"]) for day in found["days"]] == [
        ("Monday", "Monday"), ("Tuesday", "Tuesday"),
    ]  # fmt: skip
    assert (found["lesson_count"], found["class_count"], found["room_count"], found["busy_count"]) == (4, 4, 3, 2)
    teachers = {teacher["name"]: teacher for teacher in found["teachers"]}
    assert teachers["Amina"]["staff_id"] == str(world.amina.staff_id)
    assert (teachers["Amina"]["lesson_count"], teachers["Amina"]["staff_name"]) == (2, "Amina")
    assert teachers["Zoe Newman"]["staff_id"] is None
    assert {"name": "PPA", "count": 1, "has_class": False} in found["subjects"]
    assert found["committed_version_id"] is None
    assert stored(world) | {"timetable_import": 0} == dict.fromkeys(stored(world), 0)
    assert (await world.hana.get(f"/timetable-imports/{found['id']}")).json() == found


async def test_the_templates_can_be_downloaded_by_anyone_and_read_back(world: World) -> None:
    nobody = browser(world.app)

    for kind in ("csv", "xlsx"):
        form = await nobody.get(f"/timetable/template.{kind}")
        read = await upload(world.hana, (f"filled.{kind}", form.content))

        assert form.status_code == 200
        assert "attachment" in form.headers["content-disposition"]
        assert read.status_code == 201
        assert {teacher["name"] for teacher in read.json()["teachers"]} == {row[0] for row in template.ROWS}


async def test_clashes_are_told_and_listed_by_pages(world: World) -> None:
    rows: list[Row] = [("Amina", "Monday", "P1", f"{number}A", f"Subject {number}") for number in range(104)]

    found = await a_dry_run(world.hana, rows)
    pages, after = list[dict[str, Any]](), ""
    while True:
        page = (await world.hana.get(f"/timetable-imports/{found['id']}/problems?limit=50{after}")).json()
        pages += page["items"]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert found["clash_count"] == 103
    assert found["problem_count"] == len(pages) >= 103
    assert found["problems"] == pages[:100]
    clashes = [problem for problem in pages if "two places" in problem["message"]]
    assert all(problem["file"] == "week.csv" and problem["line"] for problem in clashes)


async def test_the_same_upload_twice_is_one_dry_run(world: World) -> None:
    key = str(uuid4())

    first = await upload(world.hana, ("week.csv", as_csv(ROWS)), key=key)
    again = await upload(world.hana, ("week.csv", as_csv(ROWS)), key=key)
    other = await upload(world.hana, ("week.csv", as_csv(ROWS[:2])), key=key)

    assert first.json() == again.json()
    assert (other.status_code, other.json()["type"]) == (409, "/problems/idempotency/key-reused")
    assert stored(world)["timetable_import"] == 1


async def test_only_leads_read_files(world: World) -> None:
    found = await a_dry_run(world.hana)

    assert (await upload(world.amina, ("week.csv", as_csv(ROWS)))).status_code == 403
    assert (await world.grace.get(f"/timetable-imports/{found['id']}")).status_code == 403
    assert (await world.grace.get(f"/timetable-imports/{found['id']}/problems")).status_code == 403


async def test_another_schools_dry_run_is_not_there(world: World) -> None:
    found = await a_dry_run(world.hana)

    answers = [
        await world.eve.get(f"/timetable-imports/{wanted}{rest}")
        for wanted in (found["id"], uuid4()) for rest in ("", "/problems")
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    with pytest.raises(NotFound):
        commit(world, found["id"], by=world.eve)


# ---- bad files ---------------------------------------------------------------------------------


def a_workbook(content: bytes, *, compress: bool = True) -> bytes:
    """A file that looks like a workbook, with *content* as its sheet."""
    written = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(written, "w", how) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", content)
    return written.getvalue()


ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE fet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/passwd">]>
<fet version="6.1.5"><Institution_Name>&b;&file;</Institution_Name></fet>"""
BAD_FILES = {
    "a picture": ("week.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "an empty file": ("week.csv", b""),
    "blanks": ("week.csv", b"  \n \n"),
    "no timetable": ("week.csv", b"name,price\nApple,1\nPear,2\n"),
    "half a workbook": ("week.xlsx", template.as_xlsx()[:2_000]),
    "half a FET file": ("week.fet", b'<?xml version="1.0"?><fet version="6.1"><Days_List><Day><Name>Mo'),
    "UTF-16 cut in half": ("week.csv", as_csv(ROWS).decode().encode("utf-16")[:-1]),
    "a zip bomb": ("week.xlsx", a_workbook(b"<row/>" * 10_000_000)),
    "entities": ("week.fet", ENTITIES),
    "a formula file": ("week.csv", b"=cmd|' /C calc'!A0"),
    "a teacher who is bytes": ("week.csv", b"teacher,day,period,class\n\x00\x01,Monday,P1,7A\n"),
}


@pytest.mark.parametrize("name", BAD_FILES)
async def test_a_bad_file_is_refused_in_words_and_nothing_is_stored(world: World, name: str) -> None:
    refused = await upload(world.hana, BAD_FILES[name])

    assert refused.status_code == 422, refused.text[:500]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["type"] == "/problems/timetable/refused"
    assert all(problem["message"] for problem in refused.json()["problems"])
    assert "root:" not in refused.text
    assert set(stored(world).values()) == {0}


async def test_the_place_of_a_fault_is_named(world: World) -> None:
    refused = await upload(world.hana, ("week.fet", b'<?xml version="1.0"?>\n<fet>\n<Days_List>\n</fet>'))

    problem = refused.json()["problems"][0]
    assert (problem["file"], problem["line"]) == ("week.fet", 4)
    assert problem["column"] is not None


async def test_an_upload_of_fifty_megabytes_is_too_large(world: World) -> None:
    refused = await upload(world.hana, ("week.csv", b"x" * 50_000_000))

    assert refused.status_code == 413
    assert set(stored(world).values()) == {0}


async def test_fifty_megabytes_that_do_not_say_so_are_too_large(world: World) -> None:
    boundary = "b"

    async def body() -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="week.csv"\r\n\r\n'
        for _ in range(50):
            yield b"x" * 1_000_000
        yield b"\r\n--b--\r\n"

    refused = await world.hana.post(
        "/timetable-imports", content=body(), headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )

    assert refused.status_code == 413
    assert set(stored(world).values()) == {0}


async def test_nobody_signed_in_can_upload_nothing(world: World) -> None:
    refused = await browser(world.app).post("/timetable-imports", files=[("files", ("week.csv", b"x" * 500_000))])

    assert refused.status_code == 401


async def test_one_file_may_have_ten_megabytes_and_not_more(world: World) -> None:
    heading = b"teacher,day,period,class\nAmina,Monday,P1,7A\n"

    refused = await upload(world.hana, ("week.csv", heading + b"\n" * (10_000_001 - len(heading))))

    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/timetable/refused"
    assert "10 MB" in refused.json()["detail"]


@pytest.mark.parametrize(("count", "status"), [(0, 422), (13, 422)])
async def test_one_to_twelve_files_are_taken(world: World, count: int, status: int) -> None:
    answer = await upload(world.hana, *[(f"{number}.csv", as_csv(ROWS)) for number in range(count)])

    assert answer.status_code == status
    assert set(stored(world).values()) == {0}


async def test_an_upload_needs_a_key(world: World) -> None:
    refused = await world.hana.client.post("/timetable-imports", files=[("files", ("week.csv", as_csv(ROWS)))])

    assert refused.status_code == 422
    assert refused.json()["type"] == "/problems/idempotency/key-missing"
    assert set(stored(world).values()) == {0}


# ---- committing --------------------------------------------------------------------------------


async def test_a_committed_timetable_fills_everybodys_days_from_today_on(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    version_id = commit(world, found["id"])

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

    commit(world, (await a_dry_run(world.hana))["id"])

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

    commit(world, found["id"], wish(teachers=by_hand))

    assert days_of(world, world.chloe, "2026-11-03") == [("teach", "09:45", "9C"), ("teach", "10:15", "9C")]
    assert days_of(world, world.ben, "2026-11-02") == []
    assert len((await world.hana.get("/staff?q=Ben")).json()["items"]) == 2


async def test_a_teacher_of_another_school_cannot_be_matched(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    before = stored(world)

    for staff_id in (world.eve.staff_id, uuid4()):
        with pytest.raises(NotFound):
            commit(world, found["id"], wish(teachers=[{"name": "Ben", "staff_id": staff_id}]))

    assert stored(world) == before


async def test_a_file_is_committed_once(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    commit(world, found["id"])
    before = stored(world)

    with pytest.raises(AlreadyCommitted) as refusal:
        commit(world, found["id"])

    assert refusal.value.number == 1
    assert stored(world) == before


async def test_periods_without_times_are_asked_for(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    before = stored(world)

    with pytest.raises(BellsMissing) as refusal:
        commit(world, found["id"], wish(bells=[BELLS[1], BELLS[0] | {"cycle_day": "Tuesday"}]))

    assert refusal.value.periods == [{"cycle_day": "Monday", "period": "P1"}]
    assert "P1 on Monday" in str(refusal.value)
    assert stored(world) == before


async def test_times_in_the_file_need_not_be_said(world: World) -> None:
    await a_year(world.hana)
    file = b"teacher,day,period,class,start,end\nAmina,Monday,P1,7A,09:00,09:50\nAmina,Tuesday,P1,7A,09:10,10:00\n"
    found = (await upload(world.hana, ("week.csv", file))).json()

    commit(world, found["id"], wish(bells=[BELLS[4]]))

    assert [starts for _, starts, _ in days_of(world, world.amina, "2026-11-02")] == ["09:00", "09:30"]
    assert [starts for _, starts, _ in days_of(world, world.amina, "2026-11-03")] == ["09:10", "09:40"]


async def test_what_the_school_says_of_a_day_goes_before_what_it_says_of_all(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    tuesday = {"cycle_day": "Tuesday", "period": "P1", "start": "09:00", "end": "09:40"}

    version_id = commit(world, found["id"], wish(bells=[*BELLS, tuesday]))

    with world.database.reading(world.hana.scope) as session:
        bells = queries.bells(session, world.hana.actor, version_id)
    first = {day: f"{of_day[0].starts:%H:%M}" for day, of_day in bells.items()}
    assert first == {"Monday": "08:45", "Tuesday": "09:00"}


@pytest.mark.parametrize(
    ("start", "end", "pointer"),
    [
        ("09:45", "08:45", "/body/bells/0/end"), ("08:45", "08:45", "/body/bells/0/end"),
        ("05:59", "06:45", "/body/bells/0/start"), ("21:45", "22:01", "/body/bells/0/start"),
    ],
)  # fmt: skip
async def test_bells_that_cannot_be_are_refused(world: World, start: str, end: str, pointer: str) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)

    with pytest.raises(BellsUnusable) as refusal:
        commit(world, found["id"], wish(bells=[{"period": "P1", "start": start, "end": end}]))

    assert [fault.pointer for fault in refusal.value.errors] == [pointer]


async def test_bells_from_six_to_ten_at_night_are_allowed(world: World) -> None:
    await a_year(world.hana)
    found = await a_dry_run(world.hana)
    bells = [{"period": "P1", "start": "06:00", "end": "07:00"}, {"period": "P2", "start": "21:00", "end": "22:00"}]

    assert commit(world, found["id"], wish(bells=bells))


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

    with pytest.raises(DaysMissing) as refusal:
        commit(world, found["id"], wish(days=[{"name": name, "cycle_day": day} for name, day in days]))

    assert (refusal.value.days, refusal.value.unknown, refusal.value.twice) == expected


async def test_one_week_of_a_file_can_be_both_weeks_of_the_cycle(world: World) -> None:
    await a_year(world.hana, weeks=2)
    found = await a_dry_run(world.hana)
    both = [{"name": day, "cycle_day": f"{week} {day}"} for week in "AB" for day in ("Monday", "Tuesday")]

    commit(world, found["id"], wish(days=both))

    assert days_of(world, world.amina, "2026-11-02") == days_of(world, world.amina, "2026-11-09") != []


async def test_a_timetable_needs_a_school_year(world: World) -> None:
    found = await a_dry_run(world.hana)

    with pytest.raises(YearMissing):
        commit(world, found["id"])
    await a_year(world.hana)
    with pytest.raises(YearMissing):
        commit(world, found["id"], wish(starts_on="2026-09-01"))
    assert commit(world, found["id"], wish(starts_on="2027-07-21"))


async def test_ppa_with_a_class_is_ppa_and_no_lesson(world: World) -> None:
    await a_year(world.hana)
    rows: list[Row] = [("Amina", "Monday", "P1", "Staff", "ppa "), ("Amina", "Tuesday", "P1", "7A", "Art")]
    found = await a_dry_run(world.hana, rows)

    version_id = commit(world, found["id"])

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


# ---- versions ----------------------------------------------------------------------------------


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
    asked = []

    commit(world, found["id"], give_way=lambda since, staff_ids: asked.append((since, set(staff_ids))))

    assert len(asked) == 1
    assert asked[0][0] == date(2026, 11, 2)
    assert {world.amina.staff_id, world.ben.staff_id} <= asked[0][1]


async def test_a_version_that_would_lay_ppa_on_something_planned_is_refused_whole(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    a_booking(world.amina, world, datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    found = await a_dry_run(world.hana, [("Amina", "Monday", "P1", "", "PPA")])
    before = stored(world)

    with pytest.raises(NotFree):
        commit(world, found["id"], wish(days=[{"name": "Monday", "cycle_day": "Monday"}]))

    assert stored(world) == before


async def test_which_version_is_in_force_on_a_day(world: World) -> None:
    first = a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    second = a_timetable(world, [(world.amina, "Monday", "P1", "8B")], starts_on="2027-01-04")

    with world.database.reading(world.hana.scope) as session:
        actor = world.hana.actor
        in_force = {day: queries.version_on(session, actor, date.fromisoformat(day)).id for day in
                    ("2026-09-02", "2027-01-03", "2027-01-04", "2027-07-21")}  # fmt: skip

    assert list(in_force.values()) == [first, first, second, second]


# ---- the teacher's grid and marks --------------------------------------------------------------


async def grid_of(asker: Person, person: Person) -> httpx.Response:
    return await asker.get(f"/staff/{person.staff_id}/timetable")


async def set_marks(asker: Person, person: Person, *marks: dict[str, Any], version: int | None = 1) -> httpx.Response:
    return await asker.put(f"/staff/{person.staff_id}/marks", {"marks": list(marks)}, version=version)


def mark(period: str | None, kind: str = "ppa", cycle_day: str = "Monday", note: str = "") -> dict[str, Any]:
    return {"cycle_day": cycle_day, "period": period, "kind": kind, "note": note}


async def test_a_teacher_sees_their_whole_cycle(world: World) -> None:
    a_timetable(
        world,
        [
            (world.amina, "Monday", "P1", "7A", "Maths", "M1"), (world.ben, "Monday", "P1", "7A", "Maths", "M1"),
            (world.amina, "Monday", "P2", "", "PPA"), (world.amina, "Tuesday", "P5", "", "Bus duty"),
        ],
    )  # fmt: skip

    answer = await grid_of(world.amina, world.amina)

    grid = answer.json()
    assert answer.headers["etag"] == '"1"'
    cells = {(cell["cycle_day"], cell["period"]): cell for cell in grid["cells"]}
    assert len(cells) == 25
    assert cells["Monday", "P1"] == {
        "cycle_day": "Monday", "period": "P1", "kind": "lesson", "class_name": "7A", "subject": "Maths", "room": "M1",
        "with_teachers": ["Ben"],
    }  # fmt: skip
    assert [cells[slot]["kind"] for slot in (("Monday", "P2"), ("Tuesday", "P5"), ("Friday", "P5"))] == [
        "ppa", "duty", "free",
    ]  # fmt: skip
    assert (grid["teaching_minutes"], grid["ppa_minutes"], grid["ppa_minutes_needed"]) == (60, 60, 6)
    assert [day["cycle_day"] for day in grid["days"]] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert grid["days"][0]["periods"][4] == {"period": "P5", "start": "13:50", "end": "14:50"}


async def test_who_may_see_a_teachers_timetable(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    askers = (world.amina, world.hana, world.dev, world.grace)
    allowed = [(await grid_of(asker, world.amina)).status_code for asker in askers]
    colleague = await grid_of(world.ben, world.amina)
    foreign = await grid_of(world.eve, world.amina)
    nobody = await world.eve.get(f"/staff/{uuid4()}/timetable")

    assert allowed == [200, 200, 200, 200]
    assert colleague.status_code == 403
    assert foreign.status_code == 404
    assert foreign.text == nobody.text


async def test_without_a_timetable_there_is_no_grid_and_nothing_to_mark(world: World) -> None:
    grid = await grid_of(world.amina, world.amina)
    marks = await set_marks(world.hana, world.amina, mark("P1"))

    assert (grid.status_code, grid.json()["type"]) == (404, "/problems/timetable/not-there")
    assert (marks.status_code, marks.json()["type"]) == (409, "/problems/timetable/none")


async def test_marks_close_a_teachers_time_from_today_on(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.amina, "Monday", "P2", "", "PPA")])

    answer = await set_marks(
        world.grace, world.amina, mark("P3"), mark("P4", "leadership"), mark(None, "off", "Friday"),
        mark("P1", "duty", "Tuesday", "Gate"),
    )  # fmt: skip

    assert answer.status_code == 200
    assert (answer.json()["staff_version"], answer.headers["etag"]) == (2, '"2"')
    assert [found[:2] for found in days_of(world, world.amina, "2026-11-02")] == [
        ("teach", "08:45"), ("teach", "09:15"), ("ppa", "11:05"), ("leadership", "12:05"),
    ]  # fmt: skip
    assert days_of(world, world.amina, "2026-11-03") == [("duty", "08:45", "Gate")]
    assert days_of(world, world.amina, "2026-11-06") == [("off", "06:00", "")]
    assert {found["kind"] for found in answer.json()["cells"] if found["cycle_day"] == "Friday"} == {"off"}


async def test_a_day_off_stays_one_on_an_inset_day(world: World) -> None:
    inset = [{"held_on": "2026-11-06", "kind": "inset"}]
    rows: list[Row] = [(world.amina, "Monday", "P1", "7A"), (world.amina, "Friday", "P1", "", "PPA")]
    a_timetable(world, rows, exceptions=inset)

    await set_marks(world.hana, world.amina, mark(None, "off", "Friday"))

    assert days_of(world, world.amina, "2026-11-06") == [("off", "06:00", "")]


@pytest.mark.parametrize(
    "bad", [mark("P1", "ppa"), mark("P1", "duty"), mark("P1", "ect"), mark("P1", "leadership"), mark(None, "off")]
)
async def test_a_mark_cannot_lie_on_a_lesson(world: World, bad: dict[str, Any]) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    before = stored(world)

    refused = await set_marks(world.hana, world.amina, bad)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/mark-meets-lesson")
    assert {name: refused.json()[name] for name in ("cycle_day", "period", "class_name")} == {
        "cycle_day": "Monday", "period": "P1", "class_name": "7A",
    }  # fmt: skip
    assert stored(world) == before


async def test_a_clash_of_the_file_does_not_keep_other_marks_from_being_set(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A"), (world.amina, "Monday", "P1", "", "PPA")])

    kept = await set_marks(world.hana, world.amina, mark("P1", "ppa", note="PPA"), mark("P2"))

    assert kept.status_code == 200
    assert [found[0] for found in days_of(world, world.amina, "2026-11-02")] == ["ppa", "ppa"]


@pytest.mark.parametrize(
    ("bad", "pointer"),
    [
        (mark("P9"), "/body/marks/0/period"), (mark("P1", cycle_day="Sunday"), "/body/marks/0/cycle_day"),
        (mark(None, "ppa"), "/body/marks/0/period"),
    ],
)  # fmt: skip
async def test_marks_on_nothing_are_refused(world: World, bad: dict[str, Any], pointer: str) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])

    refused = await set_marks(world.hana, world.amina, bad)
    twice = await set_marks(world.hana, world.amina, mark("P2"), mark("P2", "duty"))

    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/timetable/marks-unusable")
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]
    assert [fault["pointer"] for fault in twice.json()["errors"]] == ["/body/marks/1/period"]


async def test_a_mark_cannot_lie_on_something_planned(world: World) -> None:
    a_timetable(world, [(world.amina, "Tuesday", "P1", "7A")])
    a_booking(world.amina, world, datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
    before = stored(world)

    refused = await set_marks(world.hana, world.amina, mark("P1"))
    beside = await set_marks(world.hana, world.amina, mark("P3"))

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/timetable/mark-meets-round")
    assert refused.json()["rounds"] == [{"held_on": "2026-11-09", "name": "Amina", "what": "Observes a colleague"}]
    assert beside.status_code == 200
    assert stored(world)["occupied"] > before["occupied"]


async def test_what_is_booked_on_a_lesson_stays_when_other_marks_change(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])
    ref_id = uuid4()
    with world.database.writing(world.amina.scope) as session:
        first = session.exec(
            select(Occupied).where(Occupied.staff_id == world.amina.staff_id, Occupied.held_on == date(2026, 11, 9))
        ).first()
        assert first is not None
        occupied.release_lesson(session, first, ref_id)
    a_booking(world.amina, world, datetime(2026, 11, 9, 8, 45, tzinfo=UTC), minutes=30, ref_id=ref_id)

    answer = await set_marks(world.hana, world.amina, mark("P5"))

    assert answer.status_code == 200
    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(
            select(Occupied).where(Occupied.staff_id == world.amina.staff_id, Occupied.held_on == date(2026, 11, 9))
        ).all()
    assert sorted((row.kind.value, row.is_released, row.ref_id == ref_id) for row in rows) == [
        ("observe", False, True), ("ppa", False, False), ("teach", False, False), ("teach", True, True),
    ]  # fmt: skip


async def test_marks_need_the_version_they_were_made_on(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    without = await set_marks(world.hana, world.amina, mark("P2"), version=None)
    first = await set_marks(world.hana, world.amina, mark("P2"))
    stale = await set_marks(world.hana, world.amina, mark("P3"))

    assert (without.status_code, first.status_code, stale.status_code) == (428, 200, 412)
    assert [found["period"] for found in (await grid_of(world.amina, world.amina)).json()["marks"]] == ["P2"]


async def test_who_may_set_marks(world: World) -> None:
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    assert (await set_marks(world.amina, world.amina, mark("P2"))).status_code == 403
    assert (await set_marks(world.eve, world.amina, mark("P2"))).status_code == 404
    assert (await world.hana.put(f"/staff/{uuid4()}/marks", {"marks": []}, version=1)).status_code == 404


async def test_marks_of_the_summer_go_to_the_timetable_that_comes(world: World, clock: Clock) -> None:
    clock.instant = NOW - timedelta(days=90)
    a_timetable(world, [(world.amina, "Monday", "P1", "7A")])

    answer = await set_marks(world.hana, world.amina, mark("P2"))

    assert answer.status_code == 200
    assert days_of(world, world.amina, "2026-09-07")[-1][:2] == ("ppa", "08:45"), "summer time"


def a_booking(
    person: Person, world: World, starts_at: datetime, *, minutes: int = 30, ref_id: UUID | None = None
) -> None:
    with world.database.writing(person.scope) as session:
        occupied.occupy(
            session, person.actor,
            Stretch(
                person.staff_id, person.person_id, OccupiedKind.OBSERVE, starts_at.date(), starts_at,
                starts_at + timedelta(minutes=minutes), ref_id=ref_id or uuid4(),
            ),
        )  # fmt: skip


def test_what_was_understood_is_kept_small(world: World) -> None:
    with world.database.writing(world.hana.scope) as session:
        from app.timetable.importers import read
        from app.timetable.importers.understanding import NamedBytes

        found = read([NamedBytes("week.csv", as_csv(ROWS * 1))])
        row = actions.store_import(session, world.hana.actor, ["week.csv"], found, NOW)
        assert queries.understanding(row) == found
        assert len(row.understanding) < len(zlib.decompress(row.understanding))
