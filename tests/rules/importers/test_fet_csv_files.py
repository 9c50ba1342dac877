"""FET's CSV tables: every dialect it can write, names with `+`, rows without teacher or class, partial timetables."""

import pytest
from school_files import FET_HEADING, activity, fet, fet_row, refused, starts, table, understand

ROWS = [
    fet_row(1, "Tuesday", "9.30 - 11.00", "7A", "Maths", "Amina", "B1"),
    fet_row(2, "Monday", "9.30 - 11.00", "7A+7B", "Team; lesson | one", "Amina+Ben", "B1+B2"),
    fet_row(3, "Monday", "11.15 - 12.45", "", "On duty", "Ben+Chloe"),
]
WHAT_THEY_SAY = {
    ("Amina", "Tuesday", "9.30 - 11.00", "7A", "Maths", "B1"),
    ("Amina", "Monday", "9.30 - 11.00", "7A + 7B", "Team; lesson | one", "B1 + B2"),
    ("Ben", "Monday", "9.30 - 11.00", "7A + 7B", "Team; lesson | one", "B1 + B2"),
    ("Ben", "Monday", "11.15 - 12.45", "", "On duty", ""),
    ("Chloe", "Monday", "11.15 - 12.45", "", "On duty", ""),
}


@pytest.mark.parametrize("separator", [",", ";", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("bom", [True, False])
def test_every_dialect_of_fet_says_the_same(separator: str, quote: str, heading: bool, bom: bool) -> None:
    rows = [FET_HEADING, *ROWS] if heading else ROWS

    found = understand(table(rows, separator=separator, quote=quote, bom=bom))

    assert set(found.rows()) == WHAT_THEY_SAY
    assert found.problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_without_quotes_is_read_with_any_line_end(end: str) -> None:
    rows = [fet_row(1, "Mon", "1", "7A", "Maths", "Amina"), fet_row(2, "Mon", "2", "7A", "Art", "Ben", "B1")]

    found = understand(table([FET_HEADING, *rows], separator="|", quote="", end=end))

    assert len(found.lessons) == 2
    assert found.problems == ()


def test_an_apostrophe_inside_single_quotes_stays_in_the_name() -> None:
    written = table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "O*Brien")], quote="'").replace(b"*", b"'")

    assert understand(written).teachers == ("O'Brien",)


def test_a_name_that_holds_the_separator_is_put_together_by_the_other_files() -> None:
    rows = [
        FET_HEADING,
        fet_row(1, "Mon", "1", "7A", "Art, Design", "Amina"),
        fet_row(2, "Mon", "2", "7A", "Music", "Ben"),
    ]
    subjects = table([("Subject", "Comments"), ("Art, Design", ""), ("Music", "")], quote="")
    teachers = table([("Teacher", "Comments"), ("Amina", ""), ("Ben", "")], quote="")
    classes = table([("Year", "Number of Students per Year", *[""] * 5), ("7A", "20", *[""] * 5)], quote="")

    alone = understand(table(rows, quote=""))
    together = understand(table(rows, quote=""), subjects, teachers, classes)

    assert [(problem.line, problem.column, problem.severity) for problem in alone.problems] == [(2, 10, "warning")]
    assert [lesson.subject for lesson in alone.lessons] == ["Music"]
    assert [lesson.subject for lesson in together.lessons] == ["Art, Design", "Music"]
    assert [problem.severity for problem in together.problems] == ["info"]


def test_a_plus_inside_a_name_is_no_joint_where_the_names_are_known() -> None:
    timetable = table([FET_HEADING, fet_row(1, "Mon", "1", "8 IE+EC+8B", "Maths G+T", "R+S+Amina", "Lab+")])
    teachers = table([("Teacher", "Comments"), ("Amina", ""), ("R+S", "")])
    classes = table([("Year", "Number of Students per Year"), ("8 IE+EC", "20"), ("8B", "20")])

    found = understand(timetable, teachers, classes)

    assert found.lessons[0].teachers == ("R+S", "Amina")
    assert found.lessons[0].class_name == "8 IE+EC + 8B"
    assert found.lessons[0].subject == "Maths G+T"


def test_teachers_without_a_lesson_are_there_and_one_who_is_not_listed_is_told() -> None:
    timetable = table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")])
    teachers = table([("Teacher", "Comments"), ("Ben  ", ""), ("Dev", "")])

    found = understand(timetable, teachers)

    assert found.teachers == ("Ben", "Dev", "Amina")
    assert [(problem.kind, problem.line) for problem in found.problems] == [("unknown-name", 2)]


def test_lists_without_a_heading_are_told_apart_by_whose_names_they_hold() -> None:
    timetable = table(ROWS)
    teachers = table([("Amina", ""), ("Ben", ""), ("Chloe", ""), ("Dev", "")])
    subjects = table([("Maths", ""), ("Team; lesson | one", ""), ("On duty", ""), ("Latin", "")])

    assert understand(timetable, subjects, teachers).teachers == ("Amina", "Ben", "Chloe", "Dev")


def test_a_row_without_teacher_is_a_problem_with_its_place_and_not_a_lesson() -> None:
    found = understand(table([FET_HEADING, *ROWS, fet_row(9, "Monday", "9.30 - 11.00", "7C", "HR", "")]))

    assert set(found.rows()) == WHAT_THEY_SAY
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("no-teacher", 5, 6)]


def test_a_line_repeated_word_for_word_is_one_lesson() -> None:
    found = understand(table([FET_HEADING, ROWS[0], ROWS[0]]))

    assert len(found.lessons) == 1
    assert [(problem.kind, problem.severity, problem.line) for problem in found.problems] == [("repeated", "info", 3)]


def test_two_lessons_of_one_teacher_at_once_are_a_clash_and_both_stay() -> None:
    found = understand(table([FET_HEADING, ROWS[0], fet_row(8, "Tuesday", "9.30 - 11.00", "9C", "Art", "Amina", "B9")]))

    assert len(found.lessons) == 2
    assert [(problem.kind, problem.line) for problem in found.problems] == [("clash", 3)]
    assert "Amina" in found.problems[0].message
    assert "line 2" in found.problems[0].message


def test_blanks_and_tabs_around_names_are_taken_off() -> None:
    found = understand(table([FET_HEADING, fet_row(1, "Mon", "1 ", " 9 B", "Maths\t\t", "Reshma  ", "Aula: 1\t")]))

    assert set(found.rows()) == {("Reshma", "Mon", "1", "9 B", "Maths", "Aula: 1")}


def test_days_follow_the_week_and_hours_the_clock_without_the_fet_file() -> None:
    hours = ["02:05p", "9:55", "08:00"]
    rows = [
        fet_row(n, day, hours[n % 3], "7A", "Maths", "Amina") for n, day in enumerate(["Thursday", "Sunday", "Tuesday"])
    ]

    found = understand(table([FET_HEADING, *rows]))

    assert list(found.days) == ["Sunday", "Tuesday", "Thursday"]
    assert [(period.period, period.start) for period in found.days["Sunday"]] == [
        ("08:00", "08:00"), ("9:55", "09:55"), ("02:05p", "14:05"),
    ]  # fmt: skip


def test_the_fet_file_gives_the_order_and_takes_joined_names_apart() -> None:
    timetable = table(
        [FET_HEADING, fet_row(1, "B", "Late", "7+8", "Maths", "R+S"), fet_row(2, "A", "Early", "7+8", "Art", "R+S")]
    )
    both = activity(1, "Maths", ["R+S"], ["7+8"]) + activity(2, "Art", ["R", "S"], ["7", "8"])

    found = understand(timetable, fet(both, days=["B", "A"], hours=["Early", "Lunch", "Late"]))

    assert list(found.days) == ["B", "A"]
    assert [period.period for period in found.days["A"]] == ["Early", "Lunch", "Late"]
    assert [(lesson.teachers, lesson.class_name) for lesson in found.lessons] == [
        (("R+S",), "7+8"),
        (("R", "S"), "7 + 8"),
    ]


def test_a_timetable_with_fewer_rows_than_its_activities_need_is_told() -> None:
    heading = (
        "Students Sets", "Subject", "Teachers", "Activity Tags", "Total Duration", "Split Duration", "Min Days",
        "Weight", "Consecutive", "Comments",
    )  # fmt: skip
    complete = table([heading, ("7A", "Maths", "Amina", "", "3", "", "", "", "", "")])
    more = table([heading, ("7A", "Maths", "Amina", "", "4", "", "", "", "", "")])

    assert understand(table([FET_HEADING, *ROWS]), complete).problems == ()
    assert [problem.kind for problem in understand(table([FET_HEADING, *ROWS]), more).problems] == ["partial"]


def test_each_activity_of_the_fet_file_that_the_table_has_not_is_told() -> None:
    timetable = table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")])
    three = "".join(activity(n, "Maths", ["Amina"], ["7A"]) for n in (1, 2, 3)) + activity(4, "M", [], [], active=False)

    found = understand(timetable, fet(three))

    assert [(problem.kind, problem.file, problem.line) for problem in found.problems] == [
        ("partial", "file-1", None), ("partial", "file-2", 8), ("partial", "file-2", 9),
    ]  # fmt: skip


def test_a_day_that_is_not_in_the_fet_files_week_is_told_with_its_place() -> None:
    timetable = table(
        [FET_HEADING, fet_row(1, "Mon", "1", "7A", "M", "Amina"), fet_row(2, "Sun", "1", "7A", "M", "Amina")]
    )
    both = activity(1, "M", ["Amina"], ["7A"]) + activity(2, "M", ["Amina"], ["7A"])

    found = understand(timetable, fet(both, times=starts(1, "Mon", "1")))

    assert len(found.lessons) == 1
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("unknown-name", 3, 2)]


def test_two_timetables_are_refused_and_a_list_alone_says_what_is_missing() -> None:
    assert "Two timetables" in refused(table([FET_HEADING, *ROWS]), table(ROWS)).message
    assert "_timetable.csv" in refused(table([("Teacher", "Comments"), ("Amina", "")])).message


@pytest.mark.parametrize("missing", ["Day", "Hour", "Students Sets", "Subject", "Teachers"])
def test_a_table_without_a_column_that_is_needed_is_refused(missing: str) -> None:
    place = FET_HEADING.index(missing)
    rows = [[cell for number, cell in enumerate(row) if number != place] for row in (FET_HEADING, *ROWS)]

    assert refused(table(rows)).line == 1


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_table_cut_off_anywhere_keeps_its_whole_rows_and_says_so(tenth: int) -> None:
    whole = table([FET_HEADING, *(fet_row(n, "Mon", str(n), "7A", "Maths", "Amina", "B1") for n in range(1, 41))])

    found = understand(whole[: len(whole) * tenth // 10])

    lines = whole[: len(whole) * tenth // 10].count(b"\n")
    assert len(found.lessons) == lines - 1
    assert [problem.line for problem in found.problems] == [lines + 1]
