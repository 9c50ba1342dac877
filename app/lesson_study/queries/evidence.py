"""Reads of what was noted in research lessons, for the group alone; who has read it, for its author alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study import access
from app.lesson_study.queries import cycles
from app.lesson_study.rules import evidence as rules
from app.lesson_study.rules.evidence import LessonPlan, ReadPlace
from app.lesson_study.rules.words import PUPILS_MAX, DiscussionState, NoteKind
from app.lesson_study.schemas.evidence import NoteOut, ReadOut
from app.lesson_study.tables import (
    CasePupil,
    Discussion,
    EvidenceNote,
    EvidenceRead,
    NotePhoto,
    ProposalVersion,
    PupilWatch,
    ResearchLesson,
)
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.plc.tables import PlcGroup
from app.study import queries as study
from app.study.tables import StudyRound
from app.web.pages import PageWish, beyond, cut

NOTES_SHOWN_MAX = 2_000  # Of one round, in a discussion or a document: twenty pages of the list.
PHOTO_KINDS = frozenset({NoteKind.PHOTO, NoteKind.SHEET})


@dataclass(frozen=True, slots=True)
class RoundSeen:
    """A round as its group sees it, with the plan of the research lesson taught in it, if there is one."""

    row: StudyRound
    group: PlcGroup
    members: Sequence[MemberRow]
    lesson: ResearchLesson | None
    pupils: Sequence[CasePupil]
    plan: LessonPlan
    closed_at: datetime | None
    """When its discussion was closed; None while there is none, or it is open."""

    @property
    def labels(self) -> dict[UUID, str]:
        return {pupil.id: pupil.label for pupil in self.pupils}


def round_of_group(
    session: Session, actor: Actor, round_id: UUID, *, lock: bool = False
) -> tuple[StudyRound, PlcGroup, list[MemberRow]]:
    """A round for its group's members and guests; leads from outside are not let in.

    Raises:
        NotFound: *actor* may not know of it.
        Forbidden: *actor* does not belong to the group.
    """
    row = study.round_(session, actor, round_id, lock=lock)
    group = plc.group(session, actor, row.group_id)
    members = plc.members_of(session, actor, row.group_id)
    access.require_inside(actor, members)
    return row, group, members


def round_seen(session: Session, actor: Actor, round_id: UUID, *, lock: bool = False) -> RoundSeen:
    """A round with everything that notes are shown with. As `round_of_group`."""
    row, group, members = round_of_group(session, actor, round_id, lock=lock)
    lesson = lesson_of_round(session, actor, round_id)
    pupils = cycles.pupils(session, actor, lesson.cycle_id) if lesson else []
    plan = newest_plan(session, actor, lesson.id) if lesson else rules.NO_PLAN
    return RoundSeen(row, group, members, lesson, pupils, plan, closed_at(session, actor, round_id))


def lesson_of_round(session: Session, actor: Actor, round_id: UUID) -> ResearchLesson | None:
    """The research lesson that is taught in a round."""
    statement = select(ResearchLesson).where(
        ResearchLesson.school_id == actor.school_id, ResearchLesson.round_id == round_id
    )
    return session.exec(statement).one_or_none()


def newest_plan(session: Session, actor: Actor, lesson_id: UUID) -> LessonPlan:
    """What the proposal in force says; nothing before the first was saved."""
    statement = (
        select(ProposalVersion.body)
        .where(ProposalVersion.school_id == actor.school_id, ProposalVersion.research_lesson_id == lesson_id)
        .order_by(col(ProposalVersion.number).desc())
        .limit(1)
    )
    body = session.exec(statement).first()
    return rules.plan_of(body) if body is not None else rules.NO_PLAN


def watched_by_me(session: Session, actor: Actor, lesson_id: UUID) -> set[UUID]:
    """The case pupils that *actor* was asked to watch."""
    statement = select(PupilWatch.case_pupil_id).where(
        PupilWatch.school_id == actor.school_id,
        PupilWatch.research_lesson_id == lesson_id,
        PupilWatch.staff_id == actor.staff_id,
    )
    return set(session.exec(statement.order_by(col(PupilWatch.case_pupil_id)).limit(PUPILS_MAX)))


def closed_at(session: Session, actor: Actor, round_id: UUID) -> datetime | None:
    """When the discussion of a round was closed."""
    statement = select(Discussion.closed_at).where(
        Discussion.school_id == actor.school_id,
        Discussion.round_id == round_id,
        Discussion.state == DiscussionState.CLOSED,
    )
    return session.exec(statement).first()


# ---- notes ---------------------------------------------------------------------------------------


def notes_page(session: Session, actor: Actor, round_id: UUID, wish: PageWish) -> tuple[list[EvidenceNote], str | None]:
    """What was noted in a round in order of time, what was withdrawn left out. The caller has let *actor* in."""
    statement = select(EvidenceNote).where(
        EvidenceNote.school_id == actor.school_id,
        EvidenceNote.round_id == round_id,
        col(EvidenceNote.withdrawn_at).is_(None),
    )
    columns = (col(EvidenceNote.noted_at), col(EvidenceNote.id))
    if (where := beyond(wish.key(datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.noted_at, row.id))


def notes_of(session: Session, actor: Actor, round_id: UUID, *, only_mine: bool = False) -> list[EvidenceNote]:
    """All that was noted in a round in order of time, what was withdrawn left out."""
    statement = select(EvidenceNote).where(
        EvidenceNote.school_id == actor.school_id,
        EvidenceNote.round_id == round_id,
        col(EvidenceNote.withdrawn_at).is_(None),
    )
    if only_mine:
        statement = statement.where(EvidenceNote.staff_id == actor.staff_id)
    statement = statement.order_by(col(EvidenceNote.noted_at), col(EvidenceNote.id)).limit(NOTES_SHOWN_MAX)
    return list(session.exec(statement))


def notes_by_ids(session: Session, actor: Actor, note_ids: Collection[UUID]) -> dict[UUID, EvidenceNote]:
    """Notes of the school by id, as they are stored now; whose they are, the caller looks."""
    statement = select(EvidenceNote).where(
        EvidenceNote.school_id == actor.school_id, col(EvidenceNote.id).in_(note_ids)
    )
    statement = statement.order_by(col(EvidenceNote.id)).limit(max(1, len(note_ids)))
    return {row.id: row for row in session.exec(statement.execution_options(populate_existing=True))}


def note(session: Session, actor: Actor, note_id: UUID, *, lock: bool = False) -> EvidenceNote:
    """One note for its author, and for the group while it is not withdrawn.

    Raises:
        NotFound: there is none, or it was withdrawn and is another's.
        Forbidden: *actor* does not belong to the group.
    """
    statement = select(EvidenceNote).where(EvidenceNote.school_id == actor.school_id, EvidenceNote.id == note_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    if found.staff_id == actor.staff_id:
        return found
    round_of_group(session, actor, found.round_id)
    if found.withdrawn_at is not None:
        raise NotFound
    return found


def photo(session: Session, actor: Actor, note_id: UUID) -> NotePhoto | None:
    """The photograph of a note that the caller has found."""
    statement = select(NotePhoto).where(NotePhoto.school_id == actor.school_id, NotePhoto.note_id == note_id)
    return session.exec(statement).one_or_none()


def count_of_mine(session: Session, actor: Actor, round_id: UUID, *, kinds: Collection[NoteKind]) -> int:
    """How many notes of *kinds* the actor has of a round, withdrawn ones too: those stay as rows."""
    statement = select(func.count()).select_from(EvidenceNote)
    mine = statement.where(
        EvidenceNote.school_id == actor.school_id, EvidenceNote.round_id == round_id,
        EvidenceNote.staff_id == actor.staff_id, col(EvidenceNote.kind).in_(kinds),
    )  # fmt: skip
    return session.exec(mine).one()


def counts(session: Session, actor: Actor, round_id: UUID) -> dict[str, int]:
    """How many notes there are about each case pupil, by letter; pupils without any are left out."""
    statement = (
        select(CasePupil.label, func.count())
        .join(
            EvidenceNote,
            (col(EvidenceNote.school_id) == CasePupil.school_id) & (col(EvidenceNote.case_pupil_id) == CasePupil.id),
        )
        .where(
            EvidenceNote.school_id == actor.school_id,
            EvidenceNote.round_id == round_id,
            col(EvidenceNote.withdrawn_at).is_(None),
        )
        .group_by(col(CasePupil.label))
        .order_by(col(CasePupil.label))
    )
    return dict(session.exec(statement).all())


def notes_counts(session: Session, actor: Actor, round_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many notes there are of each of *round_ids*, in one statement; rounds without any are left out."""
    statement = (
        select(EvidenceNote.round_id, func.count())
        .where(
            EvidenceNote.school_id == actor.school_id,
            col(EvidenceNote.round_id).in_(round_ids),
            col(EvidenceNote.withdrawn_at).is_(None),
        )
        .group_by(col(EvidenceNote.round_id))
    )
    return dict(session.exec(statement).all())


def notes_out(session: Session, actor: Actor, rows: Sequence[EvidenceNote], seen: RoundSeen) -> list[NoteOut]:
    """Notes of one round as they are shown."""
    names = people.names(session, actor, [row.staff_id for row in rows])
    labels = seen.labels
    return [
        NoteOut(
            id=row.id, author_name=names[row.staff_id], is_mine=row.staff_id == actor.staff_id,
            case_pupil_id=row.case_pupil_id, label=labels.get(row.case_pupil_id) if row.case_pupil_id else None,
            stage_key=row.stage_key, stage_title=seen.plan.title_of(row.stage_key), kind=row.kind, text=row.text,
            has_photo=row.kind in PHOTO_KINDS and row.withdrawn_at is None, noted_at=row.noted_at,
            clock_was_off=rules.clock_was_off(noted_at=row.noted_at, device_at=row.device_at),
            came_late=rules.came_late(noted_at=row.noted_at, received_at=row.received_at),
            may_withdraw=row.staff_id == actor.staff_id and row.withdrawn_at is None and seen.closed_at is None,
        )
        for row in rows
    ]  # fmt: skip


# ---- who has read what ---------------------------------------------------------------------------


def just_read(session: Session, actor: Actor, round_id: UUID, where: ReadPlace, since: datetime) -> dict[UUID, int]:
    """How many notes of each author *actor* has read in one place since then."""
    statement = (
        select(EvidenceRead.author_id, func.max(EvidenceRead.notes))
        .where(
            EvidenceRead.school_id == actor.school_id, EvidenceRead.round_id == round_id,
            EvidenceRead.reader_id == actor.staff_id, EvidenceRead.where_read == where, EvidenceRead.read_at > since,
        )
        .group_by(col(EvidenceRead.author_id))
    )  # fmt: skip
    return dict(session.exec(statement).all())


def reads_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[ReadOut], str | None]:
    """Who has read the actor's own notes, newest first."""
    statement = (
        select(EvidenceRead, StudyRound, Staff.name)
        .join(
            StudyRound,
            (col(StudyRound.school_id) == EvidenceRead.school_id) & (col(StudyRound.id) == EvidenceRead.round_id),
        )
        .join(Staff, (col(Staff.school_id) == EvidenceRead.school_id) & (col(Staff.id) == EvidenceRead.reader_id))
        .where(EvidenceRead.school_id == actor.school_id, EvidenceRead.author_id == actor.staff_id)
    )
    columns = (col(EvidenceRead.read_at), col(EvidenceRead.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row[0].read_at, row[0].id))
    return [
        ReadOut(
            round_id=read.round_id, class_name=row.class_name, held_on=row.held_on, reader_name=name, notes=read.notes,
            where_read=ReadPlace(read.where_read), read_at=read.read_at,
        )
        for read, row, name in page
    ], following  # fmt: skip
