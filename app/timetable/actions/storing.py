"""Stores a dry run."""

import json
import zlib
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.kernel.actor import Actor
from app.timetable.importers.understanding import ImportedTimetable
from app.timetable.tables import TimetableImport


def store_import(
    session: Session, actor: Actor, file_names: Sequence[str], found: ImportedTimetable, now: datetime
) -> TimetableImport:
    """Keep what was understood of files, so that it can be looked at and then committed. The files are not kept."""
    row = TimetableImport(
        school_id=actor.school_id, file_names=json.dumps(list(file_names), ensure_ascii=False),
        understanding=zlib.compress(json.dumps(found.as_json()).encode()), created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
