"""Files that are no timetable, broken, or made to do harm: each is refused with its place and how to mend it."""

import gzip
import io
import random
import zipfile

import pytest
from school_files import FET_HEADING, PLAIN_HEADING, fet_row, refused, sheet_row, table, understand, workbook

from app.timetable.importers import limits, template
from app.timetable.importers.understanding import ImportRefused, NamedBytes

ROW = "Amina,Monday,1,7A,Maths,R1\n"
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE fet [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]>\n<fet><Days_List>&c;</Days_List></fet>'
)
OUTSIDE = '<!DOCTYPE fet [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<fet>&a;</fet>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"%PDF-1.4 only letters", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), ".xls"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
        (random.Random(1).randbytes(4_000), ""),
        (bytes(100), "NUL"),
        ((PLAIN_HEADING + ROW).encode("utf-16-le"), "NUL"),
        (b"\xff\xfe" + (PLAIN_HEADING + ROW).encode("utf-16-le")[:-1], "cut off"),
        (PLAIN_HEADING.encode() + b"A\x01,Monday,1,7A,Maths,\xe9\n", "not a text file"),
        (b"just some words", "No timetable"),
        (b'{"lessons": []}', "No timetable"),
        (ROW.encode() * 3, "No timetable"),
        (b"<html><body>Timetable</body></html>", "<html>"),
        (b"<timetable/>", "aSc"),
        (PLAIN_HEADING.encode(), "not one row"),
        (table([FET_HEADING, fet_row(1, "", "1", "7A", "Maths", "Amina")]), "No row"),
        (table([FET_HEADING]), "no rows"),
        (gzip.compress(b"x" * 100, mtime=0)[:-12], ".gz"),
        (b"\x1f\x8b" + bytes(40), ".gz"),
        (gzip.compress(bytes(limits.UNPACKED_BYTES_MAX + 1), mtime=0), "30 MB"),
        (LAUGHS.encode(), "DOCTYPE"),
        (OUTSIDE.encode(), "DOCTYPE"),
        (b"<!DOCTYPE fet>\n<fet/>", "DOCTYPE"),
        (b"<fet>" + b"<a>" * 30, "deeper"),
        (b"<fet><a></b></fet>", "broken"),
        (b"<?xml version='1.0' encoding='no-such'?><fet/>", ""),
        (b"<fet/>", "_data_and_timetable.fet"),
    ],
)
def test_what_is_no_timetable_is_refused_and_named(data: bytes, said: str) -> None:
    problem = refused(NamedBytes("plan.csv", data))

    assert said in problem.message
    assert (problem.file, problem.severity) == ("plan.csv", "refused")


def test_a_file_may_be_as_large_as_the_limit_but_not_larger() -> None:
    filled = (PLAIN_HEADING + ROW).encode() + b"\n" * limits.FILE_BYTES_MAX

    assert len(understand(filled[: limits.FILE_BYTES_MAX]).lessons) == 1
    assert "10 MB" in refused(filled[: limits.FILE_BYTES_MAX + 1]).message


def test_files_are_counted_and_weighed_together() -> None:
    with pytest.raises(ImportRefused, match="20 MB"):
        understand(*[bytes(limits.FILE_BYTES_MAX)] * 3)
    with pytest.raises(ImportRefused, match="too many"):
        understand(*[b"x"] * (limits.FILES_MAX + 1))
    with pytest.raises(ImportRefused, match="no file"):
        understand()


def test_nul_bytes_are_refused_with_their_line() -> None:
    assert refused(PLAIN_HEADING + ROW + "A\0,Monday,1,7A,M,R\n").line == 3


def test_a_table_may_have_as_many_rows_as_the_limit_but_not_more() -> None:
    rows = "".join(f"T{number % 900},Day {number % 29},{number // 900},7A,M,R\n" for number in range(limits.ROWS_MAX))

    assert "50,000" in refused(PLAIN_HEADING + rows).message


@pytest.mark.parametrize(
    ("row", "line", "column"),
    [
        (f"Amina,Monday,1,7A,{'x' * (limits.CELL_CHARACTERS_MAX + 1)},R\n", 3, 5),
        (f"Amina{',' * limits.COLUMNS_MAX}\n", 3, limits.COLUMNS_MAX + 1),
        ('Amina,"Monday,1,7A,Maths,R\nBen,Monday,1,7A,M,R\n', 3, 2),
    ],
)
def test_a_cell_beyond_the_limits_is_refused_with_its_place(row: str, line: int, column: int) -> None:
    problem = refused(PLAIN_HEADING + ROW + row)

    assert (problem.line, problem.column) == (line, column)


def test_a_name_that_is_too_long_is_left_out_with_its_place() -> None:
    name = "x" * (limits.NAME_CHARACTERS_MAX + 1)

    found = understand(PLAIN_HEADING + ROW + f"Amina,Monday,2,{name},Maths,R\nAmina,Monday,3,{name[1:]},Maths,R\n")

    assert len(found.lessons) == 2
    assert [(problem.kind, problem.line, problem.column) for problem in found.problems] == [("limit", 3, 4)]


@pytest.mark.parametrize(("what", "column"), [("teachers", 0), ("days", 1), ("periods", 2)])
def test_more_names_than_a_school_has_are_refused(what: str, column: int) -> None:
    cells = [[f"n{number}" if place == column else "1" for place in range(4)] for number in range(1_001)]

    assert what in refused("teacher,day,period,class\n" + "".join(",".join(row) + "\n" for row in cells)).message


def test_one_lesson_cannot_have_thousands_of_classes() -> None:
    rows = "".join(f"Amina,Monday,1,C{number},Maths,R\n" for number in range(1_500))

    assert "classes" in refused(PLAIN_HEADING + rows).message


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl\\..\\..\\evil", "C:evil", "a/../../b"])
def test_a_workbook_with_a_part_outside_itself_is_refused(name: str) -> None:
    assert "outside" in refused(workbook(sheet_row(1, ["teacher"]), {name: "x"})).message


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused() -> None:
    assert "200 times" in refused(workbook(" " * 20_000_000)).message


def test_a_workbook_that_is_too_large_unpacked_is_refused() -> None:
    noise = random.Random(2).randbytes(25_000).hex()

    assert "30 MB" in refused(workbook("", {"xl/media/one": (noise + " " * 1_450_000) * 21})).message


def test_a_workbook_with_too_many_or_doubled_or_encrypted_parts_is_refused() -> None:
    many = {f"xl/{number}": "" for number in range(limits.ZIP_ENTRIES_MAX)}
    locked = bytearray(workbook(sheet_row(1, ["teacher"])))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1

    assert "parts" in refused(workbook("", many)).message
    assert "doubled" in refused(workbook("", {"XL/WORKBOOK.XML": "x"})).message
    assert "encrypted" in refused(bytes(locked)).message


@pytest.mark.parametrize(
    ("sheet", "line", "column"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', 1_048_576, None),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', 1, 16_384),
        ('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>', None, None),
        (f'<row r="1"><c t="str"><v>{"x" * 10_001}</v></c></row>', 1, 1),
    ],
)
def test_a_sheet_with_a_cell_far_out_is_refused_with_its_place(
    sheet: str, line: int | None, column: int | None
) -> None:
    problem = refused(workbook(sheet))

    assert (problem.line, problem.column) == (line, column)


def test_entities_inside_a_workbook_are_refused() -> None:
    assert "DOCTYPE" in refused(workbook("", {"xl/sharedStrings.xml": LAUGHS})).message


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("timetable.csv", PLAIN_HEADING + ROW)

    assert "no .xlsx" in refused(written.getvalue()).message


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_workbook_or_a_packed_file_cut_off_anywhere_is_refused(tenth: int) -> None:
    book, packed = template.as_xlsx(), gzip.compress(template.as_csv())

    assert "damaged" in refused(book[: len(book) * tenth // 10]).message
    assert ".gz" in refused(packed[: len(packed) * tenth // 10]).message


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_plain_table_cut_off_anywhere_never_invents_a_lesson(tenth: int) -> None:
    whole = template.as_csv()
    lessons = set(understand(whole).rows())

    try:
        found = {row[:1] + row[2:] for row in understand(whole[: len(whole) * tenth // 10]).rows()}
    except ImportRefused:
        found = set()

    assert found <= {row[:1] + row[2:] for row in lessons}


def test_a_bad_file_beside_a_good_one_is_only_a_warning() -> None:
    found = understand(table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")]), b"\x89PNG" + bytes(9))

    assert len(found.lessons) == 1
    assert [(problem.file, problem.severity) for problem in found.problems] == [("file-2", "warning")]


def test_a_broken_fet_file_beside_its_table_is_only_a_warning() -> None:
    found = understand(table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")]), "<fet><Days_List>")

    assert len(found.lessons) == 1
    assert [(problem.file, problem.severity, problem.line) for problem in found.problems] == [("file-2", "warning", 1)]


def test_timetables_of_two_kinds_are_refused() -> None:
    both = refused(table([FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", "Amina")]), PLAIN_HEADING + ROW)

    assert "two timetables" in both.message


HOSTILE = (b'"a,', b'"', b"'", b'" "', b"\n", b'x,"', b"+", b",\n", b'""",')


@pytest.mark.parametrize("hostile", HOSTILE)
def test_quotes_and_separators_in_any_number_take_no_time(hostile: bytes) -> None:
    with pytest.raises(ImportRefused):
        understand(PLAIN_HEADING.encode() + hostile * 400_000)
