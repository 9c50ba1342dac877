"""Reads what FET writes, in any mixture: its `.fet` file, its CSV tables, or both, where the one fills in the other.

The CSV timetable says what was placed; the `.fet` knows the order of days and hours and which names belong together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.timetable.importers import clock, order, read_fet_csv, read_fet_grids, read_fet_xml
from app.timetable.importers.assemble import Assembled, Held, assemble, check_sizes
from app.timetable.importers.opened import Opened
from app.timetable.importers.read_fet_csv import Known, Role
from app.timetable.importers.read_fet_grids import GRID_ROOTS, STARTS_ROOT, Grid
from app.timetable.importers.read_fet_xml import FetFile
from app.timetable.importers.table import Table
from app.timetable.importers.understanding import (
    Hints,
    ImportedPeriod,
    ImportedTimetable,
    ImportRefused,
    Problem,
    refusal,
)

TITLE = "FET"
_NO_TIMETABLE_ROOTS = frozenset({STARTS_ROOT, *GRID_ROOTS, "Rooms_Timetable"})


def recognises(opened: Opened) -> bool:
    """Say whether this file alone holds a timetable of FET's."""
    return opened.root in ("fet", *GRID_ROOTS) or any(
        read_fet_csv.role_of(table) == "timetable" for table in opened.tables
    )


def hint(opened: Opened) -> str | None:
    """Say what to bring as well or instead, where a file is FET's but no timetable."""
    if opened.root in _NO_TIMETABLE_ROOTS:
        return "This XML of FET's holds only a part. *_timetable.csv or *_data_and_timetable.fet has everything."
    roles = {read_fet_csv.role_of(table) for table in opened.tables} - {None}
    if roles:
        return "This is one of FET's lists, not the timetable. Bring *_timetable.csv with it."
    return None


def read(files: Sequence[Opened], hints: Hints) -> ImportedTimetable:
    """Read FET's files together.

    Raises:
        ImportRefused: no timetable in them, or more than one.
    """
    problems = [problem for opened in files for problem in opened.problems]
    tables, unused = _tables(files)
    timetable = tables.get("timetable")
    grid = None if timetable is not None else _grid(files, problems)
    fet = _chosen(files, problems, needed=timetable is None and grid is None)
    if fet is not None and timetable is None:
        fet, used = _with_starts(fet, files, problems)
        unused -= used
    if grid is not None and fet is not None and fet.placed() >= grid.activity_count():
        grid = None
    known = _known(fet, tables, grid)
    if timetable is not None:
        file, (held, found) = timetable.file, read_fet_csv.read(timetable, known)
    elif grid is not None:
        file, held, found = grid.file, list(grid.held), _about_grid(grid)
    else:
        assert fet is not None, "one of the files holds a timetable"
        file, (held, found) = fet.file, _from_fet(fet)
    problems += found
    if fet is None or file != fet.file:
        problems += _partial(held, known, fet, file)
        held, outside = _inside_week(held, fet)
        problems += outside
    problems += [_unused(opened) for opened in files if opened.file in unused - {file}]
    return _understood(held, fet, grid, known, problems, file=file)


def _grid(files: Sequence[Opened], problems: list[Problem]) -> Grid | None:
    """Read the grids of the teachers, else those of the subgroups.

    Raises:
        ImportRefused: two of a kind, or broken, and no .fet file that may do without.
    """
    for root in GRID_ROOTS:
        found = [opened for opened in files if opened.root == root]
        if len(found) > 1:
            _refuse_second(found[0], found[1])
        for opened in found:
            try:
                return read_fet_grids.grid(opened.data, opened.file, root)
            except ImportRefused as refused:
                if not any(other.root == "fet" for other in files):
                    raise
                problems += [replace(problem, severity="warning", kind="unused") for problem in refused.problems]
    return None


def _about_grid(grid: Grid) -> list[Problem]:
    missing = "without a teacher" if grid.is_of_teachers else "without a class, such as duties and meetings,"
    message = f"What is {missing} is not in these grids of FET's. *_timetable.csv has everything."
    return [Problem(message, "info", "partial", grid.file)]


def _with_starts(fet: FetFile, files: Sequence[Opened], problems: list[Problem]) -> tuple[FetFile, set[str]]:
    """Put the times of `*_activities.xml` into the .fet file that they belong to, where it has fewer itself."""
    used: set[str] = set()
    for opened in files:
        if opened.root != STARTS_ROOT:
            continue
        try:
            found = read_fet_grids.starts(opened.data, opened.file)
        except ImportRefused as refused:
            problems += [replace(problem, severity="warning", kind="unused") for problem in refused.problems]
            continue
        timed = replace(fet, starts={**fet.starts, **found.starts}, rooms_of={**fet.rooms_of, **found.rooms_of})
        if timed.placed() > fet.placed():
            fet = timed
            used.add(opened.file)
    return fet, used


def _chosen(files: Sequence[Opened], problems: list[Problem], *, needed: bool) -> FetFile | None:
    """Take the .fet file with most times; a school's folder often holds the input as well.

    Raises:
        ImportRefused: none can be read, and one is needed as there is no table with the timetable.
    """
    found: list[FetFile] = []
    broken: list[Problem] = []
    for opened in files:
        if opened.root == "fet":
            try:
                found.append(read_fet_xml.parse(opened.data, opened.file))
            except ImportRefused as refused:
                broken += refused.problems
    if needed and not found:
        raise ImportRefused(tuple(broken))
    problems += [replace(problem, severity="warning", kind="unused") for problem in broken]
    if not found:
        return None
    best = max(found, key=lambda fet: fet.placed())
    for other in found:
        if other is not best:
            message = f"{best.file} has more activities with a time, so this file was not used."
            problems.append(Problem(message, "info", "unused", other.file))
    return best


def _tables(files: Sequence[Opened]) -> tuple[dict[Role, Table], set[str]]:
    """Sort the tables by what they are; the second answer names the files that are of no use here.

    Raises:
        ImportRefused: two timetables.
    """
    tables: dict[Role, Table] = {}
    loose: list[Table] = []
    unused = {opened.file for opened in files if opened.root not in (None, "fet")}
    for table in (table for opened in files for table in opened.tables if table.rows):
        role = read_fet_csv.role_of(table)
        if role is None:
            loose.append(table)
        elif role == "timetable" and role in tables:
            _refuse_second(tables[role], table)
        else:
            tables.setdefault(role, table)
    if "timetable" in tables:
        guessed = read_fet_csv.guessed_roles(tables["timetable"], loose)
        tables = {**guessed, **tables}
    used = {id(table) for table in tables.values()}
    return tables, unused | {table.file for table in loose if id(table) not in used}


def _refuse_second(first: Table | Opened, second: Table | Opened) -> None:
    message = f"Two timetables were given, {first.file} and {second.file}. Bring one at a time."
    raise refusal(message, file=second.file, line=1)


def _known(fet: FetFile | None, tables: dict[Role, Table], grid: Grid | None) -> Known:
    def names(role: Role, columns: Iterable[int], behind: int, more: Iterable[str]) -> tuple[str, ...]:
        table = tables.get(role)
        found = (
            []
            if table is None
            else [name for at in columns for name in read_fet_csv.names_in(table, at, behind=behind)]
        )
        return tuple(dict.fromkeys((*found, *more)))

    return Known(
        teachers=names("teachers", (0,), 1, fet.teachers if fet else grid.teachers if grid else ()),
        students=names("students", (0, 2, 4), 6, fet.students if fet else ()),
        subjects=names("subjects", (0,), 1, fet.subjects if fet else ()),
        tags=names("tags", (0,), 1, fet.tags if fet else ()),
        rooms=names("rooms", (0,), 3, fet.rooms if fet else ()),
        activities=fet.activities if fet else {},
        periods=read_fet_csv.periods_wanted(tables.get("activities"), tables.get("statistics")),
    )


def _from_fet(fet: FetFile) -> tuple[list[Held], list[Problem]]:
    placed, active = fet.placed(), sum(activity.is_active for activity in fet.activities.values())
    if placed == 0:
        message = (
            f"This .fet file holds no timetable: none of its {active} activities has a time. "
            "Generate the timetable in FET and bring *_data_and_timetable.fet."
        )
        raise refusal(message, file=fet.file)
    held, problems = read_fet_xml.held(fet)
    if placed < active:
        message = (
            f"The timetable is not complete: {placed} of {active} activities have a time. Perhaps FET was stopped, "
            "or this is the file it started from: *_data_and_timetable.fet has them all."
        )
        problems.insert(0, Problem(message, "warning", "partial", fet.file))
    return held, problems


def _partial(held: Sequence[Held], known: Known, fet: FetFile | None, file: str) -> list[Problem]:
    """Compare what was read with what should be there; nothing in the timetable itself says that FET was stopped."""
    if fet is not None:
        return _missing(held, fet, file)
    count = len(held)
    if known.periods is None or count >= known.periods:
        return []
    message = (
        f"The timetable has {count} rows, but the activities in FET's list need {known.periods}. If you have switched "
        f"off activities for {known.periods - count} periods in FET, all is well; otherwise FET was stopped before it "
        "had finished: let it finish and export again."
    )
    return [Problem(message, "warning", "partial", file)]


def _missing(held: Sequence[Held], fet: FetFile, file: str) -> list[Problem]:
    there = {row.activity for row in held}
    missing = [activity for activity in fet.activities.values() if activity.is_active and activity.id not in there]
    problems = [
        Problem(f"{activity.called()} has no time in {file}.", "warning", "partial", fet.file, activity.line)
        for activity in missing
    ]
    if missing:
        count = sum(activity.is_active for activity in fet.activities.values())
        message = f"The timetable is not complete: {len(missing)} of {count} activities of {fet.file} are not in it."
        problems.insert(0, Problem(message, "warning", "partial", file))
    return problems


def _inside_week(held: list[Held], fet: FetFile | None) -> tuple[list[Held], list[Problem]]:
    """Leave out rows on days or hours that the .fet file's week has not."""
    if fet is None:
        return held, []
    inside: list[Held] = []
    problems: list[Problem] = []
    for row in held:
        if row.day in fet.days and row.period in fet.hours:
            inside.append(row)
            continue
        message = f"“{row.day}”, “{row.period}” is not in the week of {fet.file}. The row is left out."
        column = 3 if row.day in fet.days else 2
        problems.append(Problem(message, "warning", "unknown-name", row.file, row.line, column))
    return inside, problems


def _unused(opened: Opened) -> Problem:
    message = hint(opened) or "The file is none of FET's that we use."
    return Problem(f"Not used: {message}", "info", "unused", opened.file)


def _understood(
    held: Sequence[Held], fet: FetFile | None, grid: Grid | None, known: Known, problems: list[Problem], *, file: str
) -> ImportedTimetable:
    if not held:
        message = "No row of the timetable can be used."
        raise ImportRefused((Problem(message, "refused", "unreadable", file), *problems))
    week = fet or grid  # Both know the order of the week; a table does not.
    days = list(week.days) if week else order.days(_seen(row.day for row in held))
    hours = list(week.hours) if week else order.periods(_seen(row.period for row in held))
    teachers = _seen((*known.teachers, *(teacher for row in held for teacher in row.teachers)))
    check_sizes(days, hours, teachers, held[0].file)
    assembled = assemble(held)
    problems += assembled.problems + _strangers(held, known) + ([] if week else _unknown_days(held))
    return _timetable(days, hours, teachers, assembled, problems)


def _timetable(
    days: Sequence[str], hours: Sequence[str], teachers: Sequence[str], found: Assembled, problems: Sequence[Problem]
) -> ImportedTimetable:
    times = clock.times_of(hours, ordered=True)
    periods = tuple(
        ImportedPeriod(hour, clock.shown(start), clock.shown(end))
        for hour, (start, end) in zip(hours, times, strict=True)
    )
    week = dict.fromkeys(days, periods)
    return ImportedTimetable(TITLE, week, tuple(teachers), tuple(found.lessons), tuple(found.busy), tuple(problems))


def _strangers(held: Sequence[Held], known: Known) -> list[Problem]:
    """Say which teachers the list of teachers does not have: once each, where they first stand."""
    if not known.teachers:
        return []
    listed = frozenset(known.teachers)
    first: dict[str, Held] = {}
    for row in held:
        for teacher in row.teachers:
            if teacher not in listed:
                first.setdefault(teacher, row)
    return [
        Problem(
            f"{teacher} teaches here but is not in the list of teachers.",
            "warning",
            "unknown-name",
            row.file,
            row.line,
            6,
        )
        for teacher, row in first.items()
    ]


def _unknown_days(held: Sequence[Held]) -> list[Problem]:
    """Point at a day that is no weekday where nearly all others are: most likely misspelt. Its lessons stay."""
    first: dict[str, Held] = {}
    for row in held:
        first.setdefault(row.day, row)
    odd = order.odd_days(list(first))
    return [
        Problem(
            f"“{day}” is no weekday we know. Is it a day of its own?",
            "warning",
            "unknown-name",
            first[day].file,
            first[day].line,
            2,
        )
        for day in odd
    ]


def _seen(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
