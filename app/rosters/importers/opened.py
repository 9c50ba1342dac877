"""Opens what was brought: a zip of CSV files, CSV files, or a workbook. What is known to be about pupils stays shut."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.rosters.importers import limits
from app.timetable.importers import archive, decode, read_xlsx, table
from app.timetable.importers import limits as common
from app.timetable.importers.table import Table
from app.timetable.importers.understanding import ImportRefused, NamedBytes, Problem, refusal

_WANTED: Final = "a list of staff"
_HOW: Final = "Bring OneRoster's CSV files (zipped or not), or a table with headings as CSV or .xlsx."
_NEVER_OPENED: Final = frozenset(
    {
        "demographics", "results", "lineitems", "lineitemlearningobjectiveids", "categories", "resources",
        "courseresources", "classresources", "userresources", "userprofiles", "resultlearningobjectiveids",
        "resultscorescales", "lineitemscorescales", "scorescales", "academicsessions", "courses",
    }
)  # fmt: skip
"""Files of OneRoster that say nothing of staff, and of pupils much."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, and whether its file ends as a whole one does."""

    table: Table
    is_ended: bool = True


def open_all(files: Sequence[NamedBytes]) -> tuple[list[Sheet], list[Problem]]:
    """Open everything; the problems are of what was read with doubts.

    Raises:
        ImportRefused: any of it is too large (exactly the limit is allowed), damaged, empty or no table.
    """
    _check(files)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    for file in files:
        try:
            for part in _parts(file):
                found, doubts = _opened(part)
                sheets += found
                problems += doubts
        except ImportRefused as refusing:
            # All reasons at once, so that nobody mends one file only to hear of the next.
            refused += refusing.problems
    if refused:
        raise ImportRefused(tuple(refused))
    return sheets, problems


def _check(files: Sequence[NamedBytes]) -> None:
    if not files:
        raise refusal("There is no file to read.")
    if len(files) > common.FILES_MAX:
        raise refusal(f"{len(files)} files are too many: {common.FILES_MAX} are the most we read together.")
    if sum(len(file.data) for file in files) > common.TOTAL_BYTES_MAX:
        most = common.TOTAL_BYTES_MAX // common.MEGABYTE
        raise refusal(f"Together, the files are larger than {most} MB. Bring only the list of staff.")
    for file in files:
        if len(file.data) > common.FILE_BYTES_MAX:
            most = common.FILE_BYTES_MAX // common.MEGABYTE
            raise refusal(f"The file is larger than {most} MB. Export staff alone.", file=file.name)


def _parts(given: NamedBytes) -> list[NamedBytes]:
    """The files in a zip that may be of use, or the file itself."""
    data = decode.unpacked(given.data, given.name)
    if not data.startswith(archive.ZIP_MAGIC):
        return [] if _is_never_opened(given.name) else [NamedBytes(given.name, data)]
    pack = archive.Archive(data, given.name, archive.FOLDER)
    if "xl/workbook.xml" in pack.names:
        return [NamedBytes(given.name, data)]
    wanted = [
        name for name in sorted(pack.names)
        if name.casefold().endswith((".csv", ".txt", ".tsv")) and not _is_never_opened(name) and not _is_hidden(name)
    ]  # fmt: skip
    if not wanted:
        raise refusal(f"There is no CSV file in this zip file. {_HOW}", file=given.name)
    return [NamedBytes(f"{given.name}/{name}", pack.read(name)) for name in wanted]


def _opened(part: NamedBytes) -> tuple[list[Sheet], list[Problem]]:
    decode.refuse_what_is_no_text(part.data, part.name, wanted=_WANTED, how=_HOW)
    if part.data.startswith(archive.ZIP_MAGIC):
        tables = read_xlsx.read(part.data, part.name)
        return [Sheet(found) for found in tables], [problem for found in tables for problem in found.problems]
    text, problems = decode.text(part.data, part.name)
    if text.lstrip().startswith("<"):
        raise refusal(f"This is XML or a web page, not {_WANTED}. {_HOW}", file=part.name, line=1)
    found = table.read(text, part.name, rows_max=limits.ROWS_MAX)
    return [Sheet(found, text.endswith(("\n", "\r")))], [*problems, *found.problems]


def _is_never_opened(name: str) -> bool:
    stem, _ = posixpath.splitext(posixpath.basename(name.replace("\\", "/")))
    return stem.casefold() in _NEVER_OPENED


def _is_hidden(name: str) -> bool:
    """Say whether it is what macOS puts beside the files."""
    return name.startswith("__MACOSX/") or posixpath.basename(name).startswith(".")
