"""What the commands do: read a school in short transactions, and say in its audit log that a file was made."""

import io
import zipfile
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import structlog
from sqlmodel import Session

from app.audit import actions as audit
from app.data_protection import actions, keeping
from app.data_protection.queries import person
from app.data_protection.queries.person import Subject
from app.data_protection.rules.held import HELD
from app.data_protection.rules.register import Held, NotAbout
from app.data_protection.rules.telling import Part, as_json, as_page, part
from app.db import entities
from app.db.session import Database
from app.files.store import BadKey, Store
from app.jobs import actions as jobs
from app.kernel import act
from app.kernel.actor import Scope
from app.kernel.errors import NotFound

MADE: Final = "subject_access.made"
FORGET: Final = "forget_leavers"
log = structlog.get_logger("kenkyu.data_protection")
NOTES: Final = (
    "This is what Kenkyu holds about you in this school, from every table that concerns you. Of colleagues only names "
    "are given. Whatever tells of pupils is left out, and single letters from A to F are struck out of notes, because "
    "they stand for pupils. Secrets that open something are left out.",
    "The same is in everything.json for programs; files that you gave are in the folder files.",
)


def everything_about(database: Database, store: Store, scope: Scope, of: Subject, now: datetime) -> bytes:
    """A zip with `everything.json`, `everything.html` and the files the person gave. That it was made is audited."""
    with database.reading(scope) as session:
        parts = _parts(session, of)
        keys = [
            (row["kind"], row["name"], row["store_key"]) for row in person.rows(session, of, "finding_file")
        ]  # fmt: skip
        more = {
            "made_at": now.isoformat(),
            "notes": list(NOTES),
            "closed_to_you": _closed(person.closed_notes(session, of)),
            "named_in_other_texts": person.named_elsewhere(session, of),
            "holding_nothing_about_people": {
                table: held.why for table, held in HELD.items() if isinstance(held, NotAbout)
            },
        }
    about = {"name": of.name, "code": of.code, "email": of.email, "made at": now.isoformat(timespec="minutes")}
    content = _zipped(about, parts, more, [(kind, name, _content(store, key)) for kind, name, key in keys])
    with act.doing("subject_access", now), database.writing(scope) as session:
        counts = {"tables": sum(bool(one.rows) for one in parts), "rows": sum(len(one.rows) for one in parts)}
        audit.write(session, None, of.school_id, MADE, "staff", of.staff_id, counts, now)
    return content


def due(session: Session, school_id: UUID, now: datetime) -> None:
    """Have a school's leavers and old files forgotten once in each day, UTC."""
    jobs.enqueue(session, FORGET, f"{school_id.hex}:{now.date()}", {}, school_id=school_id, now=now)


def forget(
    database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, leaver_years: int
) -> None:  # fmt: skip
    """Delete what this module keeps no longer, and forget who left *leaver_years* ago."""
    assert scope.school_id is not None
    with database.writing(scope) as session:
        rows = actions.forget_aged(session, scope.school_id, now)
        people = keeping.forget_people(session, scope.school_id, now, leaver_years)
    if rows or people:
        log.info("forgotten", school_id=str(scope.school_id), rows=rows, people=people)


def _parts(session: Session, of: Subject) -> list[Part]:
    me, names = {of.staff_id, of.person_id, of.account_id} - {None}, person.names(session, of.school_id)
    found = []
    for table, held in HELD.items():
        if isinstance(held, Held):
            ids = frozenset(name for name in entities.columns(table) if entities.is_id(table, name))
            rows = person.rows(session, of, table)
            found.append(part(table, held, rows, {one for one in me if one is not None}, names, ids))
    return found


def _closed(notes: int) -> list[str]:
    if not notes:
        return []
    return [
        f"{notes} notes that others wrote on lessons you hosted are closed to you, because you are no longer in the "
        "group. The school decides whether you are given them: ask its data protection officer."
    ]


def _content(store: Store, key: str) -> bytes | None:
    try:
        return store.get(key)
    except (BadKey, FileNotFoundError, NotFound):
        return None  # Its row is in the copy; a copy that lacks one picture is better than none.


def _zipped(
    about: dict[str, Any], parts: list[Part], more: dict[str, Any], files: list[tuple[str, str, bytes | None]]
) -> bytes:
    buffer = io.BytesIO()
    elsewhere = [
        f"Other texts of the school that have your name or address in them: {count} in {table.replace('_', ' ')}."
        for table, count in more["named_in_other_texts"].items()
    ]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("everything.json", as_json(about, parts, more))
        made.writestr("everything.html", as_page(about, parts, [*NOTES, *more["closed_to_you"], *elsewhere]))
        for number, (_, name, content) in enumerate(files, start=1):
            if content is not None:
                plain = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)[:100]
                made.writestr(f"files/{number:03}-{plain}", content)
    return buffer.getvalue()
