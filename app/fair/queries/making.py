"""Reads about the making of findings, from the draft to the gate."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.fair import access
from app.fair.rules import SHOWABLE, Author, FindingState, dated
from app.fair.tables import Finding, FindingAuthor, FindingEdition, FindingRound, FindingVersion
from app.identity.tables import Membership, MembershipRole, Staff
from app.kernel.actor import Actor, Role, Scope
from app.kernel.errors import NotFound
from app.plc import queries as plc
from app.study.tables import StudyRound
from app.timetable import queries as timetable
from app.timetable.tables import Lesson
from app.web.pages import PageWish, beyond, cut

AUTHORS_MAX = 2_000  # A page of findings, each with a full group of authors.
ROUNDS_MAX = 20


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


def require_writing_known(session: Session, actor: Actor, finding_id: UUID) -> None:
    """Refuse earlier texts to everybody but authors and their group: leads see what was handed in, as it is.

    Raises:
        NotFound: as `finding`.
        Forbidden: the actor knows of it as a lead only.
    """
    found, authors = finding(session, actor, finding_id)
    if not access.is_author(actor, authors):
        access.require_sees_drafts(actor, plc.members_of(session, actor, found.group_id))


def authors_of(session: Session, actor: Actor, finding_ids: Sequence[UUID]) -> dict[UUID, list[Author]]:
    """The authors of each finding, by name; one key per finding asked for."""
    found: dict[UUID, list[Author]] = {finding_id: [] for finding_id in finding_ids}
    statement = (
        select(FindingAuthor, Staff.name, Staff.is_active)
        .join(Staff, (col(Staff.school_id) == FindingAuthor.school_id) & (col(Staff.id) == FindingAuthor.staff_id))
        .where(FindingAuthor.school_id == actor.school_id, col(FindingAuthor.finding_id).in_(found))
        .order_by(col(Staff.name), col(Staff.id))
        .limit(AUTHORS_MAX)
    )
    for row, name, is_active in session.exec(statement):
        found[row.finding_id].append(Author(row.staff_id, name, row.agreed_version, is_active))
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


def findings_to_accept(session: Session, actor: Actor, wish: PageWish) -> tuple[list[Finding], str | None]:
    """What waits for a lead of the school, the longest first."""
    statement = select(Finding).where(access.visible(actor), Finding.state == FindingState.SUBMITTED)
    columns = (col(Finding.submitted_at), col(Finding.id))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.submitted_at, row.id))


def schedulable(session: Session, actor: Actor, wish: PageWish) -> tuple[list[Finding], str | None]:
    """What of the school's may have a stall or a talk, last changed first; drafts of new editions left out."""
    statement = select(Finding).where(
        access.visible(actor), col(Finding.state).in_(SHOWABLE), col(Finding.revises_id).is_(None)
    )
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


def hosts_of(session: Session, actor: Actor, rounds: Collection[UUID]) -> set[UUID]:
    """Whose lessons *rounds* were: they agree too, whether or not they are still in the group."""
    statement = select(StudyRound.host_id).where(
        StudyRound.school_id == actor.school_id, col(StudyRound.id).in_(set(rounds))
    )
    return set(session.exec(statement.distinct().order_by(col(StudyRound.host_id)).limit(ROUNDS_MAX)))


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


def class_names(session: Session, actor: Actor, rounds: Collection[UUID], today: date) -> list[str]:
    """The classes that may not stand beside a date: those of the rounds, and every class of today's timetable."""
    of_rounds = select(StudyRound.class_name).where(
        StudyRound.school_id == actor.school_id, col(StudyRound.id).in_(set(rounds))
    )
    found = set(session.exec(of_rounds.distinct().order_by(col(StudyRound.class_name)).limit(ROUNDS_MAX)))
    version = timetable.perhaps_version_in_force(session, actor, today)
    if version is not None:
        of_school = select(Lesson.class_name).where(
            Lesson.school_id == actor.school_id, Lesson.version_id == version.id
        )
        names = of_school.distinct().order_by(col(Lesson.class_name)).limit(dated.CLASS_NAMES_MAX)
        found |= set(session.exec(names))
    return sorted(found)


def adapted(session: Session, scope: Scope, finding_id: UUID | None) -> Finding | None:
    """The finding that another one adapts, while *scope* may read it."""
    if finding_id is None:
        return None
    return session.exec(select(Finding).where(Finding.id == finding_id, access.readable(scope))).one_or_none()


def has_revision(session: Session, actor: Actor, finding_id: UUID) -> bool:
    """Whether a new edition of a finding is being written."""
    statement = select(Finding.id).where(
        access.visible(actor), Finding.revises_id == finding_id, Finding.state != FindingState.WITHDRAWN
    )
    return session.exec(statement.limit(1)).first() is not None


def has_other_lead(session: Session, actor: Actor, authors: Sequence[Author]) -> bool:
    """Whether the school has a lead who can sign in and wrote none of it."""
    statement = (
        select(Membership.account_id)
        .join(
            MembershipRole,
            (col(MembershipRole.account_id) == Membership.account_id)
            & (col(MembershipRole.school_id) == Membership.school_id),
        )
        .where(
            Membership.school_id == actor.school_id,
            col(Membership.is_active),
            col(MembershipRole.role).in_([Role.HEAD, Role.CPD_LEAD]),
            col(Membership.staff_id).not_in([author.staff_id for author in authors] + [actor.staff_id]),
        )
    )
    return session.exec(statement.limit(1)).first() is not None


def versions_page(
    session: Session, actor: Actor, finding_id: UUID, wish: PageWish
) -> tuple[list[FindingVersion], str | None]:
    """The texts of a finding as they were saved, newest first."""
    statement = select(FindingVersion).where(
        FindingVersion.school_id == actor.school_id, FindingVersion.finding_id == finding_id
    )
    number = col(FindingVersion.number)
    if (where := beyond(wish.key(int), number, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(number.desc()).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.number,))


def version_texts(session: Session, actor: Actor, finding_id: UUID, number: int) -> FindingVersion:
    """One text as it was saved, or NotFound."""
    statement = select(FindingVersion).where(
        FindingVersion.school_id == actor.school_id,
        FindingVersion.finding_id == finding_id,
        FindingVersion.number == number,
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def edition_texts(row: FindingEdition | FindingVersion) -> dict[str, str]:
    """Field -> text, as they were stored."""
    texts: dict[str, str] = json.loads(row.texts)
    return texts
