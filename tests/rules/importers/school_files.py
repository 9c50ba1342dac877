"""Small invented files for the importers' tests: FET's tables in every dialect, a `.fet`, plain tables, workbooks."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import pytest

from app.timetable import importers
from app.timetable.importers.understanding import ImportedTimetable, ImportRefused, NamedBytes, Problem

FET_HEADING = (
    "Activity Id", "Day", "Hour", "Students Sets", "Subject", "Teachers", "Activity Tags", "Room", "Comments",
)  # fmt: skip
PLAIN_HEADING = "teacher,day,period,class,subject,room\n"


def understand(*files: bytes | str | NamedBytes) -> ImportedTimetable:
    """Read files, given as text, bytes or with a name of their own."""
    named = [
        file
        if isinstance(file, NamedBytes)
        else NamedBytes(f"file-{number}", file.encode() if isinstance(file, str) else file)
        for number, file in enumerate(files, start=1)
    ]
    return importers.read(named)


def refused(*files: bytes | str | NamedBytes) -> Problem:
    """Read files that must be refused, and give the first reason."""
    with pytest.raises(ImportRefused) as caught:
        understand(*files)
    assert all(problem.message and problem.severity for problem in caught.value.problems)
    return caught.value.problems[0]


def table(
    rows: Iterable[Sequence[str]], *, separator: str = ",", quote: str = '"', bom: bool = True, end: str = "\n"
) -> bytes:
    """Write rows as FET does: every cell in quotes, or none."""
    lines = (
        separator.join(f"{quote}{cell.replace(quote, quote * 2) if quote else cell}{quote}" for cell in row)
        for row in rows
    )
    return ("\ufeff" * bom + "".join(line + end for line in lines)).encode()


def fet_row(
    number: int, day: str, hour: str, classes: str, subject: str, teachers: str, room: str = ""
) -> tuple[str, ...]:
    """Write one row of FET's timetable."""
    return (str(number), day, hour, classes, subject, teachers, "", room, "")


def fet(
    activities: str, *, times: str = "", rooms: str = "", days: Sequence[str] = ("Mon", "Tue"), lists: str = "",
    hours: Sequence[str] = ("1", "2", "3"),
) -> str:  # fmt: skip
    """Write a small .fet file."""
    calendar = "".join(f"<Day><Name>{day}</Name></Day>" for day in days)
    bells = "".join(f"<Hour><Name>{hour}</Name></Hour>" for hour in hours)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<fet version="6.8.5">\n'
        f"<Days_List><Number_of_Days>{len(days)}</Number_of_Days>{calendar}</Days_List>\n"
        f"<Hours_List><Number_of_Hours>{len(hours)}</Number_of_Hours>{bells}</Hours_List>\n{lists}\n"
        f"<Activities_List>{activities}</Activities_List>\n"
        f"<Time_Constraints_List>{times}</Time_Constraints_List>\n"
        f"<Space_Constraints_List>{rooms}</Space_Constraints_List>\n</fet>\n"
    )


def activity(
    number: int,
    subject: str,
    teachers: Sequence[str],
    classes: Sequence[str],
    *,
    duration: int = 1,
    active: bool = True,
) -> str:
    """Write one activity of a .fet file, on a line of its own."""
    people = "".join(f"<Teacher>{teacher}</Teacher>" for teacher in teachers)
    sets = "".join(f"<Students>{name}</Students>" for name in classes)
    return (
        f"\n<Activity>{people}<Subject>{subject}</Subject>{sets}<Duration>{duration}</Duration>"
        f"<Id>{number}</Id><Active>{'true' if active else 'false'}</Active></Activity>"
    )


def starts(number: int, day: str, hour: str, *, weight: str = "100", active: bool = True) -> str:
    """Write the constraint that gives an activity its time."""
    return (
        f"<ConstraintActivityPreferredStartingTime><Weight_Percentage>{weight}</Weight_Percentage>"
        f"<Activity_Id>{number}</Activity_Id><Preferred_Day>{day}</Preferred_Day><Preferred_Hour>{hour}</Preferred_Hour>"
        f"<Active>{'true' if active else 'false'}</Active></ConstraintActivityPreferredStartingTime>"
    )


def stands_in(number: int, room: str, real: Sequence[str] = ()) -> str:
    """Write the constraint that gives an activity its room."""
    rooms = "".join(f"<Real_Room>{name}</Real_Room>" for name in real)
    return (
        "<ConstraintActivityPreferredRoom><Weight_Percentage>100</Weight_Percentage>"
        f"<Activity_Id>{number}</Activity_Id><Room>{room}</Room>{rooms}<Active>true</Active>"
        "</ConstraintActivityPreferredRoom>"
    )


def workbook(sheet: str, extra: Mapping[str, str] | None = None) -> bytes:
    """Pack an .xlsx by hand, so that it can be wrong in any way."""
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Rs><Relationship Id="r1" Target="worksheets/one.xml"/></Rs>',
        "xl/worksheets/one.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>",
        **(extra or {}),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def sheet_row(line: int, cells: Sequence[str]) -> str:
    """Write a row of a sheet with its texts inside."""
    inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{line}">{inside}</row>'
