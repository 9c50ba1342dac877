"""`kenkyu school add` and `kenkyu staff add`: the first people of a school, before anybody can sign in."""

import click

from app.audit import actions as audit
from app.cli.server import read_settings
from app.db.engine import open_engine
from app.db.session import Database
from app.identity import actions, queries, second_step
from app.identity.passwords import Passwords
from app.identity.schemas import InvitationIn
from app.identity.tables import Account, School, Staff, Trust
from app.kernel import act, clock
from app.kernel.actor import NOBODY, Actor, Role, Scope
from app.second_factor import actions as second_factors
from app.second_factor.errors import NothingToClear

PASSWORD_CHARACTERS_MIN = 12


@click.group()
def school() -> None:
    """Schools."""


@school.command("add")
@click.argument("name")
@click.option("--trust", "trust_name", help="The trust it belongs to; made if there is none of that name.")
@click.option("--zone", default="Europe/London", show_default=True, help="IANA time zone.")
def add_school(name: str, trust_name: str | None, zone: str) -> None:
    """Add a school called NAME and print its id."""
    settings = read_settings()
    database = Database(open_engine(settings.database_url))
    with database.writing(NOBODY) as session:
        trust_id = None
        if trust_name:
            trust = queries.trust_by_name(session, trust_name) or Trust(name=trust_name)
            session.add(trust)
            session.flush()
            trust_id = trust.id
        row = School(name=name, trust_id=trust_id, zone=zone, created_at=clock.now())
        session.add(row)
        session.flush()
        click.echo(str(row.id))


@click.group()
def staff() -> None:
    """Staff."""


@staff.command("add")
@click.option("--school", "school_name", required=True, help="The school's id or name.")
@click.option("--name", required=True, help="The person's name.")
@click.option("--email", required=True, help="The address they sign in with.")
@click.option("--code", help="Their code in the timetable; the first letters of the name if left out.")
@click.option(
    "--role", "roles", multiple=True, default=["teacher"],
    # Support is let in by the school itself, for a time.
    type=click.Choice([role.value for role in Role if role != Role.SUPPORT]),
    show_default=True, help="May be given several times.",
)  # fmt: skip
@click.option("--password", is_flag=True, help="Ask for a password now, instead of printing an invitation link.")
def add_staff(
    school_name: str, name: str, email: str, code: str | None, roles: tuple[str, ...], password: bool
) -> None:
    """Add a member of staff who can sign in. Prints a link with which they choose a password.

    For a new school's first head or CPD lead: all others can be added in the browser.
    """
    settings = read_settings()
    database = Database(open_engine(settings.database_url))
    click.get_current_context().call_on_close(database.engine.dispose)
    with database.reading(NOBODY) as session:
        found = queries.school_by_id_or_name(session, school_name)
        if found is None:
            raise click.ClickException(f"there is no school {school_name!r}, or more than one: use its id")
        known = queries.account_by_email(session, email)
    if known is not None and password:
        raise click.ClickException("that address has an account already: leave --password out, they use their own")
    now, wanted = clock.now(), sorted({Role(role) for role in roles})
    secret_words = click.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
    if secret_words is not None and len(secret_words) < PASSWORD_CHARACTERS_MIN:
        raise click.ClickException(f"a password has at least {PASSWORD_CHARACTERS_MIN} characters")
    password_hash = Passwords(1).hash(secret_words) if secret_words else None
    with act.doing("add_staff_by_command", now), database.writing(Scope(found.id, found.trust_id)) as session:
        row = Staff(school_id=found.id, code=code or name[:12], name=name, email=email.lower(), created_at=now)
        session.add(row)
        session.flush()
        if password_hash is not None:
            account = Account(email=email.lower(), password_hash=password_hash, created_at=now)
            session.add(account)
            session.flush()
            actions.open_door(session, account, row, wanted)
            click.echo(f"{name} can sign in as {email.lower()}.")
            return
        # Nobody is signed in at the command line: whoever runs it owns the machine.
        operator = Actor(row.id, row.id, found.id, row.id, frozenset({Role.HEAD}), found.trust_id)
        _, secret = actions.invite(session, operator, row.id, InvitationIn(email=email, roles=wanted), now)
        click.echo(f"{settings.origin}/invitation/{secret}")


@staff.command("clear-second-factors")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask whether you have made sure who they are.")
def clear_second_factors(email: str, yes: bool) -> None:
    """Take away the second factors of whoever signs in with EMAIL, who lost them and works at several schools.

    Who works at one school is helped by a lead there, in the browser. They are signed out everywhere and told by mail;
    the log of every school that they have a door into says that it was done.
    """
    settings = read_settings()
    database = Database(open_engine(settings.database_url))
    click.get_current_context().call_on_close(database.engine.dispose)
    with database.reading(NOBODY) as session:
        account = queries.account_by_email(session, email)
        doors = second_step.doors_of(session, account.id) if account is not None else []
        if account is None or not doors or not account.has_second_factor:
            raise click.ClickException(f"nobody with a second factor signs in with {email!r}")
    if not yes:
        click.confirm(f"Have you spoken to them, and are you sure that {email} is theirs?", abort=True)
    now = clock.now()
    for at, (scope, staff_id) in enumerate(reversed(doors), start=1):
        assert scope.school_id is not None
        # The others' logs come first: a command that dies half-way has said too much rather than too little.
        with act.doing("clear_second_factors_by_command", now), database.writing(scope) as session:
            if at == len(doors):
                try:
                    second_factors.clear_by_command(session, email, scope.school_id, staff_id, now)
                except NothingToClear as error:
                    raise click.ClickException("somebody else has cleared them a moment ago") from error
            audit.write(session, None, scope.school_id, "clear_second_factor", "staff", staff_id, {}, now)
    click.echo(
        f"{email} has no second factor any more and is signed out everywhere. {len(doors)} schools' logs say so."
    )
