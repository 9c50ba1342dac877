"""Reads of a finding's pictures and documents; where their bytes lie, app/files knows."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.fair import rules
from app.fair.schemas import FileOut, PictureOut
from app.fair.tables import Finding, FindingFile
from app.kernel.actor import Actor
from app.kernel.errors import NotFound


def on_fair(finding_id: UUID) -> str:
    """Where readers of the fair find a published finding's files."""
    return f"/api/fair/findings/{finding_id}/files"


def on_desk(finding_id: UUID) -> str:
    """Where those who make a finding find its files."""
    return f"/api/findings/{finding_id}/files"


def files_of(session: Session, row: Finding) -> list[FindingFile]:
    """The files of a finding that the caller has found already, in the order in which they came."""
    statement = select(FindingFile).where(FindingFile.school_id == row.school_id, FindingFile.finding_id == row.id)
    order = (col(FindingFile.added_at), col(FindingFile.id))
    return list(session.exec(statement.order_by(*order).limit(rules.FILES_MAX)))


def leading_pictures(session: Session, finding_ids: Collection[UUID]) -> dict[UUID, PictureOut]:
    """The first picture of each published finding that has one. The caller has found them readable."""
    if not finding_ids:
        return {}
    statement = select(FindingFile).where(
        col(FindingFile.finding_id).in_(finding_ids), FindingFile.kind == rules.FileKind.IMAGE,
        col(FindingFile.published_at).is_not(None),
    )  # fmt: skip
    latest_first = (col(FindingFile.added_at).desc(), col(FindingFile.id).desc())
    rows = session.exec(statement.order_by(*latest_first).limit(rules.FILES_MAX * len(finding_ids)))
    # The earliest of each comes last, and stays.
    return {row.finding_id: picture_out(row, address=on_fair(row.finding_id)) for row in rows}


def own_file(session: Session, actor: Actor, finding_id: UUID, file_id: UUID) -> FindingFile:
    """One file of a finding of the actor's school, whose making the caller has found to concern them."""
    return _one(session, actor.school_id, finding_id, file_id)


def fair_file(session: Session, row: Finding, file_id: UUID) -> FindingFile:
    """One file of a published finding that the caller has found to be readable."""
    return _one(session, row.school_id, row.id, file_id)


def bytes_used(session: Session, actor: Actor, finding_id: UUID) -> tuple[int, int]:
    """How many files a finding has, and their bytes in all."""
    statement = select(func.count(), func.coalesce(func.sum(FindingFile.size), 0)).where(
        FindingFile.school_id == actor.school_id, FindingFile.finding_id == finding_id
    )
    count, size = session.exec(statement).one()
    return count, size


def keys_in_use(session: Session, school_id: UUID, keys: Collection[str]) -> set[str]:
    """Which of *keys* some row of the school still points at: two editions may share bytes."""
    statement = select(FindingFile.store_key).where(
        FindingFile.school_id == school_id, col(FindingFile.store_key).in_(keys)
    )
    return set(session.exec(statement.distinct().order_by(col(FindingFile.store_key)).limit(len(keys) + 1)))


def keys_named(session: Session, school_id: UUID, after: str, *, most: int = 1000) -> list[str]:
    """The keys of the school's files, some at a time in their order: what a backup must hold."""
    mine = select(FindingFile.store_key).where(FindingFile.school_id == school_id, col(FindingFile.store_key) > after)
    return list(session.exec(mine.distinct().order_by(col(FindingFile.store_key)).limit(most)))


def file_out(row: FindingFile, *, address: str) -> FileOut:
    """A file as it travels. *address* has no slash at its end."""
    return FileOut(
        id=row.id, kind=row.kind, name=row.name, alt=row.alt, media_type=row.media_type, size=row.size,
        width=row.width, height=row.height, url=f"{address}/{row.id}",
    )  # fmt: skip


def picture_out(row: FindingFile, *, address: str) -> PictureOut:
    """A picture as it travels. *address* has no slash at its end."""
    return PictureOut(url=f"{address}/{row.id}", alt=row.alt, width=row.width or 1, height=row.height or 1)


def pictures(files: Sequence[FindingFile]) -> list[UUID]:
    """The ids of those that a text may show."""
    return [one.id for one in files if one.kind == rules.FileKind.IMAGE]


def _one(session: Session, school_id: UUID, finding_id: UUID, file_id: UUID) -> FindingFile:
    statement = select(FindingFile).where(
        FindingFile.school_id == school_id, FindingFile.finding_id == finding_id, FindingFile.id == file_id
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found
