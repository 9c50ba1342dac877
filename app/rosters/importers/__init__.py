"""Lists of staff: a school's files as bytes in, an understanding of them out; no database, no clock.

Files are known by what they hold, never by name. For files that a stranger may have made, use
`app.rosters.importers.child`, which reads in a process of its own.
"""

from collections.abc import Sequence

from app.rosters.importers import read_oneroster, read_plain_list
from app.rosters.importers.opened import Sheet, open_all
from app.rosters.importers.read_oneroster import Part
from app.rosters.importers.understanding import ANY_SCHOOL, ImportedRoster, ReadingWish
from app.timetable.importers.understanding import ImportRefused, NamedBytes, Problem, refusal


def read(files: Sequence[NamedBytes], wish: ReadingWish = ANY_SCHOOL) -> ImportedRoster:
    """Understand the files of one list of staff.

    Args:
        files: as uploaded: OneRoster's, or one plain table (several sheets of it are read together).
        wish: what the files do not say of themselves.

    Raises:
        ImportRefused: with every reason why nothing can be used.
    """
    sheets, problems = open_all(files)
    parts: dict[Part, Sheet] = {}
    for sheet in sheets:
        part = read_oneroster.part_of(sheet)
        if part is None:
            continue
        if part in parts:
            message = f"Both {parts[part].table.file} and this are OneRoster's {part}. Bring one export at a time."
            raise refusal(message, file=sheet.table.file, line=1)
        parts[part] = sheet
    if "users" in parts:
        return read_oneroster.read(parts, wish, problems)
    if parts:
        first = next(iter(parts.values())).table.file
        raise refusal("This is a part of OneRoster without users.csv, or its headings are damaged.", file=first, line=1)
    grids = [found for sheet in sheets if (found := read_plain_list.grid_of(sheet)) is not None]
    if not grids:
        raise ImportRefused(tuple(_unknown(sheet) for sheet in sheets) or _nothing())
    return read_plain_list.read(grids, problems)


def _unknown(sheet: Sheet) -> Problem:
    message = (
        "No list of staff was found here. The first row must name the columns: code, name, e-mail, department, FTE, "
        "joined, left. Of OneRoster, users.csv is needed."
    )
    line = sheet.table.rows[0].line if sheet.table.rows else 1
    return Problem(message, "refused", "unreadable", sheet.table.file, line)


def _nothing() -> tuple[Problem, ...]:
    return (Problem("There is no list of staff in these files. Bring users.csv along.", "refused", "unreadable"),)
