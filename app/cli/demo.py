"""`kenkyu demo`: the demo school, made from a seed on the first start, served from then on."""

import shutil
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from app.kernel import clock
from app.settings import Settings

KEPT_DAYS_MAX = 7  # After a week the story's "today" has drifted too far from today.


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, help="Port to listen on.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which invented school.")
@click.option("--fresh", is_flag=True, help="Make the school anew, forgetting what was done in it.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("var/demo"),
    show_default=True,
    help="Where its database is kept.",
)
@click.option("--only-make", is_flag=True, help="Make the database and stop.")
def demo(host: str, port: int, seed: int, *, fresh: bool, folder: Path, only_make: bool) -> None:
    """Serve an invented school to look around in; sign in as anybody with one click.

    Never put it where others can reach it: the demo asks for no passwords.
    """
    today = clock.local_date(clock.now(), ZoneInfo("Europe/London"))
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        demo=True,
        database_url=f"sqlite:///{folder.resolve()}/demo.db",
        host=host,
        port=port,
        public_url=f"http://{host}:{port}",
        docs=True,
    )
    if fresh or not _is_good(folder, seed, today):
        _make(settings, folder, seed, today)
    if only_make:
        return
    click.echo(f"Kenkyu's demo school: http://{host}:{port}   (Ctrl+C ends it)")
    from app.serving import serve_forever

    serve_forever(settings)


def _stamp(seed: int, day: date) -> str:
    from app.db import migrating

    return f"{migrating.head()} {seed} {day.isoformat()}"


def _is_good(folder: Path, seed: int, today: date) -> bool:
    """Whether the database was made to its end, by this release, from this seed, not long ago."""
    marker = folder / "made"
    if not marker.is_file():
        return False
    made = marker.read_text()
    recent = (date.fromordinal(today.toordinal() - number) for number in range(KEPT_DAYS_MAX))
    return any(made == _stamp(seed, day) for day in recent)


def _make(settings: Settings, folder: Path, seed: int, today: date) -> None:
    from app.db import migrating
    from app.demo.plant import plant

    click.echo("Making the demo school ...")
    (folder / "made").unlink(missing_ok=True)
    for leftover in folder.glob("demo.db*"):
        leftover.unlink()
    shutil.rmtree(folder / "files", ignore_errors=True)
    migrating.upgrade(settings.database_url)
    plant(settings.database_url, seed=seed, now=clock.now())
    (folder / "made").write_text(_stamp(seed, today))
