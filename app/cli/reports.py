"""`kenkyu breach-export` and `kenkyu access-report`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlmodel import Session

from app.cli.server import read_settings

Making = Callable[[Session, Any, datetime, datetime], Mapping[str, Any]]
DAY = click.DateTime(["%Y-%m-%d"])
OUT = click.Path(path_type=Path, dir_okay=False)
KEY_HELP = "A public age key, to close the file with: kenkyu backup-key makes a pair."


@click.command("breach-export")
@click.option("--school", required=True, help="The school's id or name.")
@click.option("--from", "first", type=DAY, required=True, help="The first day, as the school's clocks show it.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--out", "target", type=OUT, required=True, help="A new file.")
@click.option("--log", "logs", type=click.Path(exists=True, path_type=Path), multiple=True, help="The server's log.")
@click.option("--key", default="", help=KEY_HELP)
def breach_export(
    school: str, first: datetime, last: datetime, target: Path, logs: tuple[Path, ...], key: str
) -> None:  # fmt: skip
    """Write down who did, read and opened what in some days: for the school's data protection officer.

    A zip of CSV files: acts of the audit log, readings of notes, who was signed in and with what, failed sign-ins, and
    the requests of the log files that are given. Says whether the audit log's chain holds.
    """
    from app.data_protection import reports

    def make(session: Session, school_id: Any, begins: datetime, ends: datetime) -> Mapping[str, Any]:
        return reports.breach(session, school_id, begins, ends, _lines(logs))

    _write(school, first.date(), last.date(), target, key, make, "breach_export")


@click.command("access-report")
@click.option("--school", required=True, help="The school's id or name.")
@click.option("--from", "first", type=DAY, required=True, help="The first day of the term.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--out", "target", type=OUT, required=True, help="A new file.")
@click.option("--key", default="", help=KEY_HELP)
def access_report(school: str, first: datetime, last: datetime, target: Path, key: str) -> None:
    """Write down who can see what in the school, and what those who lead did in a term: for the head.

    A zip of CSV files. What is closed to leaders is closed here too: of notes only how often they were read.
    """
    from app.data_protection import reports

    _write(school, first.date(), last.date(), target, key, reports.access, "access_report")


def _write(school_name: str, first: date, last: date, target: Path, key: str, make: Making, act_name: str) -> None:
    from app.audit import actions as audit
    from app.data_protection import files, reports
    from app.db.engine import open_engine
    from app.db.session import Database
    from app.identity import queries as people
    from app.kernel import act, clock
    from app.kernel.actor import NOBODY, Scope
    from app.upkeep.sealing import BadKey, require_public_key

    if last < first:
        raise click.ClickException("the last day is before the first")
    if target.exists():
        raise click.ClickException(f"{target} is there already")
    try:
        if key:
            require_public_key(key)
    except BadKey as error:
        raise click.ClickException(str(error)) from error
    database = Database(open_engine(read_settings().database_url, connections=2))
    click.get_current_context().call_on_close(database.engine.dispose)
    with database.reading(NOBODY) as session:
        school = people.school_by_id_or_name(session, school_name)
    if school is None:
        raise click.ClickException(f"there is no school {school_name!r}, or more than one: use its id")
    zone, scope, now = ZoneInfo(school.zone), Scope(school.id, school.trust_id), clock.now()
    begins = datetime.combine(first, time(), zone).astimezone(UTC)
    ends = datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    with database.reading(scope) as session:
        tables = make(session, school.id, begins, ends)
    size = files.write_new(target, reports.zipped(tables), public_key=key)
    with act.doing(act_name, now), database.writing(scope) as session:
        audit.write(
            session, None, school.id, f"{act_name}.made", "school", school.id, {"first": first, "last": last}, now
        )
    click.echo(f"{target}: {size:,} bytes, {', '.join(f'{len(rows) - 1} {name}' for name, rows in tables.items())}.")


def _lines(logs: tuple[Path, ...]) -> Iterator[str]:
    for path in logs:
        with path.open(errors="replace") as file:
            yield from file
