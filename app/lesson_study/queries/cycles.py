"""Cycles and what belongs to them, each found through the group that owns it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study import access
from app.lesson_study.rules.words import LESSONS_MAX, PUPILS_MAX, CycleState
from app.lesson_study.tables import (
    CasePupil,
    Cycle,
    CycleStep,
    MechanismClaim,
    NextChange,
    ProposalVersion,
    PupilWatch,
    ResearchLesson,
    StudySource,
)
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup
from app.web.pages import PageWish, beyond, cut

SOURCES_MAX = 50
CHANGES_MAX = 50
"""Of one research lesson."""
STEPS_MAX = 500
WATCHES_MAX = 200
MECHANISMS_MAX = 14


# ---- through the group's gate -------------------------------------------------------------------


def cycle(session: Session, actor: Actor, cycle_id: UUID, *, lock: bool = False) -> tuple[Cycle, list[MemberRow]]:
    """A cycle and the people of its group, for those inside. With *lock*, nobody moves it on meanwhile.

    Raises:
        NotFound: there is none, or it is another school's, or a guest's of another group.
        Forbidden: *actor* works here, and not in the group.
    """
    statement = select(Cycle).where(access.visible(actor), Cycle.id == cycle_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    plc.group(session, actor, found.group_id)
    members = plc.members_of(session, actor, found.group_id)
    access.require_inside(actor, members)
    return found, members


def cycle_to_change(session: Session, actor: Actor, cycle_id: UUID) -> tuple[Cycle, list[MemberRow]]:
    """A running cycle of the actor's own group, locked.

    Raises:
        NotFound, Forbidden: as for reading; guests read only.
        CycleEnded: it was completed or given up.
    """
    found, members = cycle(session, actor, cycle_id, lock=True)
    plc_access.require_member(actor, members)
    access.require_running(found)
    return found, members


def lesson(session: Session, actor: Actor, lesson_id: UUID) -> tuple[ResearchLesson, Cycle, list[MemberRow]]:
    """A research lesson with its cycle, for those inside the group.

    Raises:
        NotFound, Forbidden: as for its cycle.
    """
    found = session.exec(
        select(ResearchLesson).where(access.visible_lessons(actor), ResearchLesson.id == lesson_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    of_cycle, members = cycle(session, actor, found.cycle_id)
    return found, of_cycle, members


def lesson_to_change(session: Session, actor: Actor, lesson_id: UUID) -> tuple[ResearchLesson, Cycle, list[MemberRow]]:
    """A research lesson of a running cycle of the actor's own group; its cycle is locked, and so is what is below.

    Raises:
        NotFound, Forbidden, CycleEnded: as for its cycle.
    """
    found, _, _ = lesson(session, actor, lesson_id)
    of_cycle, members = cycle_to_change(session, actor, found.cycle_id)
    session.refresh(found)
    return found, of_cycle, members


def change_to_change(session: Session, actor: Actor, change_id: UUID) -> tuple[NextChange, ResearchLesson, Cycle]:
    """Something that is to be done otherwise, for the group that decided it."""
    found = change(session, actor, change_id)
    if found is None:
        raise NotFound
    of_lesson, of_cycle, _ = lesson_to_change(session, actor, found.research_lesson_id)
    return found, of_lesson, of_cycle


# ---- lists --------------------------------------------------------------------------------------


def cycles_page(session: Session, actor: Actor, group_id: UUID, wish: PageWish) -> tuple[list[Cycle], str | None]:
    """A group's cycles, newest first."""
    statement = select(Cycle).where(access.visible(actor), Cycle.group_id == group_id)
    columns = (col(Cycle.created_at), col(Cycle.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.created_at, row.id))


def active_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[tuple[Cycle, str]], str | None]:
    """Every running cycle of the school with the name of its group, newest first."""
    columns = (col(Cycle.created_at), col(Cycle.id))
    statement = (
        select(Cycle, PlcGroup.name)
        .join(PlcGroup, (col(PlcGroup.school_id) == Cycle.school_id) & (col(PlcGroup.id) == Cycle.group_id))
        .where(access.visible(actor), Cycle.state == CycleState.ACTIVE)
    )
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row[0].created_at, row[0].id))


def earlier(session: Session, actor: Actor, group_id: UUID, cycle_id: UUID) -> Cycle | None:
    """Another cycle of the same group, or None."""
    statement = select(Cycle).where(access.visible(actor), Cycle.group_id == group_id, Cycle.id == cycle_id)
    return session.exec(statement).one_or_none()


def active(session: Session, actor: Actor, group_id: UUID) -> Cycle | None:
    """The cycle that a group is in, or None."""
    statement = select(Cycle).where(access.visible(actor), Cycle.group_id == group_id, Cycle.state == CycleState.ACTIVE)
    return session.exec(statement).one_or_none()


def lesson_of_round(session: Session, actor: Actor, round_id: UUID) -> ResearchLesson | None:
    """The research lesson that is taught in a round, or None. Whether *actor* may know of it the caller has asked."""
    statement = select(ResearchLesson).where(access.visible_lessons(actor), ResearchLesson.round_id == round_id)
    return session.exec(statement).one_or_none()


def change(session: Session, actor: Actor, change_id: UUID) -> NextChange | None:
    """One change of the school, or None."""
    statement = select(NextChange).where(NextChange.school_id == actor.school_id, NextChange.id == change_id)
    return session.exec(statement).one_or_none()


def lessons(session: Session, actor: Actor, cycle_id: UUID) -> list[ResearchLesson]:
    """The research lessons of a cycle, by number."""
    statement = select(ResearchLesson).where(access.visible_lessons(actor), ResearchLesson.cycle_id == cycle_id)
    return list(session.exec(statement.order_by(col(ResearchLesson.number)).limit(LESSONS_MAX)))


def pupils(session: Session, actor: Actor, cycle_id: UUID) -> list[CasePupil]:
    """The case pupils of a cycle, by letter."""
    statement = select(CasePupil).where(CasePupil.school_id == actor.school_id, CasePupil.cycle_id == cycle_id)
    return list(session.exec(statement.order_by(col(CasePupil.label)).limit(PUPILS_MAX)))


def steps(session: Session, actor: Actor, cycle_id: UUID) -> list[CycleStep]:
    """Where the cycle has been, in order of time; of a very long history the newest."""
    statement = select(CycleStep).where(CycleStep.school_id == actor.school_id, CycleStep.cycle_id == cycle_id)
    newest = statement.order_by(col(CycleStep.made_at).desc(), col(CycleStep.id).desc()).limit(STEPS_MAX)
    return list(session.exec(newest))[::-1]


def sources(session: Session, actor: Actor, cycle_id: UUID) -> list[StudySource]:
    """What the group studied, in the order in which it was added."""
    statement = select(StudySource).where(StudySource.school_id == actor.school_id, StudySource.cycle_id == cycle_id)
    return list(session.exec(statement.order_by(col(StudySource.added_at), col(StudySource.id)).limit(SOURCES_MAX)))


def source(session: Session, actor: Actor, cycle_id: UUID, source_id: UUID) -> StudySource:
    """One source of a cycle that has been found readable, or NotFound."""
    statement = select(StudySource).where(
        StudySource.school_id == actor.school_id, StudySource.cycle_id == cycle_id, StudySource.id == source_id
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def claims(session: Session, actor: Actor, cycle_id: UUID) -> list[MechanismClaim]:
    """What the group declares of its cycle, by number."""
    statement = select(MechanismClaim).where(
        MechanismClaim.school_id == actor.school_id, MechanismClaim.cycle_id == cycle_id
    )
    return list(session.exec(statement.order_by(col(MechanismClaim.number)).limit(MECHANISMS_MAX)))


def changes(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> list[NextChange]:
    """What is to be done otherwise after these research lessons, in the order in which it was said."""
    if not lesson_ids:
        return []
    statement = select(NextChange).where(
        NextChange.school_id == actor.school_id, col(NextChange.research_lesson_id).in_(lesson_ids)
    )
    in_order = statement.order_by(col(NextChange.made_at), col(NextChange.id))
    return list(session.exec(in_order.limit(CHANGES_MAX * LESSONS_MAX)))


def watches(session: Session, actor: Actor, lesson_ids: Sequence[UUID]) -> list[PupilWatch]:
    """Who watches whom in these research lessons."""
    if not lesson_ids:
        return []
    statement = select(PupilWatch).where(
        PupilWatch.school_id == actor.school_id, col(PupilWatch.research_lesson_id).in_(lesson_ids)
    )
    in_order = statement.order_by(col(PupilWatch.research_lesson_id), col(PupilWatch.id))
    return list(session.exec(in_order.limit(WATCHES_MAX * LESSONS_MAX)))


# ---- versions of proposals ------------------------------------------------------------------------


def newest_versions(
    session: Session, actor: Actor, lessons_of: Sequence[ResearchLesson]
) -> dict[UUID, ProposalVersion]:
    """The version in force of each research lesson that has one, in one statement."""
    if not lessons_of:
        return {}
    statement = (
        select(ProposalVersion)
        .join(
            ResearchLesson,
            (col(ResearchLesson.school_id) == ProposalVersion.school_id)
            & (col(ResearchLesson.id) == ProposalVersion.research_lesson_id)
            & (col(ResearchLesson.version) == ProposalVersion.number),
        )
        .where(
            ProposalVersion.school_id == actor.school_id,
            col(ProposalVersion.research_lesson_id).in_([row.id for row in lessons_of]),
        )
        .order_by(col(ProposalVersion.research_lesson_id))
        .limit(LESSONS_MAX)
    )
    return {row.research_lesson_id: row for row in session.exec(statement)}


def version(session: Session, actor: Actor, lesson_id: UUID, number: int) -> ProposalVersion:
    """One version of a proposal, or NotFound. The empty one, number 1, is not stored."""
    statement = select(ProposalVersion).where(
        ProposalVersion.school_id == actor.school_id,
        ProposalVersion.research_lesson_id == lesson_id,
        ProposalVersion.number == number,
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def versions_page(
    session: Session, actor: Actor, lesson_id: UUID, wish: PageWish
) -> tuple[list[ProposalVersion], str | None]:
    """The versions of a proposal, newest first."""
    statement = select(ProposalVersion).where(
        ProposalVersion.school_id == actor.school_id, ProposalVersion.research_lesson_id == lesson_id
    )
    if (where := beyond(wish.key(int), col(ProposalVersion.number), descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(col(ProposalVersion.number).desc()).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.number,))
