"""Reads for everyone: only what is published for all of the world, in the order in which it was edited.

A new edition comes to the front again, so that a reader who knows the first page of a feed misses nothing.
Every list runs along an index: `ix_finding_edited`, or with a filter `ix_finding_label_feed`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, literal
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.fair import access
from app.fair.rules import Audience, LabelKind, Phase
from app.fair.tables import FairWithdrawal, Finding, FindingFile, FindingLabel
from app.feeds.asked import Asked
from app.feeds.entries import Gone
from app.kernel.actor import NOBODY
from app.kernel.errors import NotFound
from app.web.pages import beyond

FILES_MAX = 2_000  # A page of findings, each with all its files.
Mark = tuple[datetime, UUID]
"""When a finding was edited, and which it is: the key of its place in every list here."""
LABELLED = {
    LabelKind.FOCUS: col(Finding.focus) != "",
    LabelKind.SUBJECT: col(Finding.subject) != "",
    LabelKind.PHASE: col(Finding.phase) != Phase.ALL,
}
"""What has any label of a kind."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the list: from *since*, which belongs to it, up to *until* and below *below*, which do not."""

    since: datetime | None = None
    until: datetime | None = None
    below: Mark | None = None
    above: Mark | None = None
    """For lists that begin with the oldest."""
    oldest_first: bool = False


NEWEST = Stretch()


# ---- lists -----------------------------------------------------------------------------------------


def marks(session: Session, asked: Asked, stretch: Stretch, limit: int) -> list[Mark]:
    """The places of what `findings` would answer with the same arguments: cheap, and different when it is."""
    edited_at, found_by, where = _along(asked)
    statement = select(edited_at, found_by).where(*where, *_within(edited_at, found_by, stretch))
    if asked.labels:
        statement = statement.join(Finding, col(Finding.id) == found_by)
    rows = session.exec(statement.order_by(*_order(edited_at, found_by, stretch)).limit(limit))
    return [(moment, finding_id) for moment, finding_id in rows]


def findings(session: Session, asked: Asked, stretch: Stretch, limit: int) -> list[Finding]:
    """What everyone may read of what is *asked* for within *stretch*."""
    edited_at, found_by, where = _along(asked)
    statement = select(Finding).where(*where, *_within(edited_at, found_by, stretch))
    if asked.labels:
        statement = statement.join(FindingLabel, found_by == col(Finding.id))
    return list(session.exec(statement.order_by(*_order(edited_at, found_by, stretch)).limit(limit)))


def finding(session: Session, finding_id: UUID) -> Finding:
    """A finding that everyone may read, or NotFound."""
    wanted = select(Finding).where(Finding.id == finding_id, access.readable(NOBODY))
    found = session.exec(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def files(session: Session, finding_ids: Sequence[UUID]) -> dict[UUID, list[FindingFile]]:
    """What belongs to each of *finding_ids*, first added first; one key each."""
    found: dict[UUID, list[FindingFile]] = {finding_id: [] for finding_id in finding_ids}
    if not found:
        return found
    wanted = (
        select(FindingFile)
        .where(
            col(FindingFile.finding_id).in_(found), col(FindingFile.published_at).is_not(None),
            FindingFile.audience == Audience.EVERYONE,
        )
        .order_by(col(FindingFile.added_at), col(FindingFile.id))
        .limit(FILES_MAX)
    )  # fmt: skip
    for row in session.exec(wanted):
        found[row.finding_id].append(row)
    return found


def is_label_known(session: Session, kind: LabelKind, value: str) -> bool:
    """Whether anything that everyone may read is filed under it."""
    wanted = select(FindingLabel.id).where(
        FindingLabel.kind == kind, FindingLabel.value == value, FindingLabel.audience == Audience.EVERYONE
    )
    return session.exec(wanted.limit(1)).first() is not None


def labels(
    session: Session, kinds: Sequence[LabelKind], after: tuple[str, str] | None, limit: int
) -> list[tuple[LabelKind, str, str]]:
    """Kind, value and wording of what public findings are filed under, by kind and value, *after* one of them."""
    columns = (col(FindingLabel.kind), col(FindingLabel.value))
    statement = select(FindingLabel.kind, FindingLabel.value, func.min(FindingLabel.label)).where(
        columns[0].in_(kinds), FindingLabel.audience == Audience.EVERYONE
    )
    if (where := beyond(after, *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.group_by(*columns).order_by(*columns).limit(limit))
    return [(LabelKind(kind), value, label) for kind, value, label in rows]


# ---- the ends of the list --------------------------------------------------------------------------


def count(session: Session) -> int:
    """How many findings everyone may read."""
    return session.exec(select(func.count(col(Finding.id))).where(access.readable(NOBODY))).one()


def sitemap_part(session: Session, number: int, size: int) -> list[Mark]:
    """Places of the findings of one part of the sitemap, first published first: what is new goes to the last."""
    wanted = (
        select(Finding.edited_at, Finding.published_at, Finding.id)
        .where(access.readable(NOBODY))
        .order_by(col(Finding.published_at), col(Finding.id))
        .offset((number - 1) * size)
        .limit(size)
    )
    found = []
    for edited_at, published_at, finding_id in session.exec(wanted):
        moment = edited_at or published_at
        assert moment is not None, "only what is published is on the fair"
        found.append((moment, finding_id))
    return found


def gone(
    session: Session, *, since: datetime | None = None, until: datetime | None = None, after: Mark | None = None,
    limit: int, oldest_first: bool = False,
) -> list[Gone]:  # fmt: skip
    """What was taken back from everyone, last first unless *oldest_first*; *after* is a place in that order."""
    columns: tuple[Any, Any] = (col(FairWithdrawal.withdrawn_at), col(FairWithdrawal.finding_id))
    statement = select(FairWithdrawal)
    if since is not None:
        statement = statement.where(columns[0] >= since)
    if until is not None:
        statement = statement.where(columns[0] < until)
    if (where := beyond(after, *columns, descending=not oldest_first)) is not None:
        statement = statement.where(where)
    order = columns if oldest_first else tuple(column.desc() for column in columns)
    return [Gone(row.finding_id, row.withdrawn_at) for row in session.exec(statement.order_by(*order).limit(limit))]


def withdrawal(session: Session, finding_id: UUID) -> Gone | None:
    """When a finding that everyone could read was taken back; None if it never was."""
    row = session.exec(select(FairWithdrawal).where(FairWithdrawal.finding_id == finding_id)).one_or_none()
    return None if row is None else Gone(row.finding_id, row.withdrawn_at)


# ---- helpers -----------------------------------------------------------------------------------------


def _along(asked: Asked) -> tuple[Any, Any, list[ColumnElement[bool]]]:
    """The columns that a list runs along, and what is in it."""
    where = [access.readable(NOBODY)]
    if asked.having is not None:
        where.append(LABELLED[asked.having])
    if not asked.labels:
        return col(Finding.edited_at), col(Finding.id), where
    (kind, value), *others = asked.labels
    where += [
        col(FindingLabel.kind) == kind, col(FindingLabel.value) == value,
        col(FindingLabel.audience) == Audience.EVERYONE,
    ]  # fmt: skip
    for kind, value in others:
        other = aliased(FindingLabel)
        where.append(
            exists().where(
                col(other.school_id) == col(FindingLabel.school_id),
                col(other.finding_id) == col(FindingLabel.finding_id), col(other.kind) == kind,
                col(other.value) == value,
            )
        )  # fmt: skip
    return col(FindingLabel.edited_at), col(FindingLabel.finding_id), where


def _within(edited_at: Any, finding_id: Any, stretch: Stretch) -> list[ColumnElement[bool]]:
    where = []
    if stretch.since is not None:
        where.append(edited_at >= literal(stretch.since, edited_at.type))
    if stretch.until is not None:
        where.append(edited_at < literal(stretch.until, edited_at.type))
    if (below := beyond(stretch.below, edited_at, finding_id, descending=True)) is not None:
        where.append(below)
    if (above := beyond(stretch.above, edited_at, finding_id)) is not None:
        where.append(above)
    return where


def _order(edited_at: Any, finding_id: Any, stretch: Stretch) -> tuple[Any, Any]:
    if stretch.oldest_first:
        return edited_at, finding_id
    return edited_at.desc(), finding_id.desc()
