"""`kenkyu audit`."""

import sys

import click

from app.cli.server import read_settings


@click.command()
@click.option("--quick", is_flag=True, help="As at start-up: not every row's references, and only the end of each log.")
def audit(*, quick: bool) -> None:
    """Hold everything that must always hold against the rows, and say what does not.

    Looks at the database's own guards, at each pot's sums, for people in two places, and at the chain of each
    school's audit log. Reads only; answers with 1 when something does not hold.
    """
    from app.db.engine import open_engine
    from app.db.session import Database
    from app.upkeep import queries

    database = Database(open_engine(read_settings().database_url, connections=2))
    report = queries.look_through(database, whole=not quick)
    database.engine.dispose()
    for fault in report.faults:
        click.echo(str(fault), err=True)
    click.echo(f"{report.schools} schools, {report.entries} entries of audit logs, {len(report.faults)} faults.")
    sys.exit(1 if report.faults else 0)
