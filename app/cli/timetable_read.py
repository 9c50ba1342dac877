"""`kenkyu timetable read`: shows what a school's files are understood to say, and changes nothing."""

import json
from collections import Counter
from pathlib import Path
from zoneinfo import available_timezones

import click

from app.timetable.importers import child, limits
from app.timetable.importers.understanding import (
    NO_HINTS,
    Hints,
    ImportedTimetable,
    ImportRefused,
    NamedBytes,
    Problem,
    empty_json,
    refusal,
)


@click.command("read", short_help="Show what timetable files are understood to say.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("as_json", "--json", is_flag=True, help="Print everything as one JSON object.")
@click.option("--solution", metavar="ID", help="Which solution of an XHSTT archive to take (the first otherwise).")
@click.option("--zone", metavar="NAME", default=NO_HINTS.zone, show_default=True, help="The school's, for calendars.")
def read(files: tuple[Path, ...], as_json: bool, solution: str | None, zone: str) -> None:
    """Read the FILEs of one timetable and print what they say; nothing is stored.

    FET: *_timetable.csv, best with *_teachers.csv and its other lists, or *_data_and_timetable.fet, also as .fet.gz.
    Or a plain table, as CSV or .xlsx, with the columns teacher, day, period, class, subject, room and, if wanted,
    week, start and end. A folder stands for the files in it. Names do not matter: files are known by what they hold.

    Untis: GPU001.TXT, best with GPU004.TXT, or XML. aSc Timetables: XML. XHSTT, the staff timetable of SIMS, calendars.

    Ends with 0 when the timetable was understood (look at the problems all the same), with 1 when it was refused,
    with 2 when a file is not there.
    """
    if zone not in available_timezones():
        raise click.BadParameter(f"there is no time zone {zone}; one is Europe/London.", param_hint="--zone")
    try:
        understood = child.read_in_child(_load(files), Hints(zone=zone, solution=solution))
    except ImportRefused as refused:
        _print_refused(refused, as_json=as_json)
        raise SystemExit(1) from None
    if as_json:
        _print_json(understood.as_json())
    else:
        _print_summary(understood)


def _load(paths: tuple[Path, ...]) -> list[NamedBytes]:
    """Take in the files, and those of each folder by name; hidden ones and what is no file are passed over.

    Raises:
        ImportRefused: an empty folder, too many files, or more bytes than we read; nothing larger is taken in.
    """
    found: list[Path] = []
    for path in paths:
        inside = sorted(entry for entry in path.iterdir() if entry.is_file()) if path.is_dir() else [path]
        found += [entry for entry in inside if entry == path or not entry.name.startswith(".")]
    if len(found) > limits.FILES_MAX:
        raise refusal(f"{len(found)} files are too many: {limits.FILES_MAX} are the most we read together.")
    return [NamedBytes(path.name, _bytes(path)) for path in found]


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(limits.FILE_BYTES_MAX + 1)


def _print_json(found: dict[str, object]) -> None:
    click.echo(json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8", "replace"))


def _print_refused(refused: ImportRefused, *, as_json: bool) -> None:
    if as_json:
        _print_json(empty_json(refused.problems))
        return
    click.echo("Refused:", err=True)
    for problem in refused.problems:
        click.echo(f"  {_told(problem)}", err=True)


def _print_summary(found: ImportedTimetable) -> None:
    classes = {lesson.class_name for lesson in found.lessons}
    rooms = {lesson.room for lesson in found.lessons if lesson.room}
    periods = max((len(periods) for periods in found.days.values()), default=0)
    click.echo(
        f"{found.source}: {len(found.teachers)} teachers, {len(found.lessons)} lessons, {len(found.busy)} duties,"
    )
    click.echo(
        f"{len(classes)} classes or joined classes, {len(rooms)} rooms, {len(found.days)} days of {periods} periods."
    )
    click.echo(f"Days: {', '.join(found.days)}")
    first = next(iter(found.days.values()), ())
    click.echo(f"Periods: {', '.join(_bell(period.period, period.start, period.end) for period in first)}")
    if not found.problems:
        click.echo("No problems.")
        return
    counts = Counter(problem.severity for problem in found.problems)
    click.echo(f"Problems: {', '.join(f'{count} {severity}' for severity, count in counts.items())}")
    for problem in found.problems:
        click.echo(f"  {_told(problem)}")


def _bell(period: str, start: str | None, end: str | None) -> str:
    if start is None or start == period:
        return period
    return f"{period} ({start}{f' to {end}' if end else ''})"


def _told(problem: Problem) -> str:
    """Write a problem on one line, with its place before it."""
    place = ", ".join(
        part
        for part in (
            problem.file,
            None if problem.line is None else f"line {problem.line}",
            None if problem.column is None else f"column {problem.column}",
        )
        if part
    )
    return f"{place}: {problem.message}" if place else problem.message
