"""The staff timetable of SIMS: a column a period, two lines a teacher, as CSV and as a workbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from school_files import refused, sheet_row, understand, workbook

from app.timetable import importers
from app.timetable.importers.understanding import ImportedTimetable, ImportRefused, NamedBytes

TITLES = "All Staff Timetable,,,,,\nAcademic year,,,,,\n,,,,,\nOne day,,,,,\n"
HEADING = "Email,1Mon:1,1Mon:2,2Mon:1,2Fri:Tut,1Mon:Break\n"
SHEET = (
    TITLES
    + HEADING
    + "ann@school.test,10B/Ar1,13A/Ar1,9A/Ar1,10B,Duty\n,O3,O6,O3,O3,Yard\n"
    + "ben@school.test,PPA,SLT,9A/Ar1,,\n,,,O3,,\n"
    + "cy@school.test,,,,,\n,,,,,\n"
)


def rows(found: ImportedTimetable) -> set[tuple[str, ...]]:
    return set(found.rows())


def test_two_lines_a_teacher_are_classes_and_rooms() -> None:
    found = understand(SHEET)

    assert found.source == "SIMS staff timetable"
    assert found.teachers == ("ann@school.test", "ben@school.test", "cy@school.test")
    assert {day: [period.period for period in periods] for day, periods in found.days.items()} == {
        "A Mon": ["1", "2", "Break"], "B Mon": ["1"], "B Fri": ["Tut"],
    }  # fmt: skip
    assert rows(found) == {
        ("ann@school.test", "A Mon", "1", "10B/Ar1", "", "O3"),
        ("ann@school.test", "A Mon", "2", "13A/Ar1", "", "O6"),
        ("ann@school.test", "B Mon", "1", "9A/Ar1", "", "O3"),
        ("ben@school.test", "B Mon", "1", "9A/Ar1", "", "O3"),
        ("ann@school.test", "B Fri", "Tut", "10B", "", "O3"),
        ("ann@school.test", "A Mon", "Break", "", "Duty", "Yard"),
        ("ben@school.test", "A Mon", "1", "", "PPA", ""),
        ("ben@school.test", "A Mon", "2", "", "SLT", ""),
    }
    assert found.problems == ()


def test_two_teachers_of_one_class_in_one_room_teach_together() -> None:
    lesson = next(lesson for lesson in understand(SHEET).lessons if lesson.day == "B Mon")

    assert lesson.teachers == ("ann@school.test", "ben@school.test")


def test_names_that_are_filled_down_say_the_same_as_names_on_every_other_line() -> None:
    filled = [line.split(",") for line in SHEET.splitlines()]
    for above, below in zip(filled[5::2], filled[6::2], strict=True):
        below[0] = above[0]
    text = "\n".join(map(",".join, filled)) + "\n"

    assert rows(understand(text)) == rows(understand(SHEET))
    assert rows(understand(text + HEADING + "Total,,,,,\n")) == rows(understand(SHEET))
    assert understand(text).teachers == understand(SHEET).teachers


def test_two_lines_that_are_not_one_below_the_other_are_two_of_one_line() -> None:
    found = understand("Name,Mon:1,Mon:2\nAnn,7A M1,\nBen,8B M2,\nAnn,,7C M1\nBen,,8D M2\n")

    assert {(row[0], row[3], row[5]) for row in found.rows()} == {
        ("Ann", "7A", "M1"), ("Ben", "8B", "M2"), ("Ann", "7C", "M1"), ("Ben", "8D", "M2"),
    }  # fmt: skip


def test_one_week_has_no_letters() -> None:
    found = understand(SHEET.replace("2Mon:1", "1Tue:1").replace("2Fri", "1Fri"))

    assert list(found.days) == ["Mon", "Tue", "Fri"]


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Name,Mon1:1,Mon2:1", ["A Mon", "B Mon"]),
        ("Code,MonA:1,MonB:1", ["A Mon", "B Mon"]),
        ("Staff,A Mon:1,B Mon:1", ["A Mon", "B Mon"]),
        ("Staff,Week 1 Monday:1,Week 2 Monday:1", ["A Monday", "B Monday"]),
        ("Staff,Monday:P1,Tuesday:P1", ["Monday", "Tuesday"]),
        ("Lehrkraft,Mo:1,Di:1", ["Mo", "Di"]),
    ],
)
def test_weeks_and_days_are_known_in_every_spelling(heading: str, days: list[str]) -> None:
    found = understand(f"{heading}\nAnn,7A,8B\n,M1,M2\n")

    assert list(found.days) == days
    assert [(row[1], row[3], row[5]) for row in found.rows()] == [(days[0], "7A", "M1"), (days[1], "8B", "M2")]


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ("10B/Ar1 O3", ("10B/Ar1", "", "O3")),
        ("10B/Ar1 (O3)", ("10B/Ar1", "", "O3")),
        ("7A Maths M1", ("7A", "Maths", "M1")),
        ("7A", ("7A", "", "")),
        ('"7A\nM1"', ("7A", "", "M1")),
        ('"7A\nMaths\nM1"', ("7A", "Maths", "M1")),
        ('"10B/Ar1, 10C/Ar1"', ("10B/Ar1 + 10C/Ar1", "", "")),
        ("PPA", ("", "PPA", "")),
        ("SLT 2", ("", "SLT 2", "")),
        ("Duty", ("", "Duty", "")),
    ],
)
def test_one_line_a_teacher_has_class_and_room_in_one_cell(cell: str, row: tuple[str, ...]) -> None:
    found = understand(f"Name,Mon:1,Mon:2\nAnn,{cell},\nBen,,9Z\n")

    assert [each[3:] for each in found.rows() if each[0] == "Ann"] == [row]


def test_days_may_stand_above_their_periods() -> None:
    found = understand("Staff;Mon;;Tue;\n;1;2;1;2\nAnn;7A;8B;;PPA\n;M1;M2;;\n")

    assert rows(found) == {
        ("Ann", "Mon", "1", "7A", "", "M1"), ("Ann", "Mon", "2", "8B", "", "M2"), ("Ann", "Tue", "2", "", "PPA", ""),
    }  # fmt: skip


def test_a_workbook_says_the_same_and_a_merged_cell_stands_for_all_its_periods() -> None:
    lines = [
        ["All Staff Timetable"], ["Email", "1Mon:1", "1Mon:2", "1Mon:3"], ["ann@school.test", "10B/Ar1", "", "PPA"],
        ["", "O3", "", ""],
    ]  # fmt: skip
    merged = '</sheetData><mergeCells><mergeCell ref="B3:C3"/><mergeCell ref="B4:C4"/></mergeCells><sheetData>'
    sheet = "".join(sheet_row(number, cells) for number, cells in enumerate(lines, start=1)) + merged

    found = understand(workbook(sheet))

    assert rows(found) == {
        ("ann@school.test", "Mon", "1", "10B/Ar1", "", "O3"), ("ann@school.test", "Mon", "2", "10B/Ar1", "", "O3"),
        ("ann@school.test", "Mon", "3", "", "PPA", ""),
    }  # fmt: skip


def test_columns_behind_and_lines_below_are_told_and_left_out() -> None:
    found = understand("Name,Mon:1,Mon:2,Load\nAnn,7A,8B,22\n,M1,M2,\nTotal,,,22\n")

    assert found.teachers == ("Ann",)
    assert "Load" in found.problems[0].message


def test_the_heading_may_come_again_on_every_page() -> None:
    found = understand(SHEET + HEADING + "di@school.test,7C,,,,\n,M1,,,,\n")

    assert found.teachers[-1] == "di@school.test"
    assert len(found.teachers) == 4


def test_a_column_that_is_there_twice_is_read_once_and_told() -> None:
    found = understand("Name,Mon:1,Mon:1,Mon:2\nAnn,7A,8B,9C\n,M1,M2,M3\n")

    assert [row[3] for row in found.rows()] == ["7A", "9C"]
    assert (found.problems[0].kind, found.problems[0].column) == ("repeated", 3)


def test_the_same_person_in_two_blocks_is_a_clash_and_both_lessons_stay() -> None:
    found = understand("Name,Mon:1,Mon:2\nAnn,7A,\n,M1,\nAnn,8B,\n,M2,\n")

    assert [problem.kind for problem in found.problems] == ["clash"]
    assert len(found.lessons) == 2


def test_a_sheet_without_names_is_refused() -> None:
    assert "No names" in refused("Email,1Mon:1,1Mon:2\n,10B/Ar1,13A/Ar1\n").message


def test_a_sheet_with_nothing_in_it_is_refused() -> None:
    assert "no class and no duty" in refused(TITLES + HEADING + "ann@school.test,,,,,\n").message


@pytest.mark.parametrize("part", range(11))
def test_a_sheet_cut_at_any_tenth_is_read_in_part_or_refused(part: int) -> None:
    cut = SHEET.encode()[: len(SHEET) * part // 10]
    try:
        found = importers.read([NamedBytes("cut.csv", cut)])
    except ImportRefused as refusal:
        assert refusal.problems
    else:
        assert rows(found) <= rows(understand(SHEET)) or any(problem.kind == "partial" for problem in found.problems)


@given(st.lists(st.lists(st.sampled_from(["", "7A", "Mon:1", "2Tue:Tut", "PPA", "O3", "Ann", '"', "+", "é\u202e"]))))
def test_no_grid_of_such_cells_breaks_the_reader(cells: list[list[str]]) -> None:
    text = "Name,Mon:1,Mon:2\n" + "\n".join(",".join(row) for row in cells)
    try:
        found = importers.read([NamedBytes("x.csv", text.encode())])
    except ImportRefused as refusal:
        assert refusal.problems
    else:
        assert all(row[0] in found.teachers and row[1] in found.days for row in found.rows())
