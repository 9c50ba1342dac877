"""Timetable importers: a school's files as bytes in, an understanding of them out; no database, no clock, no names.

A format is one module with `TITLE`, `recognises`, `hint` and `read`; adding one means writing it and naming it in
`app.timetable.importers.formats`. Every reader tells what it could not use as a problem, with file and line, and goes
on; it refuses (`ImportRefused`) only what it cannot use at all. Files are known by what they hold, never by name.
For files that a stranger may have made, use `app.timetable.importers.child`, which reads in a process of its own.
"""

from collections.abc import Sequence

from app.timetable.importers import formats
from app.timetable.importers.understanding import NO_HINTS, Hints, ImportedTimetable, NamedBytes


def read(files: Sequence[NamedBytes], hints: Hints = NO_HINTS) -> ImportedTimetable:
    """Understand the files of one timetable.

    Args:
        files: as uploaded.
        hints: what the files do not say of themselves.

    Raises:
        ImportRefused: with every reason why nothing can be used.
    """
    return formats.read(files, hints)
