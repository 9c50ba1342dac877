"""Chooses the reader: each format looks at each file, and the files must agree on one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from app.timetable.importers import (
    asked,
    limits,
    read_asc,
    read_fet,
    read_ical,
    read_plain,
    read_sims,
    read_untis_gpu,
    read_untis_xml,
    read_xhstt,
)
from app.timetable.importers.opened import Opened, open_file
from app.timetable.importers.understanding import (
    NO_HINTS,
    FoundTable,
    Hints,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
    Problem,
    refusal,
)


class Format(Protocol):
    """What a module must have to be a format."""

    @property
    def TITLE(self) -> str:  # noqa: N802 - a module's constant.
        """Its name in messages."""
        ...

    def recognises(self, opened: Opened) -> bool:
        """Say whether this file alone holds a timetable of this format."""
        ...

    def hint(self, opened: Opened) -> str | None:
        """Say what to bring instead, where a file belongs to this format but is no timetable."""
        ...

    def read(self, files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
        """Read all files of one timetable, those that only help along with it."""
        ...


FORMATS: tuple[Format, ...] = (
    read_fet,
    read_asc,
    read_untis_xml,
    read_xhstt,
    read_ical,
    read_sims,
    read_untis_gpu,
    read_plain,
)
"""In the order they are asked: the more particular first."""

_LATER = {
    "html": "a web page",
    "Workbook": "an old Excel XML sheet",
}


def read(files: Sequence[NamedBytes], hints: Hints = NO_HINTS) -> ImportedTimetable:
    """Open all files, choose the one format, and read.

    A file that cannot be opened is only a warning when the others are a timetable without it.

    Raises:
        ImportRefused: no file, too many or too large, none with a timetable, timetables of two formats, or a solution
            asked of a format that has none.
    """
    _check(files)
    opened, unopened = _opened(files)
    opened, by_choice = _named(opened, hints)
    chosen = [(found, [file for file in opened if found.recognises(file)]) for found in FORMATS]
    chosen = [(found, claimed) for found, claimed in chosen if claimed]
    if not chosen:
        reasons = (*unopened, *(_unknown(file) for file in opened))
        raise ImportRefused(reasons, asked.table_to_ask_about(opened))
    if len(chosen) > 1 and {file.file for file in chosen[1][1]} - {file.file for file in chosen[0][1]}:
        titles = " and ".join(f"{claimed[0].file} ({found.TITLE})" for found, claimed in chosen)
        raise refusal(f"These are two timetables: {titles}. Bring one at a time.", file=chosen[1][1][0].file)
    if hints.solution is not None and chosen[0][0] is not read_xhstt:
        raise refusal(f"{chosen[0][0].TITLE} files do not hold several solutions. Leave the solution out.")
    try:
        understood = chosen[0][0].read(opened, hints)
    except ImportRefused as refused:
        if chosen[0][0] is read_plain:
            refused.table = by_choice or asked.table_to_ask_about(chosen[0][1])
        raise
    passed_over = tuple(replace(problem, severity="warning", kind="unused") for problem in unopened)
    table = by_choice if chosen[0][0] is read_plain else None
    return replace(understood, problems=(*passed_over, *understood.problems), table=table)


def _check(files: Sequence[NamedBytes]) -> None:
    if not files:
        raise refusal("There is no file to read.")
    if len(files) > limits.FILES_MAX:
        raise refusal(f"{len(files)} files are too many: {limits.FILES_MAX} are the most we read together.")
    if sum(len(file.data) for file in files) > limits.TOTAL_BYTES_MAX:
        most = limits.TOTAL_BYTES_MAX // limits.MEGABYTE
        raise refusal(f"Together, the files are larger than {most} MB. Bring the timetable alone.")


def _opened(files: Sequence[NamedBytes]) -> tuple[list[Opened], list[Problem]]:
    opened: list[Opened] = []
    problems: list[Problem] = []
    unpacked = 0
    for file in files:
        try:
            found = open_file(file)
        except ImportRefused as refused:
            problems += refused.problems
            continue
        unpacked += len(found.data)
        if unpacked > limits.UNPACKED_BYTES_MAX:
            most = limits.UNPACKED_BYTES_MAX // limits.MEGABYTE
            raise refusal(f"Unpacked, the files are larger than {most} MB together.", file=file.name)
        opened.append(found)
    return opened, problems


def _named(opened: Sequence[Opened], hints: Hints) -> tuple[list[Opened], FoundTable | None]:
    """Give the tables their columns' names where the school has said which they are."""
    found = [asked.named(file, hints.columns) for file in opened]
    return [file for file, _ in found], next((table for _, table in found if table is not None), None)


def _unknown(opened: Opened) -> Problem:
    """Say why one file is no timetable, as closely as can be told."""
    told = next((hint for found in FORMATS if (hint := found.hint(opened))), None)
    if told is None and opened.root is not None:
        what = _LATER.get(opened.root)
        told = f"This is XML with the root <{opened.root[:40]}>" + (f" ({what})" if what else "")
        told += ", which we do not read. Export FET's files, or CSV with teacher, day, period and class."
    message = told or (
        "No timetable was found here. The first row must name the columns: teacher, day, period, class, subject, room."
    )
    line = opened.tables[0].rows[0].line if opened.tables and opened.tables[0].rows else 1
    return Problem(message, "refused", "unreadable", opened.file, line)
