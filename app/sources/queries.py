"""Reads about addresses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import defer, load_only
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.fetching import rules as fetching
from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.rosters import queries as rosters
from app.sources import access
from app.sources.rules import SOURCES_MAX, OutsideKind
from app.sources.schemas import OutsideSourceMay, OutsideSourceOut
from app.sources.tables import OutsideSource
from app.timetable import queries as timetable
from app.web.pages import PageWish, beyond, cut

_LARGE: Any = OutsideSource.content
_WHEN: tuple[Any, ...] = (OutsideSource.id, OutsideSource.school_id, OutsideSource.version, OutsideSource.next_at)


def source(session: Session, actor: Actor, source_id: UUID, *, lock: bool = False) -> OutsideSource:
    """One address, or NotFound."""
    statement = _select().where(access.visible(actor), OutsideSource.id == source_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def sources_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[OutsideSource], str | None]:
    """The school's addresses, by name."""
    statement = _select().where(access.visible(actor))
    columns = (col(OutsideSource.name), col(OutsideSource.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.name, row.id))


def count(session: Session, actor: Actor) -> int:
    return session.exec(select(func.count(col(OutsideSource.id))).where(access.visible(actor))).one()


def stored(session: Session, school_id: UUID, source_id: UUID, *, lock: bool = False) -> OutsideSource | None:
    """One address for the worker, or None when it has been removed."""
    statement = _select().where(OutsideSource.school_id == school_id, OutsideSource.id == source_id)
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def kept_copy(session: Session, school_id: UUID, source_id: UUID) -> bytes | None:
    """The copy that is kept of what an address brought, compressed with zlib."""
    mine = (OutsideSource.school_id == school_id, OutsideSource.id == source_id)
    return session.exec(select(OutsideSource.content).where(*mine)).one_or_none()


def understood_before(session: Session, actor: Actor, row: OutsideSource) -> bytes | None:
    """What was understood of the last timetable or staff list that an address brought, packed, if it is still there."""
    if row.import_id is None:
        return None
    try:
        if row.kind == OutsideKind.TIMETABLE:
            return timetable.timetable_import(session, actor, row.import_id).understanding
        return rosters.roster_import(session, actor, row.import_id).understanding
    except NotFound:
        return None


def due(session: Session, school_id: UUID, until: datetime) -> list[OutsideSource]:
    """A school's addresses that are looked at until then, the longest due first: which they are, and when."""
    statement = (
        select(OutsideSource)
        .where(OutsideSource.school_id == school_id, col(OutsideSource.is_active), OutsideSource.next_at <= until)
        .order_by(col(OutsideSource.next_at), col(OutsideSource.id))
        .options(load_only(*_WHEN))
        .limit(SOURCES_MAX)
    )
    return list(session.exec(statement))


def outs(session: Session, actor: Actor, rows: Sequence[OutsideSource]) -> list[OutsideSourceOut]:
    """Addresses as they travel to *actor*."""
    names = people.names(session, actor, [row.staff_id for row in rows if row.staff_id is not None])
    may_edit = access.may_edit(actor)
    return [
        OutsideSourceOut(
            id=row.id, kind=row.kind, name=row.name,
            address=row.address if may_edit else fetching.shown_masked(row.address), staff_id=row.staff_id,
            staff_name=names.get(row.staff_id) if row.staff_id else None, every_hours=row.every_hours,
            is_active=row.is_active, looked_at=row.looked_at, next_at=row.next_at, good_at=row.good_at,
            failures=row.failures, trouble=row.trouble, import_id=row.import_id, version=row.version,
            may=OutsideSourceMay(edit=may_edit),
        )
        for row in rows
    ]  # fmt: skip


def _select() -> SelectOfScalar[OutsideSource]:
    """Addresses without the copies that are kept of them, which may be megabytes."""
    return select(OutsideSource).options(defer(_LARGE))
