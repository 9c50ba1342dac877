"""`kenkyu subject-access`."""

from pathlib import Path

import click

from app.cli.server import read_settings


@click.command("subject-access")
@click.option("--school", "school_name", required=True, help="The school's id or name.")
@click.option("--person", "who", required=True, help="Their code, address or id.")
@click.option("--out", "target", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A new file.")
@click.option("--key", default="", help="A public age key, to close the file with: kenkyu backup-key makes a pair.")
def subject_access(school_name: str, who: str, target: Path, key: str) -> None:
    """Write everything held about one member of staff into one file: for people, and for programs.

    A zip (or, with --key, a zip that only the secret key opens) with everything.html, everything.json and the files
    they gave. That it was made stands in the school's audit log.
    """
    from app.data_protection import files, work
    from app.data_protection.queries import person
    from app.db.engine import open_engine
    from app.db.session import Database
    from app.files.store import open_store
    from app.identity import queries as people
    from app.kernel import clock
    from app.kernel.actor import NOBODY, Scope
    from app.upkeep.sealing import BadKey, require_public_key

    if target.exists():
        raise click.ClickException(f"{target} is there already")
    try:
        if key:
            require_public_key(key)
    except BadKey as error:
        raise click.ClickException(str(error)) from error
    settings = read_settings()
    database = Database(open_engine(settings.database_url, connections=2))
    click.get_current_context().call_on_close(database.engine.dispose)
    with database.reading(NOBODY) as session:
        school = people.school_by_id_or_name(session, school_name)
    if school is None:
        raise click.ClickException(f"there is no school {school_name!r}, or more than one: use its id")
    scope = Scope(school.id, school.trust_id)
    with database.reading(scope) as session:
        of = person.subject(session, school.id, who)
    if of is None:
        raise click.ClickException(f"there is nobody {who!r} in {school.name}, or more than one: use their id")
    content = work.everything_about(database, open_store(settings), scope, of, clock.now())
    size = files.write_new(target, content, public_key=key)
    click.echo(f"{target}: {size:,} bytes about {of.name}{', closed with your key' if key else ''}.")
