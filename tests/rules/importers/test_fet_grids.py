"""FET's other XML: grids of teachers and of subgroups, and starts that need the `.fet` file to last."""

import pytest
from fet_grids import STARTS, TEACHERS, cell, grid
from school_files import FET_HEADING, activity, fet, fet_row, refused, starts, table, understand

WHAT_THEY_SAY = {
    ("Amina", "Mon", "1", "7A", "Maths", "R1"),
    ("Amina", "Tue", "3", "7A + 7B", "Art, + more", "R1 + R2"),
    ("Ben", "Tue", "3", "7A + 7B", "Art, + more", "R1 + R2"),
    ("Ben", "Mon", "2", "", "On duty", ""),
}


def test_the_grids_of_the_teachers_are_a_timetable() -> None:
    found = understand(TEACHERS)

    assert set(found.rows()) == WHAT_THEY_SAY
    assert found.teachers == ("Amina", "Ben", "Zoe")
    assert len(found.lessons) == 2
    assert list(found.days) == ["Tue", "Mon"]
    assert [period.period for period in found.days["Mon"]] == ["1", "2", "3"]
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("partial", "info")]


def test_the_grids_of_the_subgroups_are_one_without_duties() -> None:
    seven = {
        ("Mon", "1"): cell(1, "Maths", room="R1", teachers="Amina"),
        ("Tue", "3"): cell(2, "Art", teachers="Amina+Ben"),
    }
    both = {("Tue", "3"): cell(2, "Art", teachers="Amina+Ben")}

    found = understand(grid({"7A": seven, "7B": both}, "Subgroup", "Students_Timetable"))

    assert set(found.rows()) == {
        ("Amina", "Mon", "1", "7A", "Maths", "R1"),
        ("Amina", "Tue", "3", "7A + 7B", "Art", ""),
        ("Ben", "Tue", "3", "7A + 7B", "Art", ""),
    }
    assert "duties" in found.problems[0].message


def test_an_old_grid_without_activities_is_read_too() -> None:
    found = understand(
        grid({"Amina": {("Mon", "1"): cell(0, "Maths", "7A")}, "Ben": {("Mon", "1"): cell(0, "Maths", "7A")}})
    )

    assert [lesson.teachers for lesson in found.lessons] == [("Amina", "Ben")]


def test_the_teachers_grids_are_better_than_the_subgroups() -> None:
    groups = grid({"7A": {("Mon", "1"): cell(1, "Maths", teachers="Amina")}}, "Subgroup", "Students_Timetable")

    found = understand(groups, TEACHERS)

    assert set(found.rows()) == WHAT_THEY_SAY
    assert ("file-1", "unused") in [(problem.file, problem.kind) for problem in found.problems]


MATHS = activity(1, "Maths", ["Amina"], ["7A"], duration=2) + activity(2, "Art", ["Ben"], ["7B"])


def test_starts_last_as_long_as_the_fet_file_says() -> None:
    found = understand(STARTS, fet(MATHS))

    assert list(found.rows()) == [
        ("Amina", "Mon", "2", "7A", "Maths", "R1 + R2"),
        ("Amina", "Mon", "3", "7A", "Maths", "R1 + R2"),
        ("Ben", "Tue", "1", "7B", "Art", ""),
    ]
    assert found.problems == ()


def test_starts_of_a_run_that_was_stopped_are_said_to_be_partial() -> None:
    found = understand(STARTS.replace("<Day>Tue</Day>", "<Day></Day>"), fet(MATHS))

    assert len(found.lessons) == 2
    assert [problem.kind for problem in found.problems] == ["partial", "partial"]
    assert "1 of 2" in found.problems[0].message


def test_a_fet_file_with_all_times_does_not_need_the_starts() -> None:
    found = understand(fet(MATHS, times=starts(1, "Tue", "1") + starts(2, "Mon", "1")), STARTS)

    assert {row[1] for row in found.rows() if row[0] == "Amina"} == {"Tue"}
    assert [(problem.file, problem.kind) for problem in found.problems] == [("file-2", "unused")]


def test_grids_of_a_run_that_was_stopped_are_held_against_the_fet_file() -> None:
    found = understand(grid({"Amina": {("Mon", "1"): cell(1, "Maths", "7A")}}), fet(MATHS))

    assert len(found.lessons) == 1
    assert [problem.kind for problem in found.problems] == ["partial"] * 3
    assert "1 of 2 activities" in found.problems[1].message
    assert list(found.days) == ["Mon", "Tue"]


def test_a_table_beside_the_grids_is_better() -> None:
    found = understand(TEACHERS, table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")]))

    assert len(list(found.rows())) == 1
    assert [(problem.file, problem.kind) for problem in found.problems] == [("file-1", "unused")]


def test_starts_alone_and_empty_grids_are_refused_with_what_to_bring() -> None:
    assert "_data_and_timetable.fet" in refused(STARTS).message
    assert "_data_and_timetable.fet" in refused(grid({"Amina": {}})).message
    assert "Two timetables" in refused(TEACHERS, TEACHERS).message


def test_a_broken_grid_or_broken_starts_beside_a_fet_file_are_only_warnings() -> None:
    found = understand(TEACHERS[:200], STARTS[:100], fet(MATHS, times=starts(1, "Mon", "1") + starts(2, "Mon", "1")))

    assert len(found.lessons) == 3
    warnings = [problem.file for problem in found.problems if problem.severity == "warning"]
    assert warnings == ["file-1", "file-2"]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_grid_cut_off_anywhere_is_refused_with_line_and_column(tenth: int) -> None:
    problem = refused(TEACHERS[: len(TEACHERS) * tenth // 10])

    assert problem.file == "file-1"
    assert (problem.line or 0) >= 1
    assert (problem.column or 0) >= 1
