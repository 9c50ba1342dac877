"""Files of cover, read back by the readers that others use: no active cell, and Untis's fields in their places."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.cover.layouts import HEADINGS, MIS_HEADINGS, CoverLayout, CoverLine, rendered
from app.cover.rules import CoverState
from app.timetable.importers import table
from app.timetable.importers.untis_shapes import shape_of

LINE = CoverLine(
    slot_id=UUID(int=41), held_on=date(2026, 11, 9), period="P3", starts_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
    ends_at=datetime(2026, 11, 9, 9, 30, tzinfo=UTC), class_name="9B1 + 9B2", subject="Maths", room="M4",
    released_code="AMI", coverer_code="BEN", state=CoverState.ACCEPTED, made_at=datetime(2026, 11, 2, 8, 5, tzinfo=UTC),
)  # fmt: skip
NEEDED = replace(LINE, slot_id=UUID(int=42), coverer_code="", state=CoverState.ESCALATED)
ACTIVE = ["=1+1", "+44 20", "-30", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", " =1", "\u200b=1"]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_says_when_where_and_who_by_code() -> None:
    rows = read_csv(rendered(CoverLayout.CSV, [LINE, NEEDED]))

    assert rows[0] == list(HEADINGS)
    assert rows[1] == ["2026-11-09", "P3", "09:00", "09:30", "9B1 + 9B2", "Maths", "M4", "AMI", "BEN", "agreed"]
    assert rows[2][-2:] == ["", "open"]


def test_a_workbook_holds_the_same_as_text() -> None:
    data = rendered(CoverLayout.XLSX, [LINE])

    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    by_openpyxl = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    assert by_openpyxl == by_calamine == read_csv(rendered(CoverLayout.CSV, [LINE]))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_the_layout_of_school_systems_has_british_dates_and_codes() -> None:
    rows = read_csv(rendered(CoverLayout.MIS_CSV, [NEEDED]))

    assert rows == [
        list(MIS_HEADINGS), ["AMI", "09/11/2026", "P3", "09:00", "09:30", "9B1 + 9B2", "Maths", "M4", ""],
    ]  # fmt: skip


def test_untis_finds_each_field_in_its_place() -> None:
    written = rendered(CoverLayout.UNTIS_GPU014, [LINE, NEEDED])

    assert written.split(b"\r\n")[0] == (
        b'42,"20261109",3,0,0,"AMI","BEN","Maths",,"Maths",,"M4","M4",,"9B1~9B2",,"09:00-09:30",64,"9B1~9B2",P,'
        b"202611020805,"
    )
    found = table.read(written.decode(), "GPU014.TXT")
    assert (shape_of(found), [len(row.cells) for row in found.rows]) == ("substitutions", [22, 22])
    assert found.rows[1].cells[6] == ""


@pytest.mark.parametrize(
    ("period", "number"),
    [
        ("P3", "3"), ("Period 3", "3"), ("5ª 12:45", "5"), ("3ª 10:30 - FP10:15", "3"), ("10", "10"), ("3. Stunde", "3"),
        ("Period 4 (11:20-12:20)", "4"), ("Tutor", ""), ("09:00-10:00", ""), ("9.30 am", ""), ("8h30", ""), ("9am", ""), ("0900-1000", ""),
        ("Lunch 1", ""),
    ],
)  # fmt: skip
def test_untis_knows_periods_by_number(period: str, number: str) -> None:
    assert read_csv(rendered(CoverLayout.UNTIS_GPU014, [replace(LINE, period=period)]))[0][2] == number


@pytest.mark.parametrize(
    ("period", "of_day", "number"),
    [
        ("11:20-12:20", ("09:00-10:00", "10:00-11:00", "11:20-12:20"), "3"),
        ("11:20-12:20", ("09:00-10:00",), ""),
        ("P3", ("Tutor", "P1", "P2", "P3"), "3"),
        ("Tutor", ("Tutor", "P1", "P2", "P3"), ""),
        ("Second", ("First", "Second"), "2"),
    ],
)
def test_a_period_that_is_called_by_its_time_is_its_place_in_the_day(
    period: str, of_day: tuple[str, ...], number: str
) -> None:
    line = replace(LINE, period=period, periods_of_day=of_day)

    assert read_csv(rendered(CoverLayout.UNTIS_GPU014, [line]))[0][2] == number


def test_untis_is_told_the_name_of_a_period_without_a_number_in_the_text() -> None:
    (cells,) = read_csv(rendered(CoverLayout.UNTIS_GPU014, [replace(LINE, period="Tutor")]))

    assert (cells[2], cells[16]) == ("", "Tutor 09:00-09:30")


def test_untis_gets_each_slot_under_one_number_in_every_export_and_no_two_under_the_same() -> None:
    many = [replace(LINE, slot_id=UUID(int=number << 64 | 41)) for number in range(30)]

    first = [cells[0] for cells in read_csv(rendered(CoverLayout.UNTIS_GPU014, [LINE, NEEDED]))]
    later = [cells[0] for cells in read_csv(rendered(CoverLayout.UNTIS_GPU014, [NEEDED]))]

    assert later == first[1:]
    assert len({cells[0] for cells in read_csv(rendered(CoverLayout.UNTIS_GPU014, many))}) == len(many)


@pytest.mark.parametrize("layout", CoverLayout)
@pytest.mark.parametrize("text", ACTIVE)
def test_no_cell_is_active_in_any_layout(layout: CoverLayout, text: str) -> None:
    line = replace(LINE, period=text, class_name=text, subject=text, room=text, released_code=text, coverer_code=text)

    cells = _cells(layout, rendered(layout, [line]))

    assert not [cell for cell in cells if cell.strip("\u200b ")[:1] in set("=+-@\t\r＝＋－＠") and cell.strip()]


@given(texts=st.lists(st.text(max_size=20), min_size=4, max_size=4))
def test_every_line_stays_one_line(texts: Sequence[str]) -> None:
    line = replace(LINE, class_name=texts[0], subject=texts[1], room=texts[2], released_code=texts[3])

    for layout, headings in ((CoverLayout.CSV, 1), (CoverLayout.MIS_CSV, 1), (CoverLayout.UNTIS_GPU014, 0)):
        rows = read_csv(rendered(layout, [line] * 3))
        assert len(rows) == 3 + headings
        assert len({len(row) for row in rows}) == 1


def _cells(layout: CoverLayout, data: bytes) -> list[str]:
    if layout == CoverLayout.XLSX:
        return [
            str(cell)
            for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
            for cell in row
        ]
    return [cell for row in read_csv(data) for cell in row]
