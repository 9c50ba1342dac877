"""Tables with headings we do not know: what is asked, and how the answer is used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from school_files import refused, sheet_row, understand, workbook

from app.timetable import importers
from app.timetable.importers import asked, child
from app.timetable.importers.understanding import (
    ColumnChoice,
    FoundTable,
    Hints,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
)
from app.timetable.rules import column_choosing

STRANGE = "Who,When,Slot,Whom,What\nAnn,Monday,1,7A,Maths\nBen,Monday,1,7B,Art\n"
COLUMNS = (("Who", "teacher"), ("When", "day"), ("Slot", "period"), ("Whom", "class"), ("What", "subject"))
CHOICE = ColumnChoice((), COLUMNS)


def asked_about(*files: str | bytes) -> FoundTable | None:
    named = [
        NamedBytes(f"f{number}", file.encode() if isinstance(file, str) else file) for number, file in enumerate(files)
    ]
    with pytest.raises(ImportRefused) as caught:
        importers.read(named)
    return caught.value.table


def read(text: str | bytes, *choices: ColumnChoice) -> ImportedTimetable:
    data = text.encode() if isinstance(text, str) else text
    return importers.read([NamedBytes("f", data)], Hints(columns=choices))


def test_the_refusal_carries_headings_and_the_first_rows() -> None:
    table = asked_about(STRANGE)

    assert table is not None
    assert table.headings == ("Who", "When", "Slot", "Whom", "What")
    assert table.rows == (("Ann", "Monday", "1", "7A", "Maths"), ("Ben", "Monday", "1", "7B", "Art"))


def test_headings_we_know_are_proposed() -> None:
    table = asked_about("Staff,When,Slot,Whom,Room\nAnn,Monday,1,7A,M1\n")

    assert table is not None
    assert table.columns == (("Staff", "teacher"), ("Slot", "period"), ("Room", "room"))


def test_a_known_heading_that_lacks_a_column_is_asked_about_too() -> None:
    table = asked_about("teacher,day,period,Gruppenname,subject\nAnn,Monday,1,7A,Maths\n")

    assert table is not None
    assert "Gruppenname" in table.headings


def test_headings_that_are_empty_or_doubled_are_told_apart() -> None:
    table = asked_about("Who,,When,who,Slot,\nAnn,x,Monday,y,1,\n")

    assert table is not None
    assert table.headings == ("Who", "(column 2)", "When", "who (column 4)", "Slot")


def test_what_could_be_no_timetable_is_not_asked_about() -> None:
    assert asked_about("one,two,three\n1,2,3\n") is None
    assert asked_about("only,a,heading,here\n") is None
    assert asked_about("<html></html>") is None


def test_the_answer_is_used_for_every_table_with_those_headings() -> None:
    found = read(STRANGE, CHOICE)

    assert set(found.rows()) == {("Ann", "Monday", "1", "7A", "Maths", ""), ("Ben", "Monday", "1", "7B", "Art", "")}
    assert found.table is not None
    assert found.table.choice == ColumnChoice(("Who", "When", "Slot", "Whom", "What"), COLUMNS)


def test_a_choice_with_all_headings_is_for_files_with_exactly_those() -> None:
    kept = ColumnChoice(("WHO", "when", "Slot ", "Whom", "What"), COLUMNS)

    assert len(list(read(STRANGE, kept).rows())) == 2
    with pytest.raises(ImportRefused):
        read(STRANGE.replace("What", "What,More", 1).replace("Maths", "Maths,x"), kept)


def test_what_is_chosen_now_counts_before_what_was_chosen_once() -> None:
    once = ColumnChoice(("Who", "When", "Slot", "Whom", "What"), (*COLUMNS[:4], ("What", "room")))

    assert [row[5] for row in read(STRANGE, once).rows()] == ["Maths", "Art"]
    assert [row[5] for row in read(STRANGE, CHOICE, once).rows()] == ["", ""]


def test_a_heading_we_know_can_be_chosen_to_be_something_else() -> None:
    columns = (("teacher", "class"), ("class", "teacher"), ("day", "day"), ("period", "period"))
    found = read("teacher,class,day,period\n7A,Ann,Monday,1\n", ColumnChoice((), columns))

    assert list(found.rows()) == [("Ann", "Monday", "1", "7A", "", "")]


def test_a_workbook_and_a_title_above_are_read_alike() -> None:
    sheet = "".join(sheet_row(n, row.split(",")) for n, row in enumerate(f"Our plan\n{STRANGE}".splitlines(), start=1))

    table, found = asked_about(workbook(sheet)), read(workbook(sheet), CHOICE)

    assert table is not None
    assert table.headings[0] == "Who"
    assert len(list(found.rows())) == 2


def test_a_file_that_reads_by_itself_has_no_table() -> None:
    assert understand("teacher,day,period,class\nAnn,Monday,1,7A\n").table is None


def test_the_child_carries_choices_and_questions_over() -> None:
    files = [NamedBytes("f", STRANGE.encode())]

    found = child.read_in_child(files, Hints(columns=(CHOICE,)))
    with pytest.raises(ImportRefused) as caught:
        child.read_in_child(files)

    assert found == read(STRANGE, CHOICE)
    assert caught.value.table is not None
    assert caught.value.table.headings == ("Who", "When", "Slot", "Whom", "What")


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("", "JSON object"), ("[]", "JSON object"), ("{}", "JSON object"), ("null", "JSON object"),
        ('["a"]', "JSON object"), ('{"a": 1}', "JSON object"), ('{"a": {"b": "c"}}', "JSON object"),
        ("[" * 3000, "JSON object"),
        ('{"W": "teacher", "D": "day", "P": "period"}', "“class”"),
        ('{"W": "teacher", "D": "day", "P": "period", "C": "class", "X": "colour"}', "“colour”"),
        ('{"W": "teacher", "D": "day", "P": "period", "C": "class", "X": "class"}', "Two headings"),
        ('{"W": "teacher", "D": "day", "P": "period", "C": "class", "w": "room"}', "named twice"),
        ('{"": "teacher", "D": "day", "P": "period", "C": "class"}', "not the name"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_explained(written: str, word: str) -> None:
    _, faults = column_choosing.read(written)

    assert any(word in fault.message for fault in faults)


def test_an_answer_is_kept_and_found_again() -> None:
    choice, faults = column_choosing.read('{"Who": "teacher", "When": "day", "Slot": "period", "Whom": "class"}')
    headings = ("Who", "When", "Slot", "Whom")

    kept = column_choosing.stored(ColumnChoice(headings, choice.columns))

    assert faults == []
    assert kept is not None
    assert column_choosing.from_stored(*kept) == ColumnChoice(headings, choice.columns)
    assert column_choosing.fingerprint(headings) == column_choosing.fingerprint(("WHO ", "when", "slot", "whom"))
    assert column_choosing.fingerprint(headings) != column_choosing.fingerprint(headings[:3])


@given(st.lists(st.text(max_size=120), max_size=100))
def test_labels_are_short_and_their_choice_can_be_kept(cells: list[str]) -> None:
    shown = asked.labels(cells)

    assert all(label and len(label) <= asked.LABEL_CHARACTERS_MAX for label in shown)
    assert len(shown) <= len(cells)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_understood_or_refused_and_nothing_else(data: bytes) -> None:
    for head in (b"", b"BEGIN:VCALENDAR\n", b"Name,Mon:1,Mon:2\n", b"<HighSchoolTimetableArchive>", b"PK\x03\x04"):
        try:
            found = importers.read([NamedBytes("any", head + data)], Hints(columns=(CHOICE,)))
        except ImportRefused as refusal:
            assert refusal.problems
        else:
            assert isinstance(found, ImportedTimetable)


def test_nothing_is_asked_where_files_hold_no_table() -> None:
    assert refused("").message
    assert asked_about("") is None
