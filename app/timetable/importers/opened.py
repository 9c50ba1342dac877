"""Opens a file by what it holds, never by what it is called: XML, a workbook, a calendar, or delimited text."""

import re
from dataclasses import dataclass, field
from typing import Final

from app.timetable.importers import archive, decode, limits, markup, read_xlsx, table
from app.timetable.importers.table import Table
from app.timetable.importers.understanding import NamedBytes, Problem, refusal

_CALENDAR: Final = re.compile(r"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """One file, opened: XML (`root` names its first element), or a calendar's text, or tables."""

    file: str
    data: bytes = b""
    root: str | None = None
    calendar: str | None = None
    tables: tuple[Table, ...] = field(default=())
    problems: tuple[Problem, ...] = field(default=())


def open_file(given: NamedBytes) -> Opened:
    """Open one file.

    Raises:
        ImportRefused: too large (exactly the limit is allowed), empty, damaged, or nothing we know.
    """
    file = given.name
    if len(given.data) > limits.FILE_BYTES_MAX:
        most = limits.FILE_BYTES_MAX // limits.MEGABYTE
        raise refusal(f"The file is larger than {most} MB. Export the timetable alone.", file=file)
    data = decode.unpacked(given.data, file)
    decode.refuse_what_is_no_text(data, file)
    if data.startswith(archive.ZIP_MAGIC):
        return Opened(file, tables=read_xlsx.read(data, file))
    if markup.may_be(data):
        document, said = decode.xml(data, file)
        root = markup.root_name(document, file)
        if root is not None:
            return Opened(file, document, root, problems=tuple(said))
    text, problems = decode.text(data, file)
    if _CALENDAR.match(text):
        return Opened(file, calendar=text, problems=tuple(problems))
    return Opened(file, tables=(table.read(text, file),), problems=tuple(problems))
