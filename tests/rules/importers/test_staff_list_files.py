"""Plain lists of staff: headings in several spellings, values that cannot be right, and what is refused."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from staff_files import refused, text, understood

from app.rosters.importers import limits
from app.rosters.importers.understanding import LeavingReason
from app.timetable.importers.understanding import ImportRefused

HEADINGS = ("Code", "Name", "E-mail", "Department", "FTE", "Joined", "Left")
AMINA = ("AK", "Amina Khan", "AK@School.example", "Maths", "0.8", "01/09/2026", "")


def a_list(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> dict[str, bytes]:
    return {"staff.csv": text(headings, *rows)}


def test_a_plain_list_is_read() -> None:
    (amina,) = understood(a_list(AMINA)).people

    assert (amina.code, amina.roster_id, amina.name, amina.email) == ("AK", "AK", "Amina Khan", "ak@school.example")
    assert (amina.department, amina.fte_percent, amina.joined_on) == ("Maths", 80, date(2026, 9, 1))
    assert (amina.left_on, amina.leaves) == (None, None)


@pytest.mark.parametrize(
    "headings",
    [
        ("Staff Code", "Forename", "Surname", "Work Email", "Faculty"),
        ("INITIALS", "First name", "Last Name", "email address", "Dept"),
        ("Kürzel", "Vorname", "Nachname", "E-Mail", "Fachschaft"),
    ],
)
def test_columns_have_several_names(headings: tuple[str, ...]) -> None:
    (amina,) = understood(a_list(("AK", "Amina", "Khan", "ak@x.example", "Maths"), headings=headings)).people

    assert (amina.code, amina.name, amina.email, amina.department) == ("AK", "Amina Khan", "ak@x.example", "Maths")


def test_titles_may_stand_above_and_columns_in_any_order() -> None:
    files = {
        "staff.csv": text(("Birch School",), ("Printed 1 September",), ("Name", "ID", "Code"), ("Ben", "77", "BO"))
    }

    found = understood(files)

    assert found.has_ids
    assert [(person.roster_id, person.code, person.name, person.line) for person in found.people] == [
        ("77", "BO", "Ben", 4)
    ]


@pytest.mark.parametrize(
    ("written", "percent"),
    [("1", 100), ("1.0", 100), ("0.8", 80), ("0,8", 80), ("80", 80), ("80 %", 80), ("0.005", None), ("1.5", 2), ("140", None),
     ("full", None), ("-0.5", None), ("nan", None), ("", None)],
)  # fmt: skip
def test_shares_of_full_time(written: str, percent: int | None) -> None:
    (amina,) = understood(a_list(("AK", "Amina", "", "", written, "", ""))).people

    assert amina.fte_percent == percent


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-09-01", date(2026, 9, 1)), ("01/09/2026", date(2026, 9, 1)), ("1.9.2026", date(2026, 9, 1)),
     ("20260901", date(2026, 9, 1)), ("1 September 2026", date(2026, 9, 1)), ("2026-09-01 00:00", date(2026, 9, 1)),
     ("31/02/2026", None), ("soon", None), ("09/25/2026", None)],
)  # fmt: skip
def test_days(written: str, day: date | None) -> None:
    found = understood(a_list(("AK", "Amina", "", "", "", written, "")))

    assert found.people[0].joined_on == day
    assert bool(found.problems) == (day is None)


def test_a_last_day_is_a_reason_to_leave_and_one_before_the_first_is_none() -> None:
    left, backwards = understood(
        a_list(
            ("AK", "Amina", "", "", "", "2020-09-01", "2026-08-31"),
            ("BO", "Ben", "", "", "", "2026-09-01", "2020-01-01"),
        )
    ).people

    assert (left.left_on, left.leaves) == (date(2026, 8, 31), LeavingReason.LEFT)
    assert (backwards.joined_on, backwards.left_on, backwards.leaves) == (None, None, None)


def test_strange_names_are_names_and_formulas_and_hidden_signs_are_not() -> None:
    found = understood(
        a_list(
            ("A+B", "  D'Arcy, \"Jo\" + Kim ", "", "", "", "", ""),
            ("HE", "\u202eדנה כהן\u202c", "", "", "", "", ""),
            ("F", "=HYPERLINK(\"x\")", "", "", "", "", ""),
            ("", "@SUM(A1)", "", "", "", "", ""),
        )
    )  # fmt: skip

    assert [(person.code, person.name) for person in found.people] == [
        ("A+B", "D'Arcy, \"Jo\" + Kim"), ("HE", "דנה כהן"), ("F", "F"),
    ]  # fmt: skip
    assert [problem.line for problem in found.problems] == [4, 5, 5]


def test_other_encodings_and_separators_are_read() -> None:
    written = "Code;Name\r\nZL;Zoë Löw\r\n"

    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert understood({"staff.txt": written.encode(encoding)}).people[0].name == "Zoë Löw"


def test_a_workbook_is_read_with_its_dates() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.append(["AK", "Amina Khan", "ak@x.example", "Maths", 0.8, date(2026, 9, 1), None])
    written = io.BytesIO()
    book.save(written)

    (amina,) = understood({"staff.xlsx": written.getvalue()}).people

    assert (amina.code, amina.fte_percent, amina.joined_on) == ("AK", 80, date(2026, 9, 1))


def test_a_list_of_pupils_is_refused_unread_and_pupils_among_staff_are_dropped() -> None:
    pupils = refused(a_list(("Zofia", "Quirke", "A123", "9"), headings=("Forename", "Surname", "UPN", "Year Group")))
    mixed = understood(a_list(("AK", "Amina", "Staff"), ("ZQ", "Zofia", "Pupil"), headings=("Code", "Name", "Type")))

    assert "list of pupils" in pupils.message
    assert ([person.name for person in mixed.people], mixed.others_count) == (["Amina"], 1)


def test_a_timetable_is_no_list_of_staff() -> None:
    lessons = refused(
        a_list(("Amina", "Monday", "1", "7A", "Maths"), headings=("Teacher", "Day", "Period", "Class", "Subject"))
    )

    assert (lessons.line, "timetable" in lessons.message) == (1, True)


def test_a_code_for_two_people_is_refused_with_its_line_and_a_row_twice_is_one() -> None:
    twice = understood(a_list(AMINA, AMINA))
    clash = refused(a_list(AMINA, ("ak", "Anne Kerr", "", "", "", "", "")))

    assert len(twice.people) == 1
    assert (clash.file, clash.line) == ("staff.csv", 3)


def test_swapped_columns_are_seen_by_their_values() -> None:
    found = understood(a_list(("AK", "ak@x.example", "Amina Khan", "Maths", "soon", "0.8", "")))

    assert [problem.column for problem in found.problems] == [6, 3, 5]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_list_cut_off_at_any_tenth_is_refused_or_doubted(tenth: int) -> None:
    whole = text(HEADINGS, AMINA, ("BO", "Ben", "b@x.example", "PE", "1", "2020-01-01", ""), AMINA)
    try:
        found = understood({"staff.csv": whole[: len(whole) * tenth // 10]})
    except ImportRefused as refusal:
        assert refusal.problems[0].file == "staff.csv"
        assert refusal.problems[0].line is not None
    else:
        assert any(problem.kind == "partial" for problem in found.problems)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n0000", "PNG"), (b"<html><body>", "XML or a web page"), (b"a,b\n1,2\n", "No list"),
     (b"Code,Name\n", "Nobody is named"), (b'Code,Name\n"AK,Amina\nBO,Ben\n', "quotation mark"), (b"\0\0\0\0", "NUL")],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(data: bytes, words: str) -> None:
    assert words in refused({"staff.csv": data}).message


def test_too_many_people_too_large_a_file_and_too_long_a_name() -> None:
    most = understood(a_list(*((f"C{n}", f"N{n}") for n in range(limits.PEOPLE_MAX)), headings=("Code", "Name")))
    long = understood(a_list(("AK", "x" * 201), ("BO", "y" * 200), headings=("Code", "Name")))

    assert len(most.people) == limits.PEOPLE_MAX
    more = a_list(*((f"C{n}", f"N{n}") for n in range(limits.PEOPLE_MAX + 1)), headings=("Code", "Name"))
    assert "2,000" in refused(more).message
    assert "10 MB" in refused({"staff.csv": b"a" * 10_000_001}).message
    assert [person.name for person in long.people] == ["AK", "y" * 200]
