"""Whole schools' timetables, where they are beside the repository: everything that others found in them is found.

The files are not ours to keep, so they are read from `../shared/timetables`; without that folder these tests say so.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.timetable import importers
from app.timetable.importers import child
from app.timetable.importers.understanding import ImportedTimetable, NamedBytes

SHARED = Path(__file__).resolve().parents[4] / "shared" / "timetables"
SCHOOLS = {
    # folder: teachers, rows without a teacher, which days it has
    "germany-probsteierhagen": (26, 0, "Montag Dienstag Mittwoch Donnerstag Freitag"),
    "spain-ies-secondary": (56, 0, "Lunes Martes Miércoles Jueves Viernes"),
    "uae-ibdp": (104, 5, "Sunday Monday Tuesday Wednesday Thursday"),
}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/timetables beside the repository")

Row = tuple[str, ...]


def trimmed(joined: str) -> str:
    return " + ".join(name.strip() for name in joined.split(" + "))


def expected(school: str) -> set[Row]:
    """Take the rows made independently of us; those without a teacher are problems to us, not lessons."""
    with (SHARED / "expected" / f"{school}.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = {tuple(trimmed(cell) for cell in row) for row in csv.reader(opened)}
    return {row for row in rows if row[0]} - {("teacher", "day", "period", "classes", "subject", "room")}


def taken(paths: Iterable[Path]) -> list[NamedBytes]:
    files = [NamedBytes(path.name, path.read_bytes()) for path in sorted(paths)]
    assert files
    return files


def files_of(school: str, which: str) -> list[NamedBytes]:
    folder = SHARED / "fet" / school
    tables, whole = list(folder.glob("csv/*.csv")), list(folder.glob("*_data_and_timetable.fet*"))
    chosen = {
        "timetable alone": [path for path in tables if path.name.endswith("_timetable.csv")],
        "all tables": tables,
        "fet": whole,
        "tables and fet": tables + whole,
        "folder": [path for path in folder.iterdir() if path.is_file()],
    }
    return taken(chosen[which])


def hold_against(found: ImportedTimetable, school: str) -> None:
    teachers, without_teacher, days = SCHOOLS[school]
    assert set(found.rows()) == expected(school)
    assert len(list(found.rows())) == len(expected(school))
    assert len(found.teachers) == len(set(found.teachers)) == teachers
    assert list(found.days) == days.split()
    assert sum(problem.kind == "no-teacher" for problem in found.problems) == without_teacher
    assert all(problem.kind in ("no-teacher", "unused") for problem in found.problems)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("which", ["timetable alone", "all tables", "fet", "tables and fet", "folder"])
def test_every_lesson_of_a_real_school_is_found(school: str, which: str) -> None:
    hold_against(importers.read(files_of(school, which)), school)


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_same_rows_as_a_plain_table_say_the_same(school: str) -> None:
    rows = (SHARED / "expected" / f"{school}.csv").read_bytes()

    assert set(importers.read([NamedBytes("rows.csv", rows)]).rows()) == expected(school)


@pytest.mark.parametrize("which", ["all tables", "fet"])
def test_the_largest_school_is_read_by_the_child_alike(which: str) -> None:
    hold_against(child.read_in_child(files_of("uae-ibdp", which)), "uae-ibdp")
