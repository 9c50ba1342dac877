"""Untis's text exports: the timetable without a heading, the list of teachers beside it, columns in the wrong place."""

import pytest
from other_programs import GPU_ROWS, GPU_SAYS, gpu001, gpu002, gpu004
from school_files import refused, understand

from app.timetable.importers.understanding import ImportedPerson, ImportRefused


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize("width", [8, 9])
def test_every_dialect_of_untis_says_the_same(separator: str, quote: str, width: int) -> None:
    found = understand(gpu001(separator=separator, quote=quote, width=width))

    assert set(found.rows()) == GPU_SAYS
    assert len(list(found.rows())) == len(GPU_SAYS)
    assert found.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_tick_box_for_utf_8_may_be_forgotten(encoding: str) -> None:
    found = understand(gpu001().encode(encoding))

    assert set(found.rows()) == GPU_SAYS
    assert [problem.kind for problem in found.problems] == (["encoding"] if encoding == "cp1252" else [])


def test_numbered_days_are_weekdays_and_periods_stand_in_order() -> None:
    found = understand(gpu001())

    assert list(found.days) == ["Tuesday", "Wednesday", "Friday"]
    assert [period.period for period in found.days["Friday"]] == ["3", "6", "7", "10"]
    assert all(period.start is None for period in found.days["Friday"])


def test_who_has_the_same_number_subject_and_classes_teaches_together() -> None:
    together = [lesson for lesson in understand(gpu001()).lessons if lesson.subject == "SP"]

    assert [lesson.teachers for lesson in together] == [("Wiss", "Form")]


def test_colleagues_of_one_number_with_other_classes_keep_their_own() -> None:
    rows = [("5", "7A", "Ann", "SP", "H1", "1", "1"), ("5", "7B", "Bob", "SP", "H1", "1", "1")]

    assert {(row[0], row[3]) for row in understand(gpu001(rows)).rows()} == {("Ann", "7A"), ("Bob", "7B")}


def test_a_teacher_of_one_lesson_in_two_rooms_or_two_subjects_is_in_no_clash() -> None:
    rooms = [("5", "7A", "Ann", "SP", "H1", "1", "1"), ("5", "7B", "Ann", "SP", "H2", "1", "1")]
    subjects = [("6", "7A", "Ann", "SPm", "H1", "1", "2"), ("6", "7B", "Ann", "SPw", "H1", "1", "2")]

    found = understand(gpu001([*rooms, *subjects]))

    assert set(found.rows()) == {
        ("Ann", "Monday", "1", "7A + 7B", "SP", "H1 + H2"),
        ("Ann", "Monday", "2", "7A", "SPm", "H1"),
        ("Ann", "Monday", "2", "7B", "SPw", "H1"),
    }
    assert found.problems == ()


def test_a_teacher_in_two_lessons_at_once_is_told_and_both_stay() -> None:
    rows = [("1", "7A", "Sport", "SP", "H1", "1", "1"), ("2", "7B", "Sport", "SP", "H2", "1", "1")]

    found = understand(gpu001(rows))

    assert len(found.lessons) == 2
    assert [(problem.kind, problem.severity, problem.line) for problem in found.problems] == [
        ("clash", "warning", 2), ("clash", "info", None),
    ]  # fmt: skip
    assert "alternate weeks" in found.problems[1].message


def test_the_list_of_teachers_adds_who_has_no_lesson_and_says_who_the_codes_are() -> None:
    teachers = gpu004(
        ("Wiss", "Wissel", "Ina", "wiss@birch.example"), ("Form", "Forman", "", ""), ("Lang", "Lange", "Ole", ""),
        ("MüCh", "Müller", "Charlotte", ""), ("Schm", "Schmidt", "Jo", ""), ("Neu", "Neumann", "Eva", "neu@birch.example"),
    )  # fmt: skip

    found = understand(gpu001(), teachers)

    assert found.teachers == ("Wiss", "Form", "Lang", "MüCh", "Schm", "Neu")
    assert set(found.rows()) == GPU_SAYS
    assert found.people[0] == ImportedPerson("Wiss", "Ina Wissel", "wiss@birch.example")
    assert found.people[-1] == ImportedPerson("Neu", "Eva Neumann", "neu@birch.example")
    assert found.problems == ()


def test_a_teacher_who_is_not_in_the_list_is_told_once() -> None:
    teachers = gpu004(*((code, code, "", "") for code in ("Wiss", "Form", "Lang", "MüCh")))

    problems = understand(gpu001(), teachers).problems

    assert [(problem.kind, problem.line) for problem in problems] == [("unknown-name", 7)]


def test_lessons_of_gpu002_that_have_no_time_are_counted_and_named() -> None:
    lessons = gpu002(("1", "1", "09a", "Wiss"), ("500", "2", "09a", "Neu"), ("501", "0", "09a", "Wiss"))

    found = understand(gpu001(), lessons)

    assert [(problem.kind, problem.line) for problem in found.problems] == [("partial", None), ("partial", 2)]
    assert "1 of 2" in found.problems[0].message
    assert "Neu" in found.teachers


@pytest.mark.parametrize(
    "alone",
    [
        gpu002(("1", "1", "09a", "Wiss"), ("2", "2", "09b", "Form")),
        gpu004(("Wiss", "W", "", ""), ("Form", "F", "", "")),
        '1,"L","Wiss",20260907,20260909,1,8,"K",""\r\n',
    ],
)
def test_what_stands_beside_the_timetable_is_refused_alone_with_what_to_bring(alone: str) -> None:
    assert "GPU001" in refused(alone).message


def test_absences_beside_the_timetable_are_not_taken_for_another_one() -> None:
    found = understand(gpu001(), '1,"L","Wiss",20260907,20260909,1,8,"K",""\r\n')

    assert set(found.rows()) == GPU_SAYS
    assert [(problem.kind, problem.severity) for problem in found.problems] == [("unused", "info")]


def test_day_and_period_in_each_others_column_are_refused_with_the_place() -> None:
    swapped = [(*row[:5], row[6], row[5]) for row in GPU_ROWS[:5]] + [("9", "7A", "Ann", "M", "1", "9", "1")]

    problem = refused(gpu001(swapped))

    assert (problem.file, problem.line, problem.column) == ("file-1", 6, 6)


def test_teacher_and_subject_in_each_others_column_are_found_by_the_list_of_teachers() -> None:
    swapped = [(row[0], row[1], row[3], row[2], *row[4:]) for row in GPU_ROWS]
    teachers = gpu004(*((code, code, "", f"{number}@birch.example") for number, code in
                        enumerate(("Wiss", "Form", "Lang", "MüCh", "Schm"))))  # fmt: skip

    problem = refused(gpu001(swapped), teachers)

    assert (problem.file, problem.column) == ("file-1", 4)
    assert "subject" in problem.message


def test_a_day_beyond_the_week_leaves_its_row_out() -> None:
    rows = [(str(number), "7A", "Ann", "M", "1", "1", str(number)) for number in range(1, 15)]

    found = understand(gpu001([*rows, ("99", "7A", "Ann", "M", "1", "8", "1")]))

    assert len(found.lessons) == 14
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("unknown-name", 15, 6)]


def test_a_line_that_is_there_twice_is_read_once() -> None:
    found = understand(gpu001([GPU_ROWS[0], GPU_ROWS[0], GPU_ROWS[6], GPU_ROWS[6]]))

    assert len(list(found.rows())) == 2
    assert [(problem.kind, problem.line) for problem in found.problems] == [("repeated", 2), ("repeated", 4)]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_names_with_quotes_separators_blanks_and_from_right_to_left_stay_whole(quote: str) -> None:
    rows = [
        ("1", "7+A", f"O{quote}Neil", "M; more, or less", " R 1 ", "1", "1"),
        ("2", "ז1", "כהן, דן", "الرياضيات+ف", "", "1", "2"),
    ]

    assert set(understand(gpu001(rows, quote=quote)).rows()) == {
        (f"O{quote}Neil", "Monday", "1", "7+A", "M; more, or less", "R 1"),
        ("כהן, דן", "Monday", "2", "ז1", "الرياضيات+ف", ""),
    }


def test_lessons_without_a_teacher_are_problems() -> None:
    found = understand(gpu001([GPU_ROWS[0], ("2", "7A", "", "M", "1", "1", "1")]))

    assert len(found.lessons) == 1
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("no-teacher", 2, 3)]


def test_two_timetables_are_refused() -> None:
    assert "Two timetables" in refused(gpu001(), gpu001()).message


@pytest.mark.parametrize("number", ["9" * 8, "9" * 400, "-1", "²"])
def test_numbers_that_no_school_has_are_left_out(number: str) -> None:
    rows = [(str(each), "7A", "Ann", "M", "1", "1", str(each)) for each in range(1, 15)]
    for place in (0, 5, 6):
        odd = list(GPU_ROWS[0])
        odd[place] = number

        found = understand(gpu001([*rows, odd]))

        assert len(found.lessons) == 14
        assert [(problem.kind, problem.line) for problem in found.problems] == [("row", 15)]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_off_anywhere_never_invents_a_lesson(tenth: int) -> None:
    whole = gpu001().encode()

    try:
        found = {(row[0], row[1], row[2], row[4]) for row in understand(whole[: len(whole) * tenth // 10]).rows()}
    except ImportRefused:
        found = set()

    assert found <= {(row[0], row[1], row[2], row[4]) for row in GPU_SAYS}


def test_a_whole_school_is_read_line_by_line() -> None:
    rows = [
        (
            str(lesson),
            class_name,
            f"T{lesson % 80:02}",
            f"S{lesson % 161}",
            f"R{lesson % 40}",
            str(day),
            str(lesson % 11),
        )
        for lesson in range(286)
        for day in range(1, 6)
        for class_name in ("a", "b")
    ]

    found = understand(gpu001(rows))

    assert len(rows) == 2_860
    assert len(found.lessons) == 1_430
    assert len(found.teachers) == 80
