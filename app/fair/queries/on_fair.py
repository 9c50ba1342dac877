"""Reads of the fair: what is published, as far as whoever asks may read it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.fair import access
from app.fair.errors import Withdrawn
from app.fair.queries import files as files_queries
from app.fair.queries import making
from app.fair.rules import LabelKind, Phase, ReactionKind, filing
from app.fair.schemas import AdaptedOut, FileOut, FindingEditionOut
from app.fair.tables import (
    FairWithdrawal,
    Finding,
    FindingAuthor,
    FindingLabel,
    FindingReaction,
)
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.web.pages import PageWish, beyond, cut

WORDS_MAX = 8
NEWEST_FIRST = (col(Finding.published_at).desc(), col(Finding.id).desc())
LABELS_NEWEST_FIRST = (col(FindingLabel.published_at).desc(), col(FindingLabel.finding_id).desc())

OtherLabel = aliased(FindingLabel)


@dataclass(frozen=True, slots=True)
class FairAsked:
    """What somebody looks for on the fair. Empty means anything."""

    words: str = ""
    """For the shelf's search; lists are narrowed by labels alone."""
    focus: str = ""
    subject: str = ""
    phase: Phase | None = None
    mechanism: int | None = None
    school_id: UUID | None = None
    group_id: UUID | None = None

    @property
    def labels(self) -> list[tuple[LabelKind, str]]:
        """The labels that a finding must have, the rarest kind first."""
        wanted = [
            (LabelKind.GROUP, str(self.group_id) if self.group_id else ""),
            (LabelKind.SCHOOL, str(self.school_id) if self.school_id else ""),
            (LabelKind.FOCUS, filing.folded(self.focus)),
            (LabelKind.SUBJECT, filing.folded(self.subject)),
            (LabelKind.MECHANISM, str(self.mechanism) if self.mechanism else ""),
            (LabelKind.PHASE, self.phase.value if self.phase and self.phase != Phase.ALL else ""),
        ]
        return [(kind, value) for kind, value in wanted if value]


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to a published finding and stands in other rows."""

    editions: Sequence[FindingEditionOut] = ()
    """All, the newest first."""
    adapts: AdaptedOut | None = None
    files: Sequence[FileOut] = ()


def fair_page(session: Session, scope: Scope, asked: FairAsked, wish: PageWish) -> tuple[list[Finding], str | None]:
    """What *scope* may read of what is *asked* for, newest first."""
    statement = _on_page(select(Finding), scope, asked, wish)
    rows = session.exec(statement.limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.published_at, row.id))


def fair_marks(session: Session, scope: Scope, asked: FairAsked, wish: PageWish) -> list[tuple[UUID, datetime]]:
    """Ids and dates of the page that `fair_page` would answer, and one more: cheap, and different when it is."""
    statement = _on_page(select(Finding.id, Finding.published_at), scope, asked, wish)
    rows = session.exec(statement.limit(wish.limit + 1))
    return [(finding_id, published_at) for finding_id, published_at in rows if published_at is not None]


def last_withdrawal(session: Session) -> datetime | None:
    """When something that everyone could read was last taken from the fair."""
    newest = select(FairWithdrawal.withdrawn_at).order_by(col(FairWithdrawal.withdrawn_at).desc()).limit(1)
    return session.exec(newest).first()


def fair_finding(session: Session, scope: Scope, finding_id: UUID) -> Finding:
    """One published finding that *scope* may read.

    Raises:
        Withdrawn: everyone could read it, and its authors or school have taken it back.
        NotFound: there is none, or not for *scope*.
    """
    found = session.exec(select(Finding).where(Finding.id == finding_id, access.readable(scope))).one_or_none()
    if found is not None:
        return found
    if session.exec(select(FairWithdrawal.finding_id).where(FairWithdrawal.finding_id == finding_id)).first():
        raise Withdrawn
    raise NotFound


def around(session: Session, scope: Scope, row: Finding) -> Around:
    """What stands beside a published finding: earlier editions, what it adapts, its files."""
    adapts = making.adapted(session, scope, row.adapts_id)
    files = files_queries.files_of(session, row)
    return Around(
        editions=editions_of(row),
        adapts=AdaptedOut.model_validate(adapts) if adapts is not None else None,
        files=[files_queries.file_out(one, address=files_queries.on_fair(row.id)) for one in files],
    )


def is_author(session: Session, actor: Actor, finding_id: UUID) -> bool:
    """Whether *actor* wrote a finding of their school."""
    statement = select(FindingAuthor.id).where(
        FindingAuthor.school_id == actor.school_id,
        FindingAuthor.finding_id == finding_id,
        FindingAuthor.staff_id == actor.staff_id,
    )
    return session.exec(statement).first() is not None


def reaction_counts(
    session: Session, scope: Scope, finding_ids: Sequence[UUID]
) -> dict[tuple[UUID, ReactionKind], int]:
    """How many said what about each of *finding_ids*, all in one statement. Findings without are left out."""
    statement = (
        select(FindingReaction.finding_id, FindingReaction.kind, func.count())
        .where(col(FindingReaction.finding_id).in_(finding_ids), access.reactions_readable(scope))
        .group_by(col(FindingReaction.finding_id), col(FindingReaction.kind))
        .limit(len(ReactionKind) * (len(finding_ids) + 1))
    )
    return {(finding_id, ReactionKind(kind)): count for finding_id, kind, count in session.exec(statement)}


def reactions_page(
    session: Session, scope: Scope, finding_id: UUID, wish: PageWish
) -> tuple[list[FindingReaction], str | None]:
    """What people said about a finding, newest first. NotFound when *scope* may not read the finding."""
    fair_finding(session, scope, finding_id)
    statement = select(FindingReaction).where(
        FindingReaction.finding_id == finding_id, access.reactions_readable(scope)
    )
    columns = (col(FindingReaction.made_at), col(FindingReaction.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def mechanisms_of(row: Finding) -> list[int]:
    """The numbers of the mechanisms that a finding is filed by."""
    numbers: list[int] = json.loads(row.mechanisms)
    return numbers


def editions_of(row: Finding) -> list[FindingEditionOut]:
    """When each edition was published, the newest first."""
    assert row.published_at is not None, "only what is published has editions"
    earlier: list[str] = json.loads(row.edition_dates)
    dates = [datetime.fromisoformat(one) for one in earlier] + [row.edited_at or row.published_at]
    first = row.edition - len(earlier)
    numbered = [FindingEditionOut(number=first + at, published_at=date) for at, date in enumerate(dates)]
    return numbered[::-1]


# ---- helpers -------------------------------------------------------------------------------------


def _on_page(statement: Any, scope: Scope, asked: FairAsked, wish: PageWish) -> Any:
    key, labels = wish.key(datetime, UUID), asked.labels
    statement = statement.where(access.readable(scope), *_about(asked))
    if not labels:
        where = beyond(key, col(Finding.published_at), col(Finding.id), descending=True)
        statement = statement if where is None else statement.where(where)
        return statement.order_by(*NEWEST_FIRST)
    # One label leads: its index holds the findings newest first. The others are looked up for each it finds.
    (kind, value), *others = labels
    of_finding = (col(FindingLabel.school_id) == Finding.school_id) & (col(FindingLabel.finding_id) == Finding.id)
    statement = statement.join(FindingLabel, of_finding).where(
        FindingLabel.kind == kind, FindingLabel.value == value, access.labels_readable(scope),
        *(_labelled(kind, value) for kind, value in others),
    )  # fmt: skip
    where = beyond(key, col(FindingLabel.published_at), col(FindingLabel.finding_id), descending=True)
    statement = statement if where is None else statement.where(where)
    return statement.order_by(*LABELS_NEWEST_FIRST)


def _labelled(kind: LabelKind, value: str) -> ColumnElement[bool]:
    return exists().where(
        col(OtherLabel.school_id) == Finding.school_id, col(OtherLabel.finding_id) == Finding.id,
        col(OtherLabel.kind) == kind, col(OtherLabel.value) == value,
    )  # fmt: skip


def _about(asked: FairAsked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.phase == Phase.ALL:
        conditions.append(col(Finding.phase) == Phase.ALL)
    return conditions
