"""Databases at the newest schema, ready to be filled: migrated once a process on each engine, then copied."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import postgres

from app.db import migrating


def sqlite(folder: Path, name: str = "test.db") -> str:
    """The address of a new database in *folder*."""
    shutil.copyfile(_sqlite_template(), folder / name)
    return f"sqlite:///{folder / name}"


def on(cluster: postgres.Cluster) -> str:
    """The address of a new database on *cluster*."""
    return cluster.database(template=_postgres_template(cluster))


@cache
def _sqlite_template() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="kenkyu-template-")
    _KEPT.append(folder)
    file = Path(folder.name, "template.db")
    migrating.upgrade(f"sqlite:///{file}")
    return file


@cache
def _postgres_template(cluster: postgres.Cluster) -> str:
    url = cluster.database()
    migrating.upgrade(url)
    return url.split("@/", 1)[1].split("?")[0]


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Folders that go when the process ends."""
