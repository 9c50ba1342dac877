"""Statements on paper: cells that no spreadsheet calculates, names of files, weeks that are left, kind words."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.statements import pdf, rules, sheets
from app.statements.paper import Cell, Paper, Table
from app.statements.rules import NudgeKind

MONDAY = date(2027, 7, 5)
HARSH = {"must", "late", "failed", "overdue", "warning", "urgent", "fault"}


def paper(*rows: tuple[Cell, ...], facts: tuple[tuple[str, Cell], ...] = (), note: str = "") -> Paper:
    return Paper("Minutes", "minutes", facts, (Table("Minutes", ("Name", "Minutes"), rows, note),), "")


def read_csv(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def read_xlsx(written: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()


# ---- cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-30", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\u200b=1"]
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    assert sheets.safe(text) == f"'{text}"
    assert read_csv(sheets.csv_of(paper((text, 1))))[1] == [f"'{text}", "1"]


@pytest.mark.parametrize("cell", [-30, 0, 6000, None, "", "Amina", "O'Brien", "a=b", "2026-11-02", "Ŵyn", "3 - 1"])
def test_numbers_and_plain_words_stay_as_they_are(cell: Cell) -> None:
    assert sheets.safe(cell) == cell


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    assert sheets.safe("a\x00b\x0bc\ud800d") == "abcd"
    assert sheets.safe("\x00=1") == "'=1"


@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=5), number=st.integers(-6000, 6000))
def test_no_cell_of_a_file_begins_as_a_formula(texts: list[str], number: int) -> None:
    rows = [(text, number) for text in texts]

    found = read_csv(sheets.csv_of(paper(*rows)))

    assert [row[1] for row in found[1:]] == [str(number)] * len(rows)
    assert not [row[0] for row in found[1:] if row[0].startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers() -> None:
    rows = read_xlsx(sheets.xlsx_of(paper(("=1+1", -30), ("Ŵyn", 15300))))

    assert rows == [["Name", "Minutes"], ["'=1+1", -30.0], ["Ŵyn", 15300.0]]


def test_a_file_says_that_it_is_utf_8() -> None:
    assert sheets.csv_of(paper(("Ŵyn", 1))).startswith(b"\xef\xbb\xbf")
    pieces = list(sheets.csv_stream(["Name"], [("Ŵyn",)]))
    assert b"".join(pieces) == "\ufeffName\r\nŴyn\r\n".encode()


def test_a_stream_is_written_in_pieces_and_loses_nothing() -> None:
    lines = [(f"Line {number}", number) for number in range(1_250)]

    pieces = list(sheets.csv_stream(["Name", "Minutes"], lines))

    assert len(pieces) == 3
    assert read_csv(b"".join(pieces)) == [["Name", "Minutes"], *([name, str(number)] for name, number in lines)]


def test_a_document_tells_its_facts_first_and_its_tables_one_under_the_other() -> None:
    found = read_csv(sheets.csv_of(paper(("Amina", 30), facts=(("School", "Birch"), ("As of", None)), note="A note")))

    assert found == [
        ["Minutes"], ["School", "Birch"], ["As of", ""], [], ["Minutes"], ["Name", "Minutes"], ["Amina", "30"],
        ["A note"],
    ]  # fmt: skip


# ---- pages -----------------------------------------------------------------------------------------


def test_words_that_no_line_could_hold_may_break_and_others_stay_whole() -> None:
    told = pdf.as_inputs(paper(("x" * 60, 1), ("A name of usual length", 2)))

    rows = told["tables"][0]["rows"]  # type: ignore[index]
    assert [len(part) for part in rows[0][0].split("\u200b")] == [24, 24, 12]
    assert rows[1] == ["A name of usual length", 2]


# ---- names of files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("statement", "2026/27", "AMI"), "statement-2026-27-ami.csv"),
        (("year", "Blwyddyn Ŵyl"), "year-blwyddyn-wyl.csv"),
        (("../../etc/passwd",), "etc-passwd.csv"),
        (('a"; filename="b.exe',), "a-filename-b-exe.csv"),
        (("學校",), "kenkyu.csv"),
        (("x" * 200,), "x" * 60 + ".csv"),
    ],
)
def test_a_file_s_name_is_plain_whatever_the_year_is_called(parts: tuple[str, ...], name: str) -> None:
    assert rules.file_name(*parts, suffix="csv") == name


# ---- who may run out of weeks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unplaced", "weeks", "expected"),
    [(0, 0, False), (1, 0, True), (60, 2, False), (61, 2, True), (90, 2, True), (90, 3, False), (300, 10, False)],
)
def test_time_is_at_risk_when_more_blocks_than_weeks_are_left(unplaced: int, weeks: int, expected: bool) -> None:
    assert rules.is_at_risk(unplaced, weeks) is expected


@given(unplaced=st.integers(0, 6000), weeks=st.integers(0, 45))
def test_more_weeks_never_make_it_worse_and_more_minutes_never_better(unplaced: int, weeks: int) -> None:
    at_risk = rules.is_at_risk(unplaced, weeks)

    assert rules.is_at_risk(unplaced, weeks + 1) <= at_risk <= rules.is_at_risk(unplaced + 1, weeks)


def test_weeks_are_counted_while_one_of_their_days_is_still_to_come() -> None:
    days = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9)]
    friday, saturday = days[4], days[4] + timedelta(days=1)

    assert rules.school_weeks_left(days, MONDAY, None, None) == 2
    assert rules.school_weeks_left(days, friday, None, None) == 2
    assert rules.school_weeks_left(days, saturday, None, None) == 1
    assert rules.school_weeks_left(days, days[-1], None, None) == 1
    assert rules.school_weeks_left(days, days[-1] + timedelta(days=1), None, None) == 0
    assert rules.school_weeks_left(days, MONDAY, None, friday) == 1
    assert rules.school_weeks_left(days, MONDAY, saturday, None) == 1


# ---- logging, reminding ----------------------------------------------------------------------------------


def test_the_last_day_for_logging_is_in_time_and_the_next_is_not() -> None:
    assert not rules.is_late(MONDAY, 7, MONDAY + timedelta(days=7))
    assert rules.is_late(MONDAY, 7, MONDAY + timedelta(days=8))


def test_somebody_may_be_told_again_after_exactly_seven_days() -> None:
    told = datetime(2027, 7, 5, 8, tzinfo=UTC)

    assert rules.may_nudge(None, told)
    assert not rules.may_nudge(told, told + timedelta(days=7, seconds=-1))
    assert rules.may_nudge(told, told + timedelta(days=7))


def test_the_words_say_what_is_so() -> None:
    told = rules.words(NudgeKind.PLACE_MINUTES, 90, 2)

    assert told.startswith("90 minutes have no place yet, and 2 school weeks are left.")
    assert rules.words(NudgeKind.PLACE_MINUTES, 1, 1).startswith("1 minute has no place yet, and 1 school week is left")
    assert "no school week is left" in rules.words(NudgeKind.PLACE_MINUTES, 30, 0)
    assert rules.words(NudgeKind.LOG_MINUTES, 30, 0).startswith("30 minutes were planned for days that are past")
    assert rules.words(NudgeKind.LOG_MINUTES, 0, 0) == "Nothing is left to do here. Thank you."


@given(kind=st.sampled_from(NudgeKind), minutes=st.integers(0, 6000), weeks=st.integers(0, 45))
def test_no_reminder_is_a_reprimand(kind: NudgeKind, minutes: int, weeks: int) -> None:
    assert not HARSH & set(rules.words(kind, minutes, weeks).lower().replace(",", " ").replace(".", " ").split())


# ---- money -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "rate", "expected"),
    [
        (60, 3200, 3200),
        (30, 3201, 1601),
        (30, 3200, 1600),
        (1, 59, 1),
        (1, 29, 0),
        (1, 30, 1),
        (0, 3200, 0),
        (90, 0, None),
    ],
)
def test_money_is_told_to_the_penny_halves_up_and_only_when_the_rate_is_said(
    minutes: int, rate: int, expected: int | None
) -> None:
    assert rules.pence(minutes, rate) == expected
