"""Reads about findings: of their making, and of the fair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_
from sqlmodel import Session, col, select

from app.fair import access
from app.fair.rules import Author, FindingState, Phase, ReactionKind
from app.fair.tables import FairWithdrawal, Finding, FindingAuthor, FindingReaction, FindingRound
from app.identity.tables import Staff
from app.kernel.actor import Actor, Scope
from app.kernel.errors import NotFound
from app.plc import queries as plc
from app.study.tables import StudyRound
from app.web.pages import PageWish, beyond, cut

AUTHORS_MAX = 2_000  # A page of findings, each with a full group of authors.
WORDS_MAX = 8
ROUNDS_MAX = 20
NEWEST_FIRST = (col(Finding.published_at).desc(), col(Finding.id).desc())


@dataclass(frozen=True, slots=True)
class FairAsked:
    """What somebody looks for on the fair. Empty means anything."""

    words: str = ""
    focus: str = ""
    subject: str = ""
    phase: Phase | None = None


# ---- the making of a finding -------------------------------------------------------------------


def finding(session: Session, actor: Actor, finding_id: UUID, *, lock: bool = False) -> tuple[Finding, list[Author]]:
    """A finding and its authors, for those whom its making concerns; NotFound for everybody else.

    With *lock*, nobody edits, agrees to or publishes it meanwhile.
    """
    statement = select(Finding).where(Finding.id == finding_id, access.visible(actor))
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    authors = authors_of(session, actor, [finding_id])[finding_id]
    access.require_known(actor, found, authors, plc.members_of(session, actor, found.group_id))
    return found, authors


def authors_of(session: Session, actor: Actor, finding_ids: Sequence[UUID]) -> dict[UUID, list[Author]]:
    """The authors of each finding, by name; one key per finding asked for."""
    found: dict[UUID, list[Author]] = {finding_id: [] for finding_id in finding_ids}
    statement = (
        select(FindingAuthor, Staff.name)
        .join(Staff, (col(Staff.school_id) == FindingAuthor.school_id) & (col(Staff.id) == FindingAuthor.staff_id))
        .where(FindingAuthor.school_id == actor.school_id, col(FindingAuthor.finding_id).in_(found))
        .order_by(col(Staff.name), col(Staff.id))
        .limit(AUTHORS_MAX)
    )
    for row, name in session.exec(statement):
        found[row.finding_id].append(Author(row.staff_id, name, row.agreed_version))
    return found


def authorship(session: Session, actor: Actor, finding_id: UUID) -> FindingAuthor:
    """The actor's own line among the authors."""
    statement = select(FindingAuthor).where(
        FindingAuthor.school_id == actor.school_id,
        FindingAuthor.finding_id == finding_id,
        FindingAuthor.staff_id == actor.staff_id,
    )
    return session.exec(statement).one()


def findings_page(session: Session, actor: Actor, group_id: UUID, wish: PageWish) -> tuple[list[Finding], str | None]:
    """A group's findings, last changed first. Leads from outside the group do not see its drafts.

    Raises:
        Forbidden: *actor* is neither of the group nor a lead.
    """
    _, members = plc.group_in_full(session, actor, group_id)
    statement = select(Finding).where(access.visible(actor), Finding.group_id == group_id)
    if not access.sees_drafts(actor, members):
        statement = statement.where(Finding.state != FindingState.DRAFT)
    columns = (col(Finding.updated_at), col(Finding.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.updated_at, row.id))


def round_ids(session: Session, actor: Actor, finding_id: UUID) -> list[UUID]:
    """The rounds a finding comes from."""
    statement = select(FindingRound.round_id).where(
        FindingRound.school_id == actor.school_id, FindingRound.finding_id == finding_id
    )
    return list(session.exec(statement.order_by(col(FindingRound.round_id)).limit(ROUNDS_MAX)))


def require_rounds_of_group(session: Session, actor: Actor, group_id: UUID, wanted: Sequence[UUID]) -> None:
    """Refuse rounds that are not the group's own.

    Raises:
        NotFound: one of them is another group's, another school's, or nobody's.
    """
    if not wanted:
        return
    statement = select(func.count()).select_from(StudyRound)
    mine = statement.where(
        StudyRound.school_id == actor.school_id, StudyRound.group_id == group_id, col(StudyRound.id).in_(wanted)
    )
    if session.exec(mine).one() < len(set(wanted)):
        raise NotFound


# ---- the fair ----------------------------------------------------------------------------------


def fair_page(session: Session, scope: Scope, asked: FairAsked, wish: PageWish) -> tuple[list[Finding], str | None]:
    """What *scope* may read of what is *asked* for, newest first."""
    statement = select(Finding).where(*_on_page(scope, asked, wish)).order_by(*NEWEST_FIRST)
    rows = session.exec(statement.limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.published_at, row.id))


def fair_marks(session: Session, scope: Scope, asked: FairAsked, wish: PageWish) -> list[tuple[UUID, datetime]]:
    """Ids and dates of the page that `fair_page` would answer, and one more: cheap, and different when it is."""
    statement = select(Finding.id, Finding.published_at).where(*_on_page(scope, asked, wish)).order_by(*NEWEST_FIRST)
    rows = session.exec(statement.limit(wish.limit + 1))
    return [(finding_id, published_at) for finding_id, published_at in rows if published_at is not None]


def last_withdrawal(session: Session) -> datetime | None:
    """When something that everyone could read was last taken from the fair."""
    newest = select(FairWithdrawal.withdrawn_at).order_by(col(FairWithdrawal.withdrawn_at).desc()).limit(1)
    return session.exec(newest).first()


def fair_finding(session: Session, scope: Scope, finding_id: UUID) -> Finding:
    """One published finding that *scope* may read, or NotFound."""
    found = session.exec(select(Finding).where(Finding.id == finding_id, access.readable(scope))).one_or_none()
    if found is None:
        raise NotFound
    return found


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


def _on_page(scope: Scope, asked: FairAsked, wish: PageWish) -> list[ColumnElement[bool]]:
    conditions = [access.readable(scope)]
    key = wish.key(datetime, UUID)
    if (where := beyond(key, col(Finding.published_at), col(Finding.id), descending=True)) is not None:
        conditions.append(where)
    # Both sides are lowered by the database: SQLite lowers only ASCII, and must do so to both alike.
    for wanted, column in ((asked.focus, col(Finding.focus)), (asked.subject, col(Finding.subject))):
        if wanted:
            conditions.append(func.lower(column) == func.lower(literal(wanted)))
    if asked.phase is not None:
        conditions.append(col(Finding.phase) == asked.phase)
    searched = (col(Finding.title), col(Finding.pull_quote), col(Finding.findings))
    for word in asked.words.split()[:WORDS_MAX]:
        like = func.lower(literal(f"%{_escaped(word)}%"))
        conditions.append(or_(*(func.lower(column).like(like, escape="\\") for column in searched)))
    return conditions


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
