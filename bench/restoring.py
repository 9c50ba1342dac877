"""`python -m bench.restoring`: a gigabyte backed up and brought back, beside a floor that keeps and checks nothing.

The floor copies the database with its own means alone: SQLite's VACUUM INTO and a copy of the file, pg_dump and
pg_restore. Ours besides encrypts, tries the copy out in a scratch database, holds every member against its list, and
looks through all that must always hold, twice. Aim of promise 18: brought back within five minutes.
"""

import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import click
from sqlalchemy import create_engine, make_url, text

from app.db import dumping
from app.files.store import Place, Store
from app.upkeep import backing_up, restoring, sealing
from bench import fair

GIGABYTE: Final = 1_000_000_000
SECTION_WORDS: Final = 130
RESTORE_SECONDS_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds of one engine; sizes in bytes, of the database and of the sealed backup."""

    engine: str
    size: int
    sealed: int
    backup: float
    restore: float
    floor_dump: float
    floor_load: float


def size_of(url: str) -> int:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Path(address.database or "").stat().st_size
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    finally:
        engine.dispose()


def measure(engine: str, urls: Sequence[str], folder: Path) -> Line:
    """Back up what is at the first of *urls* and bring it back to the second; the floor brings it back to the third.

    Args:
        urls: on PostgreSQL the first by a role that policies do not hold.
    """
    url, empty, again = urls
    public, secret = sealing.new_key()
    store, files_again = (Store(Place(f"file://{folder}/{name}")) for name in ("files", "files-again"))
    began = time.perf_counter()
    made = backing_up.back_up(url, store, folder / "backups", public, fair.NEWEST, keep_days=30)
    backed_up = time.perf_counter()
    restoring.restore(made.path, secret, empty, files_again, fair.NEWEST)
    restored = time.perf_counter()
    os.sync()
    floor = time.perf_counter()
    dumping.dump(url, folder / "floor.dump")
    dumped = time.perf_counter()
    dumping.load(again, folder / "floor.dump", with_grants=False)
    loaded = time.perf_counter()
    return Line(
        engine, size_of(url), made.size, backed_up - began, restored - backed_up, dumped - floor, loaded - dumped
    )


def report(lines: Sequence[Line]) -> None:
    """A row for each engine, with what is over its aim."""
    click.echo(
        f"{'engine':<10}{'database':>10}{'sealed':>10}{'backup':>9}{'of floor':>9}{'restore':>9}{'of floor':>9}"
        f"{'a gigabyte back':>17}"
    )
    for line in lines:
        gigabyte = line.restore * GIGABYTE / line.size
        click.echo(
            f"{line.engine:<10}{line.size / 1e6:>7.0f} MB{line.sealed / 1e6:>7.0f} MB{line.backup:>7.1f} s"
            f"{line.backup / line.floor_dump:>9.1f}{line.restore:>7.1f} s{line.restore / line.floor_load:>9.1f}"
            f"{gigabyte:>15.1f} s{'  missed' if gigabyte > RESTORE_SECONDS_MAX else ''}"
        )


@click.command()
@click.option(
    "--engine", "engines", multiple=True, type=click.Choice(["sqlite", "postgres"]), default=["sqlite", "postgres"]
)
@click.option("--findings", default=100_000, show_default=True, help="With this many the database is over a gigabyte.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Keep the figures here as well.")
def main(engines: tuple[str, ...], findings: int, json_path: Path | None) -> None:
    """Measure backup and restore; nothing is asserted, the figures and what misses its aim are printed."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    postgres: Any = importlib.import_module("postgres")
    lines: list[Line] = []
    for engine in engines:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            if engine == "sqlite":
                urls = [f"sqlite:///{folder}/{name}.db" for name in ("filled", "empty", "again")]
                fair.fill(urls[0], findings, SECTION_WORDS)
                lines.append(measure(engine, urls, folder))
            else:
                # pg_dump must not be older than the server.
                os.environ["PATH"] = f"{postgres.binaries()}:{os.environ['PATH']}"
                with postgres.server(durable=True) as cluster:
                    filled, *others = (cluster.database() for _ in range(3))
                    fair.fill(filled, findings, SECTION_WORDS)
                    admin = filled.replace(f"//{postgres.APP}@", f"//{postgres.OWNER}@")
                    lines.append(measure(engine, [admin, *others], folder))
    report(lines)
    if json_path:
        json_path.write_text(json.dumps([asdict(line) for line in lines]))


if __name__ == "__main__":
    main()
