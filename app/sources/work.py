"""The worker's side of an address: look at it, understand what came, and write down what that means.

Three short transactions; none is open while the address is asked, or while the content is read, compared or packed.
Whoever changed the address meanwhile finds it as they left it: what came of the old one is thrown away.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.db.session import Database
from app.fetching.fetch import Fetched, FetchRefused, Limits, NotModified, Way, fetch
from app.identity import queries as people
from app.kernel.actor import Actor, Role, Scope
from app.kernel.errors import DomainError
from app.rosters import actions as roster_actions
from app.rosters import queries as rosters
from app.school_year import queries as school_year
from app.sources import actions, queries, reading, rules
from app.sources.actions import Brought, PackedRun
from app.sources.reading import CalendarAbsences, DryRun, Known, Understood
from app.sources.rules import Copy, OutsideKind
from app.sources.tables import OutsideSource
from app.timetable import actions as timetable_actions
from app.timetable import queries as timetable
from app.timetable.importers.understanding import ImportedTimetable, ImportRefused

LIMITS = Limits(seconds=rules.FETCH_SECONDS, bytes_max=rules.FETCH_BYTES_MAX)
NO_ACCOUNT = UUID(int=0)
LEAD = frozenset({Role.CPD_LEAD})


@dataclass(frozen=True, slots=True)
class _Seen:
    """An address as it was when the look began."""

    source: OutsideSource
    known: Known
    kept: bytes | None
    """The copy that is kept of a calendar; of files none is needed."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """What came of a look, with nothing left to do but write it down."""

    fetched: Fetched | None
    copy: Copy | None
    """What is to be kept, unless it is the very copy that is kept."""
    brought: Brought | None
    """What is to be taken, unless it means what the last one meant."""


def look(database: Database, scope: Scope, payload: dict[str, Any], now: datetime, *, way: Way) -> None:
    """Look at one address, unless it has gone, was paused, or has been looked at meanwhile.

    A look that fails is written down and tried again on the address's own schedule: it is no failure of the job.
    """
    with database.reading(scope) as session:
        seen = _seen(session, scope, UUID(payload["source_id"]), payload.get("due"), now)
    if seen is None:
        return
    try:
        came = _fetched(seen.source, way)
        ready = _made_ready(database, scope, seen, came, _understood(seen, came), now)
    except FetchRefused as refused:
        _failed(database, scope, seen, refused.words, now)
    except ImportRefused as refused:
        _failed(database, scope, seen, reading.words(refused), now)
    else:
        try:
            _came(database, scope, seen, ready, now)
        except DomainError as refused:
            # What came does not fit what is stored here: somebody's to mend, as if it could not be read.
            _failed(database, scope, seen, str(refused), now)


def _seen(session: Session, scope: Scope, source_id: UUID, due: str | None, now: datetime) -> _Seen | None:
    assert scope.school_id is not None
    row = queries.stored(session, scope.school_id, source_id)
    if row is None or not row.is_active or (due is not None and datetime.fromisoformat(due) != row.next_at):
        return None
    actor = _keeper(row, scope)
    remembered = timetable.remembered(session, actor)
    today = school_year.today(session, actor, now)
    school = people.school(session, actor.school_id)
    known = Known(remembered.hints, remembered.chosen_at, rosters.known_ids(session, actor), today, school.name)
    kept = queries.kept_copy(session, row.school_id, row.id) if row.kind == OutsideKind.ABSENCES else None
    return _Seen(row, known, kept)


def _fetched(source: OutsideSource, way: Way) -> Fetched | NotModified:
    if not source.content_hash:
        return fetch(way, source.address, limits=LIMITS)
    return fetch(way, source.address, limits=LIMITS, etag=source.etag, last_modified=source.last_modified)


def _understood(seen: _Seen, came: Fetched | NotModified) -> Understood | None:
    """What came, understood; None when it is the very copy that is kept.

    A calendar is read anew though it is the same: with each day another day comes into sight.
    """
    source = seen.source
    content = came.content if isinstance(came, Fetched) else None
    if content is None or rules.content_hash(content) == source.content_hash:
        if source.kind != OutsideKind.ABSENCES or seen.kept is None:
            return None
        content = zlib.decompress(seen.kept)
    return reading.read(source.kind, source.name, content, seen.known, is_one_persons=source.staff_id is not None)


def _made_ready(
    database: Database, scope: Scope, seen: _Seen, came: Fetched | NotModified, found: Understood | None, now: datetime
) -> _Ready:
    """Compare with what came the last time, and pack what is new."""
    fetched = came if isinstance(came, Fetched) else None
    is_new = fetched is not None and rules.content_hash(fetched.content) != seen.source.content_hash
    copy = rules.copy_of(fetched.content) if fetched is not None and is_new else None
    if found is None or isinstance(found, CalendarAbsences):
        return _Ready(fetched, copy, found)
    actor = _keeper(seen.source, scope)
    with database.reading(scope) as session:
        before = queries.understood_before(session, actor, seen.source)
    if before is not None and reading.is_same(found, before):
        return _Ready(fetched, copy, None)
    return _Ready(fetched, copy, _packed(actor, seen.source.name, found, now))


def _packed(actor: Actor, name: str, found: DryRun, now: datetime) -> PackedRun:
    if isinstance(found, ImportedTimetable):
        timetable_run = timetable_actions.dry_run(actor, [name], found, now)
        return PackedRun(lambda session: timetable_actions.store_import(session, timetable_run).id)
    staff_run = roster_actions.dry_run(actor, [name], found, now)
    return PackedRun(lambda session: roster_actions.store_import(session, staff_run).id)


def _came(database: Database, scope: Scope, seen: _Seen, ready: _Ready, now: datetime) -> None:
    with database.writing(scope) as session:
        row = _still_there(session, seen)
        if row is None:
            return
        remark = "" if ready.brought is None else actions.take(session, _keeper(row, scope), row, ready.brought, now)
        if ready.copy is None:
            actions.nothing_new(session, row, now, ready.fetched, remark=remark)
        else:
            actions.keep(session, row, ready.copy, now, ready.fetched, remark=remark)


def _failed(database: Database, scope: Scope, seen: _Seen, words: str, now: datetime) -> None:
    with database.writing(scope) as session:
        if (row := _still_there(session, seen)) is not None:
            actions.fail(session, row, words, now)


def _still_there(session: Session, seen: _Seen) -> OutsideSource | None:
    """The address, locked, if it is what was looked at: not removed, changed or looked at by another meanwhile."""
    row = queries.stored(session, seen.source.school_id, seen.source.id, lock=True)
    if row is None or (row.version, row.looked_at) != (seen.source.version, seen.source.looked_at):
        return None
    return row


def _keeper(row: OutsideSource, scope: Scope) -> Actor:
    """Who stands behind what an address brings: whoever added it, also when they have left. Only a lead may add one."""
    return Actor(NO_ACCOUNT, people.NO_SESSION, row.school_id, row.created_by, LEAD, scope.trust_id)
