"""Whatever stands in a file, each reader gives an understanding or a refusal with reasons, and nothing else."""

import gzip
from collections.abc import Callable

import pytest
from fet_grids import STARTS, TEACHERS
from hypothesis import example, given, settings
from hypothesis import strategies as st
from other_programs import (
    asc,
    asc_lesson,
    card,
    gpu001,
    gpu002,
    gpu004,
    untis,
    untis_lesson,
    untis_time,
)
from school_files import FET_HEADING, activity, fet, fet_row, starts, table

from app.timetable.importers import read_asc, read_fet, read_untis_gpu, read_untis_xml
from app.timetable.importers.formats import Format, read
from app.timetable.importers.opened import open_file
from app.timetable.importers.understanding import (
    NO_HINTS,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
    from_json,
)

ASC = asc(
    asc_lesson("L1", "T1,T2", "C1,C2") + asc_lesson("L2", "T3", "", more='durationperiods="2" groupids="G1"'),
    card("L1", 1, "10000", weeks="10") + card("L1", 2, "01100", weeks="01") + card("L2", 9, "00010"),
)
UNTIS = untis(
    untis_lesson("141800", "Ahi", "CL_12 1 CL_7A", "MA", untis_time(1, 1, "RM_R 2"), week="A")
    + untis_lesson("141900", "Ben C", "", "D  G4", untis_time(2, 1), mask="11111FF00000FF" * 5)
)
FET = fet(activity(1, "Maths", ["Amina"], ["7A"], duration=2), times=starts(1, "Mon", "1"))
FET_TABLE = table([FET_HEADING, fet_row(1, "Mon", "1", "7A+7B", "Maths", "Amina+Ben", "R1")])
LISTS = gpu004(("Wiss", "W", "I", "w@birch.example")) + gpu002(("1", "1", "09a", "Wiss"))
SAMPLES: dict[Format, bytes] = {
    read_asc: ASC.encode(),
    read_untis_xml: UNTIS.encode(),
    read_untis_gpu: gpu001().encode(),
    read_fet: FET_TABLE,
}
WHOLE = {"asc": ASC, "untis": UNTIS, "gpu": gpu001(), "fet": FET, "grids": TEACHERS, "starts": STARTS, "lists": LISTS}


def hold(reading: Callable[[], ImportedTimetable]) -> None:
    try:
        found = reading()
    except ImportRefused as refused:
        assert refused.problems
        assert all(problem.message for problem in refused.problems)
        return
    assert found.lessons or found.busy or any(problem.kind == "no-teacher" for problem in found.problems)
    days = {day: {period.period for period in periods} for day, periods in found.days.items()}
    for teacher, day, period, *_ in found.rows():
        assert teacher in found.teachers
        assert period in days[day]
    assert len(set(found.teachers)) == len(found.teachers)
    assert from_json(found.as_json()) == found


def by(reader: Format, data: bytes) -> Callable[[], ImportedTimetable]:
    """Give the file to one reader, if it takes it; otherwise to whichever does."""

    def reading() -> ImportedTimetable:
        opened = open_file(NamedBytes("file", data))
        return reader.read([opened], NO_HINTS) if reader.recognises(opened) else read([NamedBytes("file", data)])

    return reading


BLOCKS = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"<", b">", b'"', b"&", b";", b",", b"~", b"\n", b"\xff", b"\x00", b"+", b"1" * 50, b"<card/>", b'="', b"</",
         b"<lessons>", b'days="11111"', b'period="0"', b"-1", "\u202e".encode(), "ß".encode("cp1252"), b"CL_", b" "]
    ),
)  # fmt: skip
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), BLOCKS), min_size=1, max_size=6)


def changed(whole: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Cut out a piece at each place, and put another one in."""
    for place, length, block in changes:
        at = int(place * len(whole))
        whole = whole[:at] + block + whole[at + length :]
    return whole


@pytest.mark.parametrize("reader", SAMPLES, ids=lambda reader: reader.TITLE)
@given(changes=CHANGES)
@settings(max_examples=120, deadline=None)
@example(changes=[(0.0, 0, b"\xff\xfe")])
@example(changes=[(0.5, 1_000_000, b"")])
def test_a_file_that_is_changed_anywhere(reader: Format, changes: list[tuple[float, int, bytes]]) -> None:
    hold(by(reader, changed(SAMPLES[reader], changes)))


@given(first=st.sampled_from(sorted(WHOLE)), second=st.sampled_from(sorted(WHOLE)), changes=CHANGES)
@settings(max_examples=120, deadline=None)
def test_two_files_one_of_them_changed(first: str, second: str, changes: list[tuple[float, int, bytes]]) -> None:
    files = [NamedBytes("one", WHOLE[first].encode()), NamedBytes("two", changed(WHOLE[second].encode(), changes))]

    hold(lambda: read(files))


@given(data=st.binary(max_size=400) | st.text(max_size=200).map(str.encode), is_packed=st.booleans())
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes(data: bytes, is_packed: bool) -> None:
    hold(lambda: read([NamedBytes("file", gzip.compress(data, mtime=0) if is_packed else data)]))


@given(
    head=st.sampled_from([b"<timetable>", b"<document xmlns='https://untis.at/untis/XmlInterface'>", b"<fet>",
                          b"<Teachers_Timetable>", b"<Students_Timetable>"]),
    parts=st.lists(
        st.sampled_from([b"<lessons>", b"</lessons>", b"<lesson id='LS_1' teacherids='T1'>", b"</lesson>", b"<cards>", b"</cards>",
                         b"<card lessonid='LS_1' period='1' days='1'/>", b"<times>", b"</times>", b"<Teacher name='a'>", b"</Teacher>",
                         b"<time><assigned_day>1</assigned_day><assigned_period>1</assigned_period></time>",
                         b"<Day name='x'><Hour name='1'><Subject name='s'/></Hour></Day>", b"text", b"<lesson_teacher id='TR_a TR_b'/>"]),
        max_size=12,
    ),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_elements_in_any_order(head: bytes, parts: list[bytes]) -> None:
    name = head.split()[0].strip(b"<>")

    hold(lambda: read([NamedBytes("file", head + b"".join(parts) + b"</" + name + b">")]))
