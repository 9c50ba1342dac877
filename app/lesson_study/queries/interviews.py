"""Reads of what case pupils said after a research lesson, for the group alone."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.lesson_study.queries import evidence
from app.lesson_study.queries.evidence import RoundSeen
from app.lesson_study.rules.interviews import INTERVIEW_MINUTES, QUESTIONS
from app.lesson_study.rules.words import PUPILS_MAX
from app.lesson_study.schemas.interviews import InterviewOut, InterviewsOut, PupilLabel, QuestionOut
from app.lesson_study.tables import CasePupil, PupilInterview
from app.plc import access as plc_access


def interviews_of(session: Session, actor: Actor, round_id: UUID) -> list[PupilInterview]:
    """The interviews of a round. The caller has let *actor* in."""
    statement = select(PupilInterview).where(
        PupilInterview.school_id == actor.school_id, PupilInterview.round_id == round_id
    )
    return list(session.exec(statement.order_by(col(PupilInterview.id)).limit(PUPILS_MAX)))


def interview(
    session: Session, actor: Actor, round_id: UUID, case_pupil_id: UUID, *, lock: bool = False
) -> PupilInterview | None:
    """One pupil's interview, if somebody has held it."""
    statement = select(PupilInterview).where(
        PupilInterview.school_id == actor.school_id,
        PupilInterview.round_id == round_id,
        PupilInterview.case_pupil_id == case_pupil_id,
    )
    return session.exec(statement.with_for_update() if lock else statement).one_or_none()


def pupil_of(seen: RoundSeen, case_pupil_id: UUID) -> CasePupil:
    """A case pupil of the round's cycle, or NotFound."""
    found = next((pupil for pupil in seen.pupils if pupil.id == case_pupil_id), None)
    if found is None:
        raise NotFound
    return found


def interview_out(session: Session, actor: Actor, round_id: UUID, case_pupil_id: UUID) -> InterviewOut:
    """One pupil's interview; empty, as version 0, before it was held."""
    pupil = pupil_of(evidence.round_seen(session, actor, round_id), case_pupil_id)
    row = interview(session, actor, round_id, case_pupil_id)
    if row is None:
        blank = dict.fromkeys(QUESTIONS, "")
        return InterviewOut(case_pupil_id=pupil.id, label=pupil.label, **blank, by_name="", held_at=None, version=0)
    return interviews_out(session, actor, [row], {pupil.id: pupil.label})[0]


def interviews_out(
    session: Session, actor: Actor, rows: Sequence[PupilInterview], labels: dict[UUID, str]
) -> list[InterviewOut]:
    """Interviews as they are shown, by letter."""
    names = people.names(session, actor, [row.staff_id for row in rows])
    shown = [
        InterviewOut(
            case_pupil_id=row.case_pupil_id, label=labels[row.case_pupil_id],
            **{key: getattr(row, key) for key in QUESTIONS}, by_name=names[row.staff_id], held_at=row.held_at,
            version=row.version,
        )
        for row in rows if row.case_pupil_id in labels
    ]  # fmt: skip
    return sorted(shown, key=lambda one: one.label)


def all_of_round(session: Session, actor: Actor, round_id: UUID) -> InterviewsOut:
    """The set questions, the pupils, and what was answered so far."""
    seen = evidence.round_seen(session, actor, round_id)
    return InterviewsOut(
        questions=[QuestionOut(key=key, text=text) for key, text in QUESTIONS.items()],
        minutes_max=INTERVIEW_MINUTES,
        interviews=interviews_out(session, actor, interviews_of(session, actor, round_id), seen.labels),
        pupils=[PupilLabel(id=pupil.id, label=pupil.label) for pupil in seen.pupils],
        may_write=plc_access.is_member(actor, seen.members) and seen.closed_at is None,
    )
