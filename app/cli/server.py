"""`kenkyu serve`, `migrate` and `openapi`."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import ValidationError

from app.settings import HOW_TO_MAKE_A_KEY, Settings

ROOT = Path(__file__).resolve().parents[2]


def read_settings(**given: object) -> Settings:
    """Settings from the environment, or an exit that says what to set."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        for problem in error.errors():
            place = "_".join(str(step) for step in problem["loc"])
            name = f"KENKYU_{place.upper()}: " if place else ""
            click.echo(f"kenkyu: {name}{problem['msg'].removeprefix('Value error, ')}", err=True)
        sys.exit(2)


@contextmanager
def _for_good() -> Iterator[None]:
    """What is imported inside stays until the end: the collector never looks at it. A fifth less time."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@click.command()
@click.option("--host", help="Address to listen on.  [KENKYU_HOST, default 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [KENKYU_PORT, default 8000]")
@click.option("--workers", type=click.IntRange(1, 32), default=1, show_default=True, help="Server processes.")
@click.option("--no-worker", is_flag=True, help="Run no `kenkyu worker` beside them: there is one elsewhere.")
@click.option("--despite-faults", is_flag=True, help="Take changes although `kenkyu audit` finds a fault.")
def serve(host: str | None, port: int | None, workers: int, *, no_worker: bool, despite_faults: bool) -> None:
    """Serve the API and the application. Migrate first: `kenkyu migrate`."""
    settings = read_settings(host=host, port=port)
    if "KENKYU_PUBLIC_URL" not in os.environ:
        settings = settings.model_copy(update={"public_url": f"http://{settings.host}:{settings.port}"})
    with _for_good():
        from app.serving import serve_forever

    serve_forever(settings, workers=workers, with_worker=not no_worker, despite_faults=despite_faults)


@click.command()
@click.option("--once", is_flag=True, help="Go through the work once and stop.")
def worker(*, once: bool) -> None:
    """Do what no request waits for: make plans and posters, write digests, send mail; forget what is over.

    `kenkyu serve` runs one beside it unless told not to. Several share the plans among them.
    """
    with _for_good():
        from app.worker import work

    work(read_settings(), once=once)


@click.command()
@click.option("--to", "target", default="head", show_default=True, help="Revision to migrate to.")
def migrate(target: str) -> None:
    """Bring the database's schema up to date. Safe to run again."""
    from app.db import migrating

    settings = read_settings()
    migrating.upgrade(settings.database_url, target)
    click.echo(f"The database is at {migrating.current(settings.database_url)}.")


@click.command()
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document."""
    from app.db.engine import open_engine
    from app.main import create_app

    app = create_app(Settings(demo=True), open_engine("sqlite:///never-opened.db"))
    click.echo(json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True))


__all__ = ["HOW_TO_MAKE_A_KEY", "migrate", "openapi", "read_settings", "serve", "worker"]
