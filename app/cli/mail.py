"""`kenkyu receive-mail`."""

import sys
from importlib import import_module

import click

from app.cli.server import read_settings

TRY_AGAIN = 75  # EX_TEMPFAIL: the mail server keeps the message and comes back with it.


@click.command("receive-mail")
@click.option("--to", "sent_to", default="", help="The address it was sent to, as the mail server knows it.")
def receive_mail(sent_to: str) -> None:
    """Take one message on standard input: an answer to an invitation, for a mail server's pipe.

    Accepts or declines cover as its sender answered. Anything else is left alone. Ends with 0, or with 75 when the
    database does not answer, so that the mail server tries again.
    """
    from sqlalchemy.exc import DBAPIError

    from app.calendars import work
    from app.calendars.rules.replies import MESSAGE_BYTES_MAX
    from app.db import schema
    from app.db.engine import open_engine
    from app.db.session import Database
    from app.kernel import clock
    from app.web import logs

    for module in schema.TABLE_MODULES:
        # A row is stored only when every table that its own points at is known.
        import_module(module)
    settings = read_settings()
    logs.install(settings.log_level)
    raw = sys.stdin.buffer.read(MESSAGE_BYTES_MAX + 1)
    database = Database(open_engine(settings.database_url, connections=2))
    try:
        work.receive(database, raw, settings.secret_key.encode(), clock.now(), sent_to=sent_to)
    except DBAPIError:
        sys.exit(TRY_AGAIN)
    finally:
        database.engine.dispose()
