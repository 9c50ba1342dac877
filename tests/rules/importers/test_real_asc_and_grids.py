"""Whole schools from aSc, Untis and FET's other files, where they are beside the repository: all of it is found."""

import gzip
import re
from pathlib import Path

import pytest
from test_real_schools import SCHOOLS, SHARED, Row, expected, taken

from app.timetable import importers
from app.timetable.importers.understanding import ImportedTimetable, NamedBytes

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/timetables beside the repository")

ASC = SHARED / "asc" / "brazil-institute-pseudonymised.xml"


def read(*paths: Path) -> ImportedTimetable:
    return importers.read(taken(paths))


def test_every_lesson_of_an_institute_with_asc_is_found() -> None:
    found = read(ASC)

    assert sorted(found.rows()) == sorted(expected("asc-brazil-institute"))
    assert len(found.teachers) == len(set(found.teachers)) == 103
    assert list(found.days) == ["Segunda", "Terça", "Quarta", "Quinta", "Sexta"]
    kinds = [problem.kind for problem in found.problems]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"no-teacher": 8, "partial": 18, "clash": 11}
    assert "17 of 515" in next(problem.message for problem in found.problems if problem.kind == "partial")


@pytest.mark.parametrize("codec", ["windows-1252", "windows-1250", "utf-16"])
def test_the_same_file_in_another_encoding_says_the_same(codec: str) -> None:
    text = ASC.read_text("utf-8").replace('encoding="UTF-8"', f'encoding="{codec}"')
    pupils = "".join(letter if letter.encode(codec, "ignore") else "?" for letter in text)

    found = importers.read([NamedBytes("file", pupils.encode(codec))])

    assert len(list(found.rows())) == len(expected("asc-brazil-institute"))
    if codec != "windows-1250":
        assert sorted(found.rows()) == sorted(expected("asc-brazil-institute"))


def test_the_sample_of_untis_has_its_lessons_weeks_and_staff() -> None:
    found = read(SHARED / "untis-xml" / "untis.xml")

    lessons: set[Row] = {row[:4] for row in found.rows() if row[0] in ("CoeJM", "DunHe")}
    assert lessons == {
        ("CoeJM", "A Wednesday", "7", "FOT 11B + 11 + 12 1 + 13"),
        ("CoeJM", "A Wednesday", "8", "FOT 11B + 11 + 12 1 + 13"),
        ("DunHe", "B Thursday", "9", "12"),
        ("DunHe", "B Thursday", "10", "12"),
    }
    assert len([row for row in found.rows() if row[0] == "SmeFr"]) == 10
    assert len(found.teachers) == 125
    assert len(found.days) == 10
    assert (found.days["A Monday"][0].start, found.days["A Monday"][-1].end) == ("07:50", "17:10")


def test_the_dates_of_the_sample_say_the_same_weeks_as_its_letters() -> None:
    text = (SHARED / "untis-xml" / "untis.xml").read_text("utf-8")
    unsaid = re.sub("<week>.</week>|<lesson_date_scheme id=[^>]*/>", "", text)
    assert len(unsaid) < len(text) - 90

    found = importers.read([NamedBytes("file", unsaid.encode())])

    assert list(found.rows()) == list(read(SHARED / "untis-xml" / "untis.xml").rows())


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("which", ["*_teachers.xml", "*_activities.xml"])
def test_fets_other_xml_says_the_same_as_its_table(school: str, which: str) -> None:
    folder = SHARED / "fet" / school
    paths = list(folder.glob(which)) + (list(folder.glob("input.fet.gz")) if "activities" in which else [])

    found = read(*paths)

    assert set(found.rows()) == expected(school)
    assert len(list(found.rows())) == len(expected(school))
    assert set(found.teachers) == set(read(*folder.glob("*_data_and_timetable.fet*")).teachers)


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_run_that_was_stopped_is_said_to_be_partial(school: str) -> None:
    folder = SHARED / "fet" / school
    table = next(folder.glob("csv/*_timetable.csv")).read_bytes().splitlines(keepends=True)
    activities = [path.read_bytes() for path in folder.glob("csv/*_activities.csv")]
    whole = next(folder.glob("*_data_and_timetable.fet*")).read_bytes()
    cut = NamedBytes("cut", b"".join(table[:-20]))

    assert len(activities) == 2
    for beside in (*activities, gzip.decompress(whole) if whole.startswith(b"\x1f\x8b") else whole):
        found = importers.read([cut, NamedBytes("beside", beside)])

        assert any(problem.kind == "partial" for problem in found.problems)
