"""`kenkyu retention`."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

import click

from app.cli.server import read_settings
from app.db.session import Database
from app.kernel.actor import NOBODY, Scope
from app.lesson_study.actions.retention import Expired

PEOPLE = "people, forgotten"


class _Undone(Exception):
    """Ends a transaction that was only to show what would go."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Delete nothing: say what would go, table by table.")
def retention(*, dry_run: bool) -> None:
    """Delete now what has been kept long enough: letters, old files, keys to labels, notes, photographs, leavers.

    The worker does the same by itself, most of it within half an hour, leavers once a day. What went of evidence and
    of people is in the audit log. What is kept how long stands in docs/data-protection/record-of-processing.md.
    """
    from app.db.engine import open_engine
    from app.kernel import clock
    from app.upkeep import queries

    settings = read_settings()
    database = Database(open_engine(settings.database_url, connections=2))
    click.get_current_context().call_on_close(database.engine.dispose)
    now, schools = clock.now(), 0
    gone = _of_no_school(database, now, dry_run=dry_run)
    for scope in queries.scopes(database):
        schools += 1
        gone += _of_a_school(database, scope, now, settings.leaver_years, dry_run=dry_run)
    for name, count in sorted(gone.items()):
        click.echo(f"{count:6} {name}")
    rows = sum(count for name, count in gone.items() if name != PEOPLE)
    click.echo(f"{schools} schools, {rows} rows {'would be ' if dry_run else ''}deleted.")


def _of_no_school(database: Database, now: datetime, *, dry_run: bool) -> Counter[str]:
    from app.data_protection import keeping

    gone = Counter[str]()

    def forget() -> None:
        with database.writing(NOBODY) as session:
            for each in keeping.OF_NO_SCHOOL:
                gone[f"{each.__module__.split('.')[1]}, of all schools"] += each(session, now)
            if dry_run:
                raise _Undone

    _perhaps_undone(forget)
    return +gone


def _of_a_school(database: Database, scope: Scope, now: datetime, leaver_years: int, *, dry_run: bool) -> Counter[str]:
    from app.data_protection import keeping
    from app.data_protection.queries import leavers

    gone = Counter[str]()
    school_id = scope.school_id
    assert school_id is not None

    def forget() -> None:
        with database.writing(scope) as session:
            before = leavers.counts(session, school_id)
            evidence, gone[PEOPLE] = keeping.forget_of_a_school(session, school_id, now, leaver_years)
            after = leavers.counts(session, school_id)
            gone.update({name: max(0, before[name] - after[name]) for name in before})
            if evidence.rows:
                click.echo(f"{school_id}: {_said(evidence)}")
            if dry_run:
                raise _Undone

    _perhaps_undone(forget)
    return +gone


def _perhaps_undone(forget: Callable[[], None]) -> None:
    try:
        forget()
    except _Undone:
        return


def _said(gone: Expired) -> str:
    return (
        f"{gone.keys} keys; of {gone.cycles} cycles {gone.notes} notes, {gone.photos} photographs, "
        f"{gone.interviews} interviews, {gone.entries} points of records"
    )
