"""`kenkyu doctor`."""

import json
import sys
from dataclasses import asdict

import click

from app.cli.server import read_settings


@click.command()
@click.option("--mend", is_flag=True, help="First put right what can be: missing folders, and as owner the guards.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
def doctor(*, mend: bool, as_json: bool) -> None:
    """Look at everything that the installation stands on, and say of each fault where it is and how to mend it.

    Settings, database, schema, roles, guards, clocks, files, mail server, backups, worker, disk. Sends no mail and
    changes nothing, but for --mend. Ends with 1 when there is a fault. The rows are `kenkyu audit`'s to look at.
    """
    from app.kernel import clock
    from app.upkeep.doctor import State, examine

    found = examine(read_settings(), clock.now(), mend=mend)
    has_faults = any(one.state is State.FAULT for one in found)
    if as_json:
        click.echo(json.dumps({"well": not has_faults, "findings": [asdict(one) for one in found]}, indent=1))
        sys.exit(has_faults)
    for one in found:
        click.echo(f"{one.state.upper():8}{one.check}: {one.what}")
        if one.state in (State.WARNING, State.FAULT, State.MENDED) and one.where:
            click.echo(f"        Where: {one.where}")
        if one.mend:
            click.echo(f"        Mend:  {one.mend}")
    sys.exit(has_faults)
