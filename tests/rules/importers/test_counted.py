"""Whatever a file can have too many of is counted while it is read: as many as the limit are taken, one more is not."""

import io
import struct
import zipfile
from datetime import date, timedelta

import pytest
from school_files import refused, understand
from test_calendar_files import calendar, event

from app.timetable.importers import absence_table, calendar_events, limits, markup
from app.timetable.importers.archive import FOLDER, Archive
from app.timetable.importers.understanding import ImportRefused, NamedBytes

MONDAY = date(2025, 9, 1)


def test_elements_of_xml_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "XML_ELEMENTS_MAX", 50)

    assert markup.tree(b"<fet>" + b"<a/>" * 49 + b"</fet>", "week.fet").tag == "fet"
    with pytest.raises(ImportRefused) as caught:
        markup.tree(b"<fet>\n" + b"<a/>\n" * 50 + b"</fet>", "week.fet")

    (problem,) = caught.value.problems
    assert "more than 50 elements" in problem.message
    assert problem.line == 51


def test_events_of_a_calendar_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    events = [event(MONDAY + timedelta(weeks=week), "08:50", "09:50", "10B/Ar1") for week in range(12)]

    monkeypatch.setattr(calendar_events, "EVENTS_MAX", 12)
    assert understand(calendar(*events)).lessons
    monkeypatch.setattr(calendar_events, "EVENTS_MAX", 11)
    assert "more than 11 events" in refused(calendar(*events)).message


def test_lines_of_a_calendar_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = calendar(*(event(MONDAY + timedelta(weeks=week), "08:50", "09:50", "10B/Ar1") for week in range(12)))
    lines = len(text.split("\r\n"))

    monkeypatch.setattr(limits, "LINES_MAX", lines)
    assert understand(text).lessons
    monkeypatch.setattr(limits, "LINES_MAX", lines - 1)
    problem = refused(text)
    assert (f"more than {lines - 1} lines" in problem.message, problem.line) == (True, lines)


def test_lines_of_a_list_of_absences_are_counted() -> None:
    def listed(lines: int) -> NamedBytes:
        return NamedBytes("away.csv", b"who,from,to\n" + b"Amina,2026-11-02,2026-11-03\n" * lines)

    assert len(absence_table.read(listed(absence_table.LINES_MAX))) == absence_table.LINES_MAX
    with pytest.raises(ImportRefused) as caught:
        absence_table.read(listed(absence_table.LINES_MAX + 1))

    (problem,) = caught.value.problems
    assert "more than 2,000 lines" in problem.message
    assert problem.line == absence_table.LINES_MAX + 2


@pytest.mark.parametrize("said", [0, 1, 999, 1_001, 2**31])
def test_a_part_that_is_longer_or_shorter_than_it_says_is_refused(said: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packing:
        packing.writestr("users.csv", "x" * 1_000)
    data = bytearray(made.getvalue())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, said)

    with pytest.raises(ImportRefused):
        Archive(bytes(data), "roster.zip", FOLDER).read("users.csv")
