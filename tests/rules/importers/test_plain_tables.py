"""Our own plain table: headings by any name, separators, weeks, times, joined classes, and bad rows."""

import pytest
from school_files import PLAIN_HEADING, refused, sheet_row, understand, workbook

from app.timetable.importers import template
from app.timetable.importers.understanding import ImportedPeriod


def plain(*rows: str) -> str:
    return PLAIN_HEADING + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_separator_and_encoding_says_the_same(separator: str, encoding: str) -> None:
    written = plain("Zoë Fischer,Monday,P1,7A,Maths,R1", "Ben,Monday,P2,7A,Art,").replace(",", separator)

    found = understand(written.encode(encoding))

    assert set(found.rows()) == {
        ("Zoë Fischer", "Monday", "P1", "7A", "Maths", "R1"),
        ("Ben", "Monday", "P2", "7A", "Art", ""),
    }
    assert [problem.kind for problem in found.problems] == (["encoding"] if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    "heading",
    ["Staff Code;Day of Week;Lesson Number;Teaching Group;Course;Location", "LEHRER;Tag;Stunde;Klasse;Fach;Raum",
     "Profesor;Día;Hora;Grupo;Asignatura;Aula", "teacher_name;DAY;Period No;Class;Subject;Room"],
)  # fmt: skip
def test_columns_go_by_many_names(heading: str) -> None:
    heading = heading.replace("Period No", "Period Number")

    assert list(understand(f"{heading}\nAmina;Mon;1;7A;Maths;R1\n").rows()) == [
        ("Amina", "Mon", "1", "7A", "Maths", "R1")
    ]


def test_columns_may_stand_in_any_order_below_a_title() -> None:
    found = understand("Our school,,,,\n,,,,\nroom,class,period,day,teacher\nR1,7A,1,Monday,Amina\n")

    assert list(found.rows()) == [("Amina", "Monday", "1", "7A", "", "R1")]
    assert [problem.severity for problem in found.problems] == ["info"]


def test_weeks_make_days_of_their_own_and_no_week_means_both() -> None:
    found = understand(
        "teacher,day,period,class,week\nAmina,Monday,1,7A,A\nBen,Monday,1,7B,Week B\nDev,Tuesday,1,7C,\n"
    )

    assert list(found.days) == ["A Monday", "A Tuesday", "B Monday", "B Tuesday"]
    assert {(teacher, day) for teacher, day, *_ in found.rows()} == {
        ("Amina", "A Monday"), ("Ben", "B Monday"), ("Dev", "A Tuesday"), ("Dev", "B Tuesday"),
    }  # fmt: skip


def test_a_week_that_is_neither_is_told_and_left_out() -> None:
    found = understand("teacher,day,period,class,week\nAmina,Monday,1,7A,C\nBen,Monday,1,7B,B\n")

    assert len(found.lessons) == 1
    assert [(p.kind, p.line, p.column) for p in found.problems if p.severity == "warning"] == [("unknown-name", 2, 5)]


def test_times_are_read_and_ordered_by() -> None:
    found = understand(
        "teacher,day,period,class,start,end\nAmina,Monday,Late,7A,1:15 pm,14:00\nAmina,Monday,Early,7A,8.30,9:20\n"
        "Amina,Friday,Early,7A,08:45,\n"
    )

    assert found.days["Monday"] == (ImportedPeriod("Early", "08:30", "09:20"), ImportedPeriod("Late", "13:15", "14:00"))
    assert found.days["Friday"] == (ImportedPeriod("Early", "08:45", None), ImportedPeriod("Late", "13:15", "14:00"))


@pytest.mark.parametrize(
    ("start", "end", "column"), [("half past", "", 5), ("10:00", "09:00", 6), ("25:00", "", 5), ("", "noon", 6)]
)
def test_a_time_that_is_none_is_told_and_the_lesson_stays(start: str, end: str, column: int) -> None:
    found = understand(f"teacher,day,period,class,start,end\nAmina,Monday,1,7A,{start},{end}\n")

    assert len(found.lessons) == 1
    assert [(problem.line, problem.column) for problem in found.problems if problem.kind == "time"] == [(2, column)]


def test_teachers_of_one_class_subject_and_room_teach_together() -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,R1", "Ben,Mon,1,7A,Maths,R1", "Dev,Mon,1,7A,Maths,R2"))

    assert [lesson.teachers for lesson in found.lessons] == [("Amina", "Ben"), ("Dev",)]
    assert found.problems == ()


def test_classes_of_one_teacher_subject_and_room_are_joined_and_no_clash() -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,R1", "Amina,Mon,1,7B,Maths,R1"))

    assert [lesson.class_name for lesson in found.lessons] == ["7A + 7B"]
    assert found.problems == ()


def test_joined_classes_without_a_room_are_told() -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,", "Amina,Mon,1,7B,Maths,"))

    assert [lesson.class_name for lesson in found.lessons] == ["7A + 7B"]
    assert [(problem.kind, problem.severity, problem.line) for problem in found.problems] == [("joined", "info", 3)]


@pytest.mark.parametrize("second", ["7B,Maths,R2", "7B,Art,R1", "7A,Art,R1", ",On duty,"])
def test_two_places_at_once_are_a_clash(second: str) -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,R1", f"Amina,Mon,1,{second}"))

    assert len(found.lessons) + len(found.busy) == 2
    assert [(problem.kind, problem.line) for problem in found.problems] == [("clash", 3)]


def test_rows_without_class_are_busy_and_without_teacher_are_problems() -> None:
    found = understand(plain("Amina,Mon,1,,PPA,", "Ben,Mon,1,,Meeting,Hall", ",Mon,1,7A,Maths,R1"))

    assert [(busy.teacher, busy.reason, busy.room) for busy in found.busy] == [
        ("Amina", "PPA", ""),
        ("Ben", "Meeting", "Hall"),
    ]
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("no-teacher", 4, 1)]


@pytest.mark.parametrize(
    ("row", "column"), [("Amina,,1,7A,Maths,R", 2), ("Amina,Mon,,7A,Maths,R", 3), ("Amina,Mnday,1,7A,M,R", 2)]
)
def test_a_row_that_cannot_be_placed_is_told_with_its_cell_and_the_rest_stays(row: str, column: int) -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,R", "Amina,Tue,1,7A,Maths,R", "Amina,Wed,1,7A,Maths,R", row))

    assert len(found.lessons) == 3
    assert [(problem.line, problem.column) for problem in found.problems] == [(5, column)]


def test_one_day_spelt_in_three_ways_is_one_day_and_numbers_are_weekdays() -> None:
    spelt = understand(plain("A,Monday,1,7A,M,R", "A,mon,2,7A,M,R", "A,MONDAY,3,7A,M,R"))
    numbered = understand(plain("A,5,1,7A,M,R", "A,1,2,7A,M,R"))

    assert list(spelt.days) == ["Monday"]
    assert list(numbered.days) == ["Monday", "Friday"]


def test_a_row_with_more_cells_than_the_heading_is_never_guessed_at() -> None:
    found = understand(plain("Amina,Mon,1,7A,Art, Design,", "Ben,Mon,1,7B,Art,R2"))

    assert [lesson.teachers for lesson in found.lessons] == [("Ben",)]
    assert [(problem.line, problem.column) for problem in found.problems] == [(2, 7)]


def test_a_separator_at_the_end_of_every_row_is_harmless() -> None:
    assert (
        understand("teacher,day,period,class,subject,room\nAmina,Mon,1,7A,Art,R,\nBen,Mon,2,7A,Art,R,\n").problems[:1]
        == ()
    )


def test_what_looks_like_a_formula_is_text() -> None:
    found = understand(plain("=SUM(A1),Mon,1,+7A,@Maths,-R1"))

    assert list(found.rows()) == [("=SUM(A1)", "Mon", "1", "+7A", "@Maths", "-R1")]


@pytest.mark.parametrize(
    ("heading", "said"),
    [("teacher,day,class,subject", "“period”"), ("teacher,period,class", "“day”"), ("day,period,class", "“teacher”"),
     ("teacher,day,period,subject", "“class”"), ("teacher,day,period,class,staff", "2 times")],
)  # fmt: skip
def test_a_heading_with_a_column_missing_or_doubled_is_refused(heading: str, said: str) -> None:
    problem = refused(f"{heading}\nAmina,Monday,1,7A,x\n")

    assert problem.line == 1
    assert said in problem.message


def test_days_and_periods_in_each_others_column_are_refused() -> None:
    assert "Swap" in refused("teacher,day,period,class\nA,1,Monday,7A\nB,2,Tuesday,7B\n").message


def test_several_tables_are_one_timetable() -> None:
    found = understand(plain("Amina,Mon,1,7A,Maths,R1"), plain("Ben,Mon,1,7B,Maths,R2"))

    assert found.teachers == ("Amina", "Ben")
    assert found.problems == ()


def test_a_workbook_says_the_same_as_the_table_with_numbers_and_times_as_shown() -> None:
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="20"/></cellXfs></styleSheet>'
    shared = "<sst><si><t>Amina</t></si><si><r><t>Mon</t></r><r><t>day</t></r><rPh><t>x</t></rPh></si></sst>"
    heading = sheet_row(1, ["teacher", "day", "period", "class", "start"])
    row = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2"><v>3.0</v></c>'
        '<c r="D2" t="str"><f>"7"&amp;"A"</f><v>7A</v></c><c r="E2" s="1"><v>0.375</v></c></row>'
    )

    found = understand(workbook(heading + row, {"xl/styles.xml": styles, "xl/sharedStrings.xml": shared}))

    assert list(found.rows()) == [("Amina", "Monday", "3", "7A", "", "")]
    assert found.days["Monday"] == (ImportedPeriod("3", "09:00", None),)


def test_a_formula_without_a_result_is_told_with_its_cell() -> None:
    row = '<row r="2"><c t="str"><v>A</v></c><c t="str"><v>Mon</v></c><c><v>1</v></c><c><f>Z1</f></c></row>'

    found = understand(workbook(sheet_row(1, ["teacher", "day", "period", "class"]) + row))

    assert (2, 4) in [(problem.line, problem.column) for problem in found.problems]


@pytest.mark.parametrize("written", [template.as_csv(), template.as_xlsx()], ids=["csv", "xlsx"])
def test_the_template_read_back_is_its_rows(written: bytes) -> None:
    expected = {
        (row[0], f"{week} {row[1]}", row[2], row[3], row[4], row[5])
        for row in template.ROWS
        for week in (row[6] or "AB")
    }

    found = understand(written)

    assert set(found.rows()) == expected
    assert found.problems == ()
    assert found.days["A Monday"] == (ImportedPeriod("P1", "08:50", "09:50"), ImportedPeriod("P2", "09:50", "10:50"))


@pytest.mark.parametrize("marks", ["\u200e{}\u200f", "\u200f {} \u200b", " \ufeff{}\u202c"])
@pytest.mark.parametrize("quoted", [False, True])
def test_marks_of_direction_around_a_cell_are_no_part_of_it(marks: str, quoted: bool) -> None:
    marked = [marks.format(cell) for cell in ("דנה", "Monday", "P1", "7A", "Maths", "")]
    as_text = ",".join(f'"{cell}"' if quoted else cell for cell in marked)
    expected = {("דנה", "Monday", "P1", "7A", "Maths", ""), ("דנה", "Monday", "P2", "7A", "Maths", "R1")}
    heading = PLAIN_HEADING.strip().split(",")
    rows = [heading, marked, ["דנה", "Monday", "P2", "7A", "Maths", "R1"]]
    sheet = "".join(sheet_row(number, cells) for number, cells in enumerate(rows, start=1))

    assert set(understand(plain(as_text, ",".join(rows[2]))).rows()) == expected
    assert set(understand(workbook(sheet)).rows()) == expected


@pytest.mark.parametrize("second", ["01", "1"])
def test_weeks_may_be_masks_even_where_a_spreadsheet_took_the_nought_away(second: str) -> None:
    found = understand(
        f"teacher,day,period,class,week\nAmina,Monday,1,7A,10\nBen,Monday,1,7B,{second}\nDev,Tuesday,1,7C,11\n"
    )

    assert {(teacher, day) for teacher, day, *_ in found.rows()} == {
        ("Amina", "A Monday"), ("Ben", "B Monday"), ("Dev", "A Tuesday"), ("Dev", "B Tuesday"),
    }  # fmt: skip
    assert not [problem for problem in found.problems if problem.severity != "info"]


def test_the_tenth_week_is_no_mask() -> None:
    found = understand(
        "teacher,day,period,class,week\nAmina,Monday,1,7A,1\nBen,Monday,1,7B,2\nDev,Monday,1,7C,Week 10\n"
    )

    assert {(teacher, day) for teacher, day, *_ in found.rows()} == {("Amina", "A Monday"), ("Ben", "B Monday")}
