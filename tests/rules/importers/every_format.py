"""One small whole file of every format that is read, with a teacher of any name in it, and ways to spoil each of them."""

import csv
import gzip
import io
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from fet_grids import cell, grid
from other_programs import GPU_ROWS, asc, asc_lesson, card, gpu001, untis, untis_lesson, untis_time
from school_files import FET_HEADING, activity, fet, fet_row, sheet_row, starts, workbook
from staff_files import AIDE, ORGS, PUPIL, USERS, manifest, packed, text

from app.rosters import importers as roster_importers
from app.rosters.importers.understanding import ReadingWish
from app.timetable import importers
from app.timetable.importers import absence_calendar, absence_table
from app.timetable.importers.understanding import ImportRefused, NamedBytes

Reader = Literal["timetable", "staff", "absences", "diary"]
Fact = tuple[object, ...]
"""A lesson, a person or an absence, without what another row may add to it."""

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


@dataclass(frozen=True)
class Format:
    """How a format is written, and who reads it. `made` puts somebody's name into a whole file of it."""

    reader: Reader
    style: Literal["table", "xml", "zip", "calendar"]
    made: Callable[[str], bytes]
    backwards: tuple[bytes, bytes] | None = None
    """A time as it should be, and one that cannot be."""


@dataclass(frozen=True)
class Answer:
    """What a reader made of a file."""

    facts: frozenset[Fact]
    people: tuple[str, ...]
    problems: int


def answer(made: Format, data: bytes, name: str = "file") -> Answer | ImportRefused:
    """Have a file read by whoever reads its format; anything but an answer or a refusal is raised."""
    try:
        return _READERS[made.reader](NamedBytes(name, data))
    except ImportRefused as refused:
        return refused


def _timetable(file: NamedBytes) -> Answer:
    found = importers.read([file])
    facts = {(teacher, day.split()[-1], period) for teacher, day, period, *_ in found.rows()}
    for teacher, day, period, *_ in found.rows():
        assert teacher in found.teachers
        assert period in {one.period for one in found.days[day]}
    return Answer(frozenset(facts), found.teachers, len(found.problems))


def _staff(file: NamedBytes) -> Answer:
    found = roster_importers.read([file], ReadingWish("Birch School"))
    names = tuple(person.name for person in found.people)
    return Answer(frozenset((person.roster_id, person.name) for person in found.people), names, len(found.problems))


def _absences(file: NamedBytes) -> Answer:
    rows = absence_table.read(file)
    return Answer(frozenset((row.who, row.starts_on, row.ends_on) for row in rows), tuple(row.who for row in rows), 0)


def _diary(file: NamedBytes) -> Answer:
    events = absence_calendar.read(file, LONDON, FIRST, LAST, is_named=True)
    words = tuple(word for one in events for word in one.who)
    return Answer(frozenset((one.key, one.starts_at, one.ends_at) for one in events), words, 0)


_READERS: dict[Reader, Callable[[NamedBytes], Answer]] = {
    "timetable": _timetable, "staff": _staff, "absences": _absences, "diary": _diary,
}  # fmt: skip


# ---- the formats ---------------------------------------------------------------------------------


def _csv(*rows: Sequence[str], separator: str = ",") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode()


def _sheet(*rows: Sequence[str]) -> bytes:
    return workbook("".join(sheet_row(line, [escape(cell) for cell in row]) for line, row in enumerate(rows, start=1)))


def _plain(name: str) -> list[Sequence[str]]:
    return [
        ("teacher", "day", "period", "class", "subject", "room", "start", "end"),
        (name, "Monday", "P1", "7A", "Maths", "R1", "09:00", "09:50"),
        (name, "Tuesday", "P2", "8B", "Maths", "R1", "10:00", "10:50"),
        ("Ben", "Monday", "P1", "7B", "PE", "Gym", "09:00", "09:50"),
        ("Ben", "Wednesday", "P2", "", "On duty", "", "10:00", "10:50"),
    ]


def _weeks(name: str) -> list[Sequence[str]]:
    return [
        ("teacher", "day", "period", "Week A", "Week B"), (name, "Monday", "P1", "7A", "8B"),
        (name, "Tuesday", "P2", "", "7A"), ("Ben", "Monday", "P1", "9C", "9C"),
    ]  # fmt: skip


def _sims(name: str) -> list[Sequence[str]]:
    return [
        ("Staff", "1Mon:1", "1Mon:2", "2Mon:1", "2Fri:Tut"), (name, "10B/Ar1", "13A/Ar1", "9A/Ar1", "10B"),
        ("", "O3", "O6", "O3", "O3"), ("Ben", "PPA", "SLT", "9A/Ar1", ""), ("", "", "", "O3", ""),
    ]  # fmt: skip


def _fet_table(name: str) -> bytes:
    return _csv(
        FET_HEADING, fet_row(1, "Mon", "1", "7A", "Maths", name, "R1"), fet_row(2, "Tue", "2", "7A+7B", "Art", name),
        fet_row(3, "Mon", "1", "8C", "PE", "Ben", "Gym"),
    )  # fmt: skip


def _fet(name: str) -> bytes:
    activities = activity(1, "Maths", [escape(name)], ["7A"], duration=2) + activity(2, "Art", ["Ben"], ["7B"])
    return fet(activities, times=starts(1, "Mon", "1") + "\n" + starts(2, "Tue", "3")).encode()


def _grids(name: str) -> bytes:
    shown = quoteattr(name)[1:-1].replace('"', "&quot;")
    return grid(
        {shown: {("Mon", "1"): cell(1, "Maths", "7A", "R1")}, "Ben": {("Tue", "3"): cell(2, "Art", "7B")}}
    ).encode()


def _gpu001(name: str) -> bytes:
    return gpu001(
        [("3", "10a", name, "MA", "R1", "1", "1"), ("4", "10a", name, "MA", "R1", "3", "2"), *GPU_ROWS]
    ).encode()


def _untis(name: str) -> bytes:
    shown = quoteattr(name)[1:-1].replace('"', "&quot;")
    lessons = untis_lesson("141800", shown, "CL_7A", "MA", untis_time(1, 1, "RM_R1"), week="A")
    lessons += untis_lesson("141900", "Zoe", "CL_7B", "MA", untis_time(2, 2))
    return (
        untis(lessons).replace('<teacher id="TR_Zoe"/>', f'<teacher id="TR_Zoe"/><teacher id="TR_{shown}"/>').encode()
    )


def _asc(name: str) -> bytes:
    lessons = asc_lesson("L1", "T1", "C1") + asc_lesson("L2", "T2,T3", "C1,C2", "S2")
    cards = card("L1", 1, "10000") + card("L1", 2, "00100") + card("L2", 1, "01000")
    return asc(lessons, cards).replace('name="Ahmed"', f"name={quoteattr(name)}").encode()


def _xhstt(name: str) -> bytes:
    times = "".join(
        f'\n<Time Id="{day}{n}"><Name>x</Name><Day Reference="{day}"/></Time>' for day in ("Mo", "Tu") for n in (1, 2)
    )
    people = "".join(
        f'\n<Resource Id="{key}"><Name>{shown}</Name><ResourceType Reference="{kind}"/></Resource>'
        for key, shown, kind in (("T1", escape(name), "Teacher"), ("T2", "Ben", "Teacher"), ("C1", "7A", "Class"))
    )
    events = "".join(
        f'\n<Event Id="{key}"><Name>{key}</Name><Duration>1</Duration>'
        f'<Resources><Resource Reference="{who}"/><Resource Reference="C1"/></Resources></Event>'
        for key, who in (("E1", "T1"), ("E2", "T2"))
    )
    placed = "".join(
        f'\n<Event Reference="{key}"><Time Reference="{at}"/></Event>' for key, at in (("E1", "Mo1"), ("E2", "Tu2"))
    )
    return (
        '<HighSchoolTimetableArchive Id="A"><Instances><Instance Id="I"><MetaData><Name>Small</Name></MetaData>'
        '<Times><TimeGroups><Day Id="Mo"><Name>Mo</Name></Day><Day Id="Tu"><Name>Tu</Name></Day></TimeGroups>'
        f'{times}</Times><Resources><ResourceTypes><ResourceType Id="Teacher"><Name>Teacher</Name></ResourceType>'
        f'<ResourceType Id="Class"><Name>Class</Name></ResourceType></ResourceTypes>{people}</Resources>'
        f'<Events>{events}</Events></Instance></Instances><SolutionGroups><SolutionGroup Id="S">'
        f'<Solution Reference="I"><Events>{placed}</Events></Solution></SolutionGroup></SolutionGroups>'
        "</HighSchoolTimetableArchive>\n"
    ).encode()


def _calendar(name: str, *, is_diary: bool = False) -> bytes:
    shown = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", f"X-WR-CALNAME:{shown}"]
    for week in range(12):
        monday = date(2026, 9, 7) + timedelta(weeks=week)
        title = shown if is_diary else "7A Maths"
        lines += ["BEGIN:VEVENT", f"UID:e{week}", f"DTSTART:{monday:%Y%m%d}T090000", f"DTEND:{monday:%Y%m%d}T095000",
                  f"SUMMARY:{title}", "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _users(name: str) -> bytes:
    somebody = ("t1", "", "", "true", "s1", "teacher", "amina", name, "", "amina@school.example")
    return text(USERS, somebody, AIDE, PUPIL)


def _oneroster(name: str) -> bytes:
    return packed({"manifest.csv": manifest(), "users.csv": _users(name), "orgs.csv": text(*ORGS)})


def _oneroster_1_2(name: str) -> bytes:
    users = text(
        ("sourcedId", "enabledUser", "givenName", "familyName"), ("t1", "true", name, ""), ("p1", "true", "Zofia", "Q"),
        ("t2", "true", "Ben", "O"),
    )  # fmt: skip
    roles = text(
        ("sourcedId", "userSourcedId", "role", "orgSourcedId"), ("r1", "t1", "teacher", "s1"),
        ("r2", "p1", "student", "s1"), ("r3", "t2", "aide", "s1"),
    )  # fmt: skip
    return packed({"manifest.csv": manifest(version="1.2"), "users.csv": users, "roles.csv": roles})


def _staff_list(name: str) -> list[Sequence[str]]:
    return [
        ("id", "code", "name", "email", "department", "joined", "left"),
        ("1", "AK", name, "ak@x.example", "Maths", "2026-09-01", "2027-08-31"),
        ("2", "BO", "Ben Osei", "bo@x.example", "PE", "", ""), ("3", "ZL", "Zoe Lang", "", "Art", "", ""),
    ]  # fmt: skip


def _absence_list(name: str) -> list[Sequence[str]]:
    return [
        ("who", "from", "to", "start time", "reason"), (name, "2026-11-12", "2026-11-13", "", "x"),
        ("Ben", "2026-11-16", "2026-11-20", "10:00", "x"), ("Zoe", "2026-12-01", "2026-12-02", "", "x"),
    ]  # fmt: skip


FORMATS: dict[str, Format] = {
    "plain": Format("timetable", "table", lambda name: _csv(*_plain(name)), (b"09:50", b"08:10")),
    "plain semicolons": Format(
        "timetable", "table", lambda name: _csv(*_plain(name), separator=";"), (b"09:50", b"25:99")
    ),
    "plain xlsx": Format("timetable", "zip", lambda name: _sheet(*_plain(name))),
    "weeks as columns": Format("timetable", "table", lambda name: _csv(*_weeks(name))),
    "sims": Format("timetable", "table", lambda name: _csv(*_sims(name))),
    "sims xlsx": Format("timetable", "zip", lambda name: _sheet(*_sims(name))),
    "fet table": Format("timetable", "table", _fet_table),
    "fet": Format("timetable", "xml", _fet),
    "fet packed": Format("timetable", "zip", lambda name: gzip.compress(_fet(name), mtime=0)),
    "fet grids": Format("timetable", "xml", _grids),
    "untis text": Format("timetable", "table", _gpu001),
    "untis xml": Format("timetable", "xml", _untis, (b"<endtime>0835<", b"<endtime>0635<")),
    "asc": Format("timetable", "xml", _asc, (b'endtime="9:15"', b'endtime="7:15"')),
    "xhstt": Format("timetable", "xml", _xhstt),
    "calendar": Format("timetable", "calendar", _calendar, (b"T095000", b"T085000")),
    "oneroster 1.1": Format("staff", "zip", _oneroster),
    "oneroster 1.2": Format("staff", "zip", _oneroster_1_2),
    "oneroster users": Format("staff", "table", _users),
    "staff list": Format("staff", "table", lambda name: _csv(*_staff_list(name)), (b"2027-08-31", b"2025-08-31")),
    "staff list xlsx": Format("staff", "zip", lambda name: _sheet(*_staff_list(name))),
    "absences": Format("absences", "table", lambda name: _csv(*_absence_list(name)), (b"2026-11-20", b"2026-11-02")),
    "absences xlsx": Format("absences", "zip", lambda name: _sheet(*_absence_list(name))),
    "diary": Format("diary", "calendar", lambda name: _calendar(name, is_diary=True), (b"T095000", b"T085000")),
}


# ---- ways to spoil a file ------------------------------------------------------------------------


def tenths(whole: bytes) -> Iterator[bytes]:
    """The file cut off at every tenth."""
    return (whole[: len(whole) * tenth // 10] for tenth in range(1, 10))


def in_other_letters(whole: bytes) -> Iterator[bytes]:
    """The file in encodings that it does not say, and saying encodings that it is not in."""
    for codec in ("utf-16-le", "utf-16-be", "utf-32", "cp037", "cp1252", "cp932", "koi8_r", "utf-7"):
        yield whole.decode("utf-8", "replace").encode(codec, "replace")
    yield b"\xff\xfe" + whole
    yield b"\xef\xbb\xbf\xef\xbb\xbf" + whole
    for declared in (b"utf-16", b"windows-1252", b"no-such-thing", b"utf-8" * 20, b"zlib", b"idna"):
        yield b'<?xml version="1.0" encoding="' + declared + b'"?>' + whole.partition(b"?>")[2]
    yield whole.replace(b"Amina", b"Am\xffna\x81")


def with_other_separators(whole: bytes) -> Iterator[bytes]:
    """The file with other signs between its cells, or half of them, or around them."""
    for old in (b",", b";"):
        for new in (b",", b";", b"\t", b"|", b" ", b":", b"\x1f", b""):
            yield whole.replace(old, new)
    yield whole.replace(b",", b";", whole.count(b",") // 2)
    yield whole.replace(b'"', b"'")
    yield whole.replace(b'"', b"")
    yield whole.replace(b"\r\n", b"\r")
    yield whole.replace(b"\n", b" ")


def with_columns_swapped(whole: bytes) -> Iterator[bytes]:
    """The columns of a table in another order below the same heading, or the elements of a document renamed."""
    lines = [line.split(b",") for line in whole.splitlines()]
    width = max(len(line) for line in lines)
    for place in range(min(width - 1, 8)):
        swapped = [[*line[:place], *reversed(line[place : place + 2]), *line[place + 2 :]] for line in lines[1:]]
        yield b"\n".join(b",".join(line) for line in [lines[0], *swapped]) + b"\n"
    yield b"\n".join(b",".join(line[::-1]) for line in lines) + b"\n"
    for one, other in (
        (b"ay", b"eriod"),
        (b"Day", b"Hour"),
        (b"teacher", b"subject"),
        (b"Teacher", b"Class"),
        (b"START", b"END"),
    ):
        yield whole.replace(one, b"\0").replace(other, one).replace(b"\0", other)


def with_each_line_twice(whole: bytes) -> bytes:
    """The file with all that stands on one line twice: rows, whole elements, whole events."""
    if b"BEGIN:VEVENT" in whole:
        head, *events = whole.split(b"BEGIN:VEVENT")
        last, end = events[-1].split(b"END:VCALENDAR")
        return (
            head
            + b"".join(b"BEGIN:VEVENT" + one for one in [*events[:-1], last] for _ in range(2))
            + b"END:VCALENDAR"
            + end
        )
    lines = whole.splitlines(keepends=True)
    return b"".join(line * (1 if number == 0 or not _stands_alone(line) else 2) for number, line in enumerate(lines))


def with_ids_the_same(whole: bytes) -> Iterator[bytes]:
    """The file with the same id in several places."""
    for ids in ((b'"T1"', b'"T2"'), (b'"L1"', b'"L2"'), (b'"E1"', b'"E2"'), (b"<Id>1<", b"<Id>2<"), (b"LS_141800", b"LS_141900"),
                (b"TR_Zoe", b"TR_Ahi"), (b"t2,", b"t1,"), (b"2,BO", b"1,AK"), (b"UID:e1\r", b"UID:e0\r"), (b"\r\n4;", b"\r\n3;")):  # fmt: skip
        yield whole.replace(*ids)


def _stands_alone(line: bytes) -> bool:
    if b"<" not in line:
        return True
    try:
        ElementTree.fromstring(line)
    except ElementTree.ParseError:
        return False
    return True


def zipped(**entries: bytes) -> bytes:
    """A zip file with these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in entries.items():
            pack.writestr(name, data)
    return written.getvalue()
