"""Plain tables in which weeks A and B are columns: of the classes of each week, or of marks beside the class."""

import pytest
from school_files import refused, sheet_row, understand, workbook

from app.timetable import importers
from app.timetable.importers import week_columns
from app.timetable.importers.understanding import ColumnChoice, Hints, NamedBytes

TWO_WEEKS = {
    ("Amina", "A Monday", "P1", "7A", "", ""), ("Amina", "B Monday", "P1", "8B", "", ""),
    ("Ben", "A Monday", "P1", "9C", "", ""), ("Ben", "B Tuesday", "P1", "9C", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [("Week A", "Week B"), ("Wk1", "Wk2"), ("A", "B"), ("week 1", "WEEK 2"), ("Wk A", "wk_b"), ("Woche A", "Woche B"),
     ("Class (Week A)", "Class (Week B)"), ("A week", "B week"), ("W1", "W2"), ("Semaine 1", "Semaine 2"),
     ("Odd week", "Even week"), ("Týden A", "Týden B")],
)  # fmt: skip
def test_each_week_may_have_a_column_that_holds_its_class(first: str, second: str) -> None:
    found = understand(
        f"teacher,day,period,{first},{second}\nAmina,Monday,P1,7A,8B\nBen,Monday,P1,9C,\nBen,Tuesday,P1,,9C\n"
    )

    assert set(found.rows()) == TWO_WEEKS
    assert list(found.days) == ["A Monday", "B Monday", "B Tuesday"]
    assert not [problem for problem in found.problems if problem.severity != "info"]


def test_the_columns_may_stand_anywhere_and_in_a_workbook() -> None:
    rows = [["Week B", "teacher", "Week A", "day", "period"], ["8B", "Amina", "7A", "Monday", "P1"],
            ["", "Ben", "9C", "Monday", "P1"], ["9C", "Ben", "", "Tuesday", "P1"]]  # fmt: skip
    as_text = "".join(",".join(cells) + "\n" for cells in rows)

    assert set(understand(as_text).rows()) == TWO_WEEKS
    sheet = "".join(sheet_row(number, cells) for number, cells in enumerate(rows, start=1))
    assert set(understand(workbook(sheet)).rows()) == TWO_WEEKS


def test_subject_and_room_are_those_of_both_weeks_and_the_same_class_is_in_both() -> None:
    found = understand("teacher,day,period,subject,room,Week A,Week B\nAmina,Monday,P1,Maths,R1,7A,7A\n")

    assert set(found.rows()) == {
        ("Amina", "A Monday", "P1", "7A", "Maths", "R1"), ("Amina", "B Monday", "P1", "7A", "Maths", "R1"),
    }  # fmt: skip


def test_a_row_without_a_class_is_a_duty_where_it_says_which_and_a_free_period_where_it_does_not() -> None:
    found = understand(
        "teacher,day,period,subject,Week A,Week B\nAmina,Monday,P1,PPA,,\nAmina,Monday,P2,,,\nAmina,Monday,P3,Art,7A,\n"
    )

    assert set(found.rows()) == {
        ("Amina", "A Monday", "P1", "", "PPA", ""), ("Amina", "B Monday", "P1", "", "PPA", ""),
        ("Amina", "A Monday", "P3", "7A", "Art", ""),
    }  # fmt: skip


@pytest.mark.parametrize("yes", ["x", "X", "1", "yes", "✓", "A"])
@pytest.mark.parametrize("no", ["", "no", "-", "0"])
def test_beside_a_class_the_columns_hold_marks(yes: str, no: str) -> None:
    in_b = "B" if yes == "A" else yes
    found = understand(
        f"teacher,day,period,class,Week A,Week B\nAmina,Monday,P1,7A,{yes},{no}\nAmina,Monday,P1,8B,{no},{in_b}\n"
        f"Ben,Monday,P1,9C,{yes},{in_b}\n"
    )

    assert {row[:4] for row in found.rows()} == {
        ("Amina", "A Monday", "P1", "7A"), ("Amina", "B Monday", "P1", "8B"),
        ("Ben", "A Monday", "P1", "9C"), ("Ben", "B Monday", "P1", "9C"),
    }  # fmt: skip
    assert not [problem for problem in found.problems if problem.severity != "info"]


def test_a_row_that_is_marked_for_neither_week_is_told_and_left_out() -> None:
    found = understand("teacher,day,period,class,Wk1,Wk2\nAmina,Monday,P1,7A,x,\nBen,Monday,P1,8B,,\n")

    assert {row[:4] for row in found.rows()} == {("Amina", "A Monday", "P1", "7A")}
    assert [(one.line, one.column) for one in found.problems if one.severity == "warning"] == [(3, 5)]


def test_what_is_no_mark_beside_a_class_is_told_and_not_read() -> None:
    found = understand("teacher,day,period,class,A,B\nAmina,Monday,P1,7A,hall,gym\n")

    assert {row[:4] for row in found.rows()} == {("Amina", "Monday", "P1", "7A")}
    assert [(one.line, one.column) for one in found.problems if one.severity == "warning"] == [(1, 5)]


@pytest.mark.parametrize(
    ("heading", "row"),
    [("Week A", "7A"), ("Week A,Week A", "7A,7A"), ("Week A,Week B", "x,x"), ("Wk1,Wk3", "7A,7B"),
     ("Week A,Week B,Wk1", "7A,8B,9C")],
)  # fmt: skip
def test_where_no_class_can_be_told_the_heading_is_refused(heading: str, row: str) -> None:
    problem = refused(f"teacher,day,period,{heading}\nAmina,Monday,P1,{row}\n")

    assert (problem.line, "“class”" in problem.message) == (1, True)


def test_a_column_that_names_the_week_goes_before_columns_of_weeks() -> None:
    found = understand("teacher,day,period,class,week,A,B\nAmina,Monday,P1,7A,B,,\n")

    assert {row[:4] for row in found.rows()} == {("Amina", "B Monday", "P1", "7A")}


def test_a_heading_on_every_page_is_no_class() -> None:
    page = "teacher,day,period,Week A,Week B\nAmina,Monday,P1,7A,8B\n"

    assert {row[3] for row in understand(page * 3).rows()} == {"7A", "8B"}


@pytest.mark.parametrize(
    ("row", "line", "column"),
    [("Amina,,P1,7A,8B", 3, 2), ("Amina,Monday,,7A,8B", 3, 3), (",,,7A,", 3, 2), (f"Amina,Monday,P1,7A,{'x' * 501}", 3, 5)],
)  # fmt: skip
def test_a_row_that_cannot_be_placed_is_told_with_its_cell(row: str, line: int, column: int) -> None:
    found = understand(f"teacher,day,period,Week A,Week B\nBen,Monday,P2,9C,9C\n{row}\n")

    assert [(one.line, one.column) for one in found.problems if one.severity == "warning"] == [(line, column)]


@pytest.mark.parametrize("chosen", ["Week A", "Week B"])
def test_who_chooses_one_of_the_columns_for_the_class_has_chosen_both(chosen: str) -> None:
    strange = "Who,When,Slot,Week A,Week B\nAmina,Monday,P1,7A,8B\n"
    choice = ColumnChoice((), (("Who", "teacher"), ("When", "day"), ("Slot", "period"), (chosen, "class")))

    found = importers.read([NamedBytes("f", strange.encode())], Hints(columns=(choice,)))

    assert {row[1:4] for row in found.rows()} == {("A Monday", "P1", "7A"), ("B Monday", "P1", "8B")}


@pytest.mark.parametrize("heading", ["", "week", "Room A", "Group A", "ab", "Week C", "Week 10", "A1", "Class A"])
def test_other_headings_are_no_weeks(heading: str) -> None:
    assert week_columns.find([heading, "Week A", "Week B"]) is not None
    assert week_columns.find([heading, "Week B"]) is None


@pytest.mark.parametrize(
    ("first", "second"), [("Sem A", "Sem B"), ("A sem", "B sem"), ("Class (sem. A)", "Class (sem. B)")]
)
def test_letters_make_weeks_of_sem(first: str, second: str) -> None:
    found = week_columns.find([first, second])

    assert found is not None
    assert found.places == {"A": 0, "B": 1}


@pytest.mark.parametrize(("first", "second"), [("Sem 1", "Sem 2"), ("Sem I", "Sem II"), ("1 sem", "2 sem")])
def test_halves_of_a_year_are_no_weeks(first: str, second: str) -> None:
    assert week_columns.find([first, second]) is None


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "- -"])
def test_dashes_where_a_class_would_stand_are_no_class(dash: str) -> None:
    found = understand(
        f"teacher,day,period,subject,Week A,Week B\nAmina,Monday,P1,Art,{dash},8B\nAmina,Monday,P2,Art,7A,{dash}\n"
        f"Ben,Monday,P1,PPA,{dash},{dash}\nBen,Monday,P2,,{dash},{dash}\n"
    )

    assert set(found.rows()) == {
        ("Amina", "B Monday", "P1", "8B", "Art", ""), ("Amina", "A Monday", "P2", "7A", "Art", ""),
        ("Ben", "A Monday", "P1", "", "PPA", ""), ("Ben", "B Monday", "P1", "", "PPA", ""),
    }  # fmt: skip
    assert not [problem for problem in found.problems if problem.severity != "info"]


def test_a_row_of_nothing_but_dashes_for_classes_needs_no_day() -> None:
    found = understand("teacher,day,period,Week A,Week B\nAmina,Monday,P1,7A,8B\n,,,-,-\n")

    assert not [problem for problem in found.problems if problem.severity == "warning"]
