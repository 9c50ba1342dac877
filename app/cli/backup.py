"""`kenkyu backup`, `backup-key` and `restore`."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.cli.server import read_settings
from app.settings import Settings

KEY_MODE = 0o600


@click.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Where to put it.  [KENKYU_BACKUP_FOLDER]")
@click.option("--days", type=click.IntRange(1, 3650), help="How long backups are kept.  [KENKYU_BACKUP_DAYS, 30]")
def backup(folder: Path | None, days: int | None) -> None:
    """Make a backup while the server goes on: the database at one moment, and every file. Encrypted, and tried out.

    The copy is brought to life in a scratch database and looked through as `kenkyu audit` does; only then is it kept,
    and only then are older ones thrown away. Opening one needs the secret key that `kenkyu backup-key` made.
    """
    from app.files.store import open_store
    from app.kernel import clock
    from app.upkeep.backing_up import back_up

    settings = read_settings()
    place = folder or (Path(settings.backup_folder) if settings.backup_folder else None)
    if place is None or not settings.backup_key:
        click.echo("kenkyu: set KENKYU_BACKUP_FOLDER (or --to) and KENKYU_BACKUP_KEY: see kenkyu backup-key", err=True)
        sys.exit(2)
    with _said():
        made = back_up(
            _admin_url(settings), open_store(settings), place, settings.backup_key, clock.now(),
            keep_days=days or settings.backup_days,
        )  # fmt: skip
    vanished = f"; {made.vanished} files were thrown away meanwhile" if made.vanished else ""
    older = f"; {made.thrown_away} older ones thrown away" if made.thrown_away else ""
    click.echo(f"{made.path}: {made.size:,} bytes, {made.files} files{vanished}{older}.")


@click.command("backup-key")
@click.option(
    "--to", "target", type=click.Path(path_type=Path), default=Path("kenkyu-backup.key"), show_default=True,
    help="Where to write the secret key.",
)  # fmt: skip
def backup_key(target: Path) -> None:
    """Make the pair of keys for backups: the secret one into a file, the public one on the screen.

    Keep the secret key where the server is not, on paper too: without it no backup can ever be opened.
    """
    from app.upkeep.sealing import new_key

    secret, public = new_key()
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_MODE), "w") as file:
            file.write(f"# Opens Kenkyu's backups. Keep it away from the server.\n{secret}\n")
    except FileExistsError:
        click.echo(f"kenkyu: {target} is there already, and may be the only key to your backups", err=True)
        sys.exit(2)
    click.echo(f"The secret key is in {target}. Take it away from here.\nKENKYU_BACKUP_KEY={public}")


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True, help="The secret key's file."
)
@click.option("--only-verify", is_flag=True, help="Bring it back into a scratch database, look it through, drop it.")
def restore(path: Path, key: Path, *, only_verify: bool) -> None:
    """Bring a backup back into an empty database, migrate it if it is older, and look it through.

    Everybody signs in anew. Letters, messages and pushes that waited then are kept back: they may have left since.
    """
    from app.files.store import open_store
    from app.kernel import clock
    from app.upkeep import restoring

    settings = read_settings()
    secret = _secret_in(key)
    with _said():
        if only_verify:
            found = restoring.verify(path, secret, _admin_url(settings))
        else:
            found = restoring.restore(path, secret, settings.database_url, open_store(settings), clock.now())
    done = "is whole" if only_verify else "is back"
    click.echo(
        f"The backup of {found.made_at:%d %B %Y %H:%M:%S} UTC {done}: {found.schools} schools, {found.files} files."
    )
    if found.kept_back:
        click.echo(f"{found.kept_back} letters and messages that waited then were kept back.")


def _admin_url(settings: Settings) -> str:
    return settings.backup_database_url or settings.database_url


def _secret_in(path: Path) -> str:
    lines = [line.strip() for line in path.read_text().splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), "")


@contextmanager
def _said() -> Iterator[None]:
    """What can go wrong in words, and an exit code of 1."""
    from app.db.dumping import CannotDump
    from app.upkeep.backing_up import FilesLacking, Unsound
    from app.upkeep.restoring import NotWhole
    from app.upkeep.sealing import BadKey, CannotOpen

    # What lies in clear in a private folder, and a scratch database, go also when a timer's patience ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    except (BadKey, CannotDump, CannotOpen, FilesLacking, NotWhole, Unsound, OSError) as error:
        click.echo(f"kenkyu: {error}", err=True)
        sys.exit(1)
