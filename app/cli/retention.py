"""`kenkyu retention`."""

from uuid import UUID

import click

from app.cli.server import read_settings


@click.command()
def retention() -> None:
    """Delete now what has been kept long enough: keys to labels, notes, photographs, interviews, records.

    The worker does the same within half an hour of the day's beginning. What went is in the audit log.
    """
    from app.db.engine import open_engine
    from app.db.session import Database
    from app.identity import queries as people
    from app.kernel import clock
    from app.kernel.actor import NOBODY, Scope
    from app.lesson_study.actions import retention as actions

    database = Database(open_engine(read_settings().database_url, connections=2))
    now = clock.now()
    after: UUID | None = None
    schools = rows = 0
    while True:
        with database.reading(NOBODY) as session:
            found = people.school_scopes(session, after)
        if not found:
            break
        for school_id, trust_id in found:
            with database.writing(Scope(school_id, trust_id)) as session:
                gone = actions.expire(session, school_id, now)
            schools, rows = schools + 1, rows + gone.rows
            if gone.rows:
                click.echo(
                    f"{school_id}: {gone.keys} keys; of {gone.cycles} cycles {gone.notes} notes, {gone.photos} "
                    f"photographs, {gone.interviews} interviews, {gone.entries} points of records"
                )
        after = found[-1][0]
    database.engine.dispose()
    click.echo(f"{schools} schools, {rows} rows deleted.")
