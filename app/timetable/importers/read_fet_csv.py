"""Reads the tables that FET exports as CSV: the timetable and, where given, the lists of teachers, classes and rooms.

Each table is known by its heading; one without a heading by its shape and by whose names it holds.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from app.timetable.importers import limits, sets
from app.timetable.importers.assemble import Held
from app.timetable.importers.order import folded
from app.timetable.importers.read_fet_xml import Activity
from app.timetable.importers.table import Row, Table, padded
from app.timetable.importers.understanding import Problem, refusal
from app.timetable.importers.untis_shapes import shape_of

Role = Literal["timetable", "activities", "statistics", "teachers", "students", "subjects", "tags", "rooms"]

COLUMNS: Final = (
    "activity id", "day", "hour", "students sets", "subject", "teachers", "activity tags", "room", "comments",
)  # fmt: skip
_NEEDED: Final = COLUMNS[:6]
_HEADINGS: Mapping[tuple[str, ...], Role] = {
    ("activity id", "day", "hour"): "timetable",
    ("students sets", "subject", "teachers", "activity tags", "total duration"): "activities",
    ("students sets", "subject", "teachers", "total duration"): "statistics",
    ("year", "number of students per year"): "students",
    ("room", "room capacity"): "rooms",
    ("teacher", "comments"): "teachers",
    ("subject", "comments"): "subjects",
    ("activity tag", "comments"): "tags",
}
_MENDED_CELLS_MAX = 16


@dataclass(frozen=True, slots=True)
class Known:
    """Every name the other files tell; empty where none was given. `periods` counts what should be placed."""

    teachers: Collection[str] = ()
    students: Collection[str] = ()
    subjects: Collection[str] = ()
    tags: Collection[str] = ()
    rooms: Collection[str] = ()
    activities: Mapping[str, Activity] = field(default_factory=dict)
    periods: int | None = None


def role_of(table: Table) -> Role | None:
    """Say which of FET's tables this is by its heading, or that it is a timetable without one; None if neither."""
    if not table.rows:
        return None
    heading = tuple(folded(cell) for cell in table.rows[0].cells)
    for start, role in _HEADINGS.items():
        if heading[: len(start)] == start:
            return role
    return "timetable" if _has_shape(table) and shape_of(table) is None else None


def _has_shape(table: Table) -> bool:
    """Say whether nearly every row is nine cells that start with a number, a day and an hour."""
    head = table.rows[:500]
    fits = [len(row.cells) >= len(COLUMNS) and row.cells[0].isdigit() and all(row.cells[1:3]) for row in head]
    width, _ = Counter(len(row.cells) for row in head).most_common(1)[0]
    return width == len(COLUMNS) and sum(fits) >= 0.9 * len(fits)


def has_heading(table: Table) -> bool:
    """Say whether the first row names the columns."""
    heading = tuple(folded(cell) for cell in table.rows[0].cells)
    return any(heading[: len(start)] == start for start in _HEADINGS)


def guessed_roles(timetable: Table, others: Iterable[Table]) -> dict[Role, Table]:
    """Tell tables without a heading apart: by width, and lists of names by where in the timetable these names stand."""
    columns: tuple[tuple[Role, int], ...] = (("teachers", 5), ("subjects", 4), ("tags", 6))
    used: dict[Role, set[str]] = {role: set() for role, _ in columns}
    for row, (role, column) in itertools.product(timetable.rows, columns):
        cells = padded(row, len(COLUMNS))
        used[role] |= {cells[column]} - {""} if role == "subjects" else set(sets.split(cells[column], ()))
    found: dict[Role, Table] = {}
    for table in others:
        width, _ = Counter(len(row.cells) for row in table.rows).most_common(1)[0]
        guess = _role_by_names(table, used) if width == 2 else _role_by_width(table, width)
        if guess is not None:
            found.setdefault(guess, table)
    return found


def _role_by_names(table: Table, used: Mapping[Role, set[str]]) -> Role | None:
    names = set(names_in(table, 0, behind=1))
    shares = {role: len(names & there) / max(1, min(len(names), len(there))) for role, there in used.items()}
    best = max(shares, key=lambda role: shares[role])
    return best if shares[best] >= 0.5 else None


def _role_by_width(table: Table, width: int) -> Role | None:
    if width == 10 and _mostly_numbers(table, -6):
        return "activities"
    if width == 7:
        return "students"
    if width == 4 and _mostly_numbers(table, 1):
        return "rooms"
    if width == 4 and _mostly_numbers(table, -1):
        return "statistics"
    return None


def _mostly_numbers(table: Table, column: int) -> bool:
    cells = [row.cells[column] for row in table.rows if len(row.cells) >= max(4, -column)]
    return sum(cell.isdigit() for cell in cells) >= 0.9 * len(cells)


def names_in(table: Table, column: int, *, behind: int) -> tuple[str, ...]:
    """Give the names of one column, each once.

    Args:
        column: where they stand, from 0.
        behind: how many columns follow; a row without quotes that is too wide has its separator inside the name.
    """
    names: list[str] = []
    for row in table.rows[has_heading(table) :]:
        cells = row.raw.split(table.separator) if row.raw and table.separator else row.cells
        surplus = len(cells) - behind - column - 1
        if surplus > 0 and column == 0 and row.raw:
            names.append(table.separator.join(cells[: surplus + 1]).strip())
        elif column < len(row.cells):
            names.append(row.cells[column])
    return tuple(dict.fromkeys(name for name in names if name))


def periods_wanted(activities: Table | None, statistics: Table | None) -> int | None:
    """Add up how many periods the list of activities asks for, or its statistics; None without either."""
    table, place, width = (activities, -6, 10) if activities is not None else (statistics, -1, 4)
    if table is None:
        return None
    # Counted from the right, as a name without quotes may hold the separator.
    durations = [row.cells[place] for row in table.rows[has_heading(table) :] if len(row.cells) >= width]
    return sum(
        int(duration) for duration in durations if duration.isascii() and duration.isdigit() and len(duration) < 6
    )


def read(table: Table, known: Known) -> tuple[list[Held], list[Problem]]:
    """Read the timetable, row by row.

    Raises:
        ImportRefused: a column that we need is missing or there twice, or there are no rows.
    """
    places = _places(table)
    rows: list[Held] = []
    problems = list(table.problems)
    body = table.rows[has_heading(table) :]
    if not body:
        raise refusal("The timetable has a heading but no rows. Export it again.", file=table.file, line=1)
    is_knowing = _knower(known)
    for row in body:
        if row.line == table.cut_line:
            continue
        cells = row.cells
        if len(cells) > len(places) and not row.raw and not any(cells[len(places) :]):
            cells = cells[: len(places)]
        if len(cells) > len(places):
            mended = _mended(row, table, known) if places == COLUMNS else None
            problems.append(_too_wide(row, table, len(places), is_mended=mended is not None))
            if mended is None:
                continue
            cells = mended
        if len(cells) < len(_NEEDED) or (row is body[-1] and len(cells) < len(places)):
            message = f"The row has {len(cells)} cells instead of {len(places)}, as if it were cut off. It is left out."
            problems.append(Problem(message, "warning", "row", table.file, row.line, len(cells)))
            continue
        found = dict(zip(places, padded(Row(row.line, tuple(cells)), len(places)), strict=True))
        _take(found, row.line, table.file, is_knowing, rows, problems)
    return rows, problems


def _places(table: Table) -> tuple[str, ...]:
    if not has_heading(table):
        return COLUMNS
    heading = tuple(folded(cell) for cell in table.rows[0].cells)
    line = table.rows[0].line
    for name in _NEEDED:
        if heading.count(name) != 1:
            what = "missing" if name not in heading else "there twice"
            column = None if name not in heading else len(heading) - heading[::-1].index(name)
            message = f"The column “{name.title()}” is {what}. Export the timetable from FET again."
            raise refusal(message, file=table.file, line=line, column=column)
    return heading


def _take(
    found: Mapping[str, str],
    line: int,
    file: str,
    resolve: Callable[[Mapping[str, str]], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]],
    rows: list[Held],
    problems: list[Problem],
) -> None:
    for column, name in ((2, "day"), (3, "hour")):
        if not found[name]:
            message = f"The row has no {name}, so nobody can tell when it is. It is left out."
            problems.append(Problem(message, "warning", "row", file, line, column))
            return
    teachers, classes, rooms = resolve(found)
    for name in (*teachers, *classes, *rooms, found["day"], found["hour"], found["subject"]):
        if len(name) > limits.NAME_CHARACTERS_MAX:
            message = f"A name in this row is longer than {limits.NAME_CHARACTERS_MAX} characters. The row is left out."
            problems.append(Problem(message, "warning", "limit", file, line))
            return
    activity = found["activity id"] or f"line {line}"
    rows.append(Held(file, line, activity, found["day"], found["hour"], teachers, classes, found["subject"], rooms, 6))


def _knower(
    known: Known,
) -> Callable[[Mapping[str, str]], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Make the function that takes joined names apart: as the .fet lists them, else by the names known."""
    teachers, students, rooms = frozenset(known.teachers), frozenset(known.students), frozenset(known.rooms)

    def resolve(found: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        activity = known.activities.get(found["activity id"])
        return (
            _listed(found["teachers"], activity.teachers if activity else (), teachers),
            _listed(found["students sets"], activity.students if activity else (), students),
            sets.split(found.get("room", ""), rooms),
        )

    return resolve


def _listed(joined: str, listed: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    if listed and _tight("+".join(listed)) == _tight(joined):
        return tuple(listed)
    return sets.split(joined, known)


def _tight(text: str) -> str:
    return "".join(text.split())


def _too_wide(row: Row, table: Table, width: int, *, is_mended: bool) -> Problem:
    message = (
        f"The row has {len(row.cells)} cells instead of {width}: a name holds the separator and there are no quotes."
    )
    if is_mended:
        message += " It was put together by the names in the other files."
        return Problem(message, "info", "row", table.file, row.line, width + 1)
    message += " It is left out. Export from FET with quotes, or bring subjects, teachers and rooms as well."
    return Problem(message, "warning", "row", table.file, row.line, width + 1)


def _mended(row: Row, table: Table, known: Known) -> tuple[str, ...] | None:
    """Put a row without quotes together again, if there is exactly one way that makes every name a known one."""
    pieces = row.raw.split(table.separator) if row.raw and table.separator else []
    surplus = len(pieces) - len(COLUMNS)
    if surplus < 1 or len(pieces) > _MENDED_CELLS_MAX or not known.subjects:
        return None
    names = (known.students, known.subjects, known.teachers, known.tags, known.rooms)
    checks = [_fits(collection, is_set=index != 1) for index, collection in enumerate(names)]
    middle = pieces[3:]
    ways: list[tuple[str, ...]] = []
    for cuts in itertools.combinations(range(1, len(middle)), 5):
        edges = (0, *cuts, len(middle))
        cells = [table.separator.join(middle[a:b]).strip() for a, b in itertools.pairwise(edges)]
        if all(check(cell) for check, cell in zip(checks, cells, strict=False)):
            ways.append((*(piece.strip() for piece in pieces[:3]), *cells))
    return ways[0] if len(ways) == 1 else None


def _fits(known: Collection[str], *, is_set: bool) -> Callable[[str], bool]:
    names = frozenset(known)

    def check(cell: str) -> bool:
        return not cell or (all(name in names for name in sets.split(cell, names)) if is_set else cell in names)

    return check
