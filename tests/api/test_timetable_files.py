"""Files of a timetable: read and shown before they count, or refused in words with nothing stored."""

import io
import json
import zipfile
import zlib
from typing import Any
from uuid import uuid4

import pytest
from build import Row, a_year, as_csv
from cast import World, browser
from sqlmodel import select
from timetable_steps import ROWS, a_dry_run, commit, stored, upload

from app.timetable.importers import template
from app.timetable.tables import TimetableImport


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
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency/key-reused")
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
    theirs = await commit(world.eve, found["id"])
    nowhere = await commit(world.eve, str(uuid4()))
    assert (theirs.status_code, theirs.text) == (nowhere.status_code, nowhere.text)
    assert theirs.status_code == 404


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

    assert refused.status_code == 400
    assert refused.json()["type"] == "/problems/idempotency/key-missing"
    assert set(stored(world).values()) == {0}


async def test_what_was_understood_is_kept_and_the_files_are_not(world: World) -> None:
    await upload(world.hana, ("week.csv", as_csv(ROWS)))

    with world.database.reading(world.hana.scope) as session:
        row = session.exec(select(TimetableImport).where(TimetableImport.school_id == world.birch_id)).one()
    kept = json.loads(zlib.decompress(row.understanding))
    assert len(kept["lessons"]) == 4
    assert as_csv(ROWS) not in zlib.decompress(row.understanding)


async def test_signs_that_hide_or_reverse_text_are_not_stored(world: World) -> None:
    await a_year(world.hana)
    rows: list[Row] = [("Zo\u202ee", "Monday", "P1", "7\x01A", "Ma\u2066ths")]
    found = await a_dry_run(world.hana, rows)

    answer = await commit(world.hana, found["id"], days=[{"name": "Monday", "cycle_day": "Monday"}])
    made = (await world.hana.get("/staff?q=Zo")).json()["items"]
    grid = (await world.hana.get(f"/staff/{made[0]['id']}/timetable")).json()

    assert answer.status_code == 201
    assert made[0]["name"] == "Zoe"
    assert [(cell["class_name"], cell["subject"]) for cell in grid["cells"] if cell["kind"] == "lesson"] == [
        ("7 A", "Maths")
    ]
