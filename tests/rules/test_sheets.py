"""Tables that leave the house: no text is calculated by whoever opens them, and none keeps them from opening."""

import csv
import io

import pytest
from openpyxl import load_workbook

from app.kernel import sheets

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u200b=", "\ufeff="]
UNWRITABLE = [*"\x00\x01\x08\x0b\x0c\x1f\ufffe\uffff", "\ud800", "\udfff"]


def read(data: bytes) -> list[tuple[object, str]]:
    """Value and type of each cell of the first column, as a spreadsheet reads them."""
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [(row[0].value, row[0].data_type) for row in sheet.iter_rows()]


@pytest.mark.parametrize("start", STARTS, ids=ascii)
def test_no_text_of_a_workbook_is_a_formula(start: str) -> None:
    """Take out: the apostrophe of sheets.safe AND the type of cells in sheets._sheet; each alone holds."""
    (found,) = read(sheets.workbook([("Notes", [[f"{start}1+1"]])]))

    assert found[1] == "s"
    assert str(found[0]).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert read(sheets.workbook([("Minutes", [[-30], [0]])])) == [(-30, "n"), (0, "n")]


@pytest.mark.parametrize("sign", UNWRITABLE, ids=ascii)
def test_signs_that_no_file_can_hold_are_left_out(sign: str) -> None:
    """Take out: _UNWRITABLE in sheets.safe. One of them before "=" must not hide the formula either."""
    lines = [[f"a{sign}b"], [f"{sign}=1"]]

    assert [value for value, _ in read(sheets.workbook([("Notes", lines)]))] == ["ab", "'=1"]
    assert [*csv.reader(io.StringIO(sheets.csv_text(lines)))] == [["ab"], ["'=1"]]
