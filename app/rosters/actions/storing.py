"""Stores dry runs. What takes a while is done before: while a transaction is open, SQLite has no other writer."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.kernel.actor import Actor
from app.rosters.importers.understanding import ImportedRoster, packed
from app.rosters.tables import RosterImport


def dry_run(actor: Actor, file_names: Sequence[str], found: ImportedRoster, now: datetime) -> RosterImport:
    """What was understood of files, packed and not yet stored. The files are not kept.

    For a large school packing takes a good part of a second: do it before a transaction is opened.
    """
    return RosterImport(
        school_id=actor.school_id, file_names=json.dumps(list(file_names), ensure_ascii=False),
        understanding=packed(found), created_by=actor.staff_id, created_at=now,
    )  # fmt: skip


def store_import(session: Session, row: RosterImport) -> RosterImport:
    """Keep a dry run, so that it can be looked at and then taken over."""
    session.add(row)
    session.flush()
    return row
