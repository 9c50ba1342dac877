"""What a cycle takes and has taken of each teacher, and what the year still holds for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.lesson_study.queries.book import Book
from app.lesson_study.rules import minutes as rules
from app.lesson_study.rules import stages
from app.lesson_study.rules.minutes import Time
from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import DiscussionState, Stage
from app.lesson_study.schemas.cycles import CycleMinutes, StageMinutes
from app.lesson_study.tables import Cycle
from app.meetings.rules import MeetingKind, MeetingState
from app.meetings.tables import GroupMeeting
from app.plc.rules import MemberRow, counted
from app.school_year import queries as years
from app.study.rules import RoundState
from app.study.tables import StudyRound
from app.time_budget import queries as time_budget
from app.working_time import queries as working_time
from app.working_time.rules import EventKind

MEETINGS_MAX = 200
OF_KIND = {
    MeetingKind.PROTOCOL: Stage.PROTOCOL,
    MeetingKind.STUDY: Stage.STUDY,
    MeetingKind.PLANNING: Stage.PLAN,
    MeetingKind.CONSOLIDATE: Stage.CONSOLIDATE,
}
"""Meetings that say by their kind which stage they are for. The others belong to the stage of their day."""


def cycle_minutes(session: Session, actor: Actor, book: Book, now: datetime) -> CycleMinutes:
    """Planned and held by stage, and whether protected time and twilights have room for the rest."""
    steps = stages.way(book.cycle.mode, book.cycle.lessons_planned)
    held = _held(session, actor, book)
    shown = [step for step in stages.whole_way(book.cycle.lessons_planned) if step in steps or held.get(step)]
    per_stage = [
        StageMinutes(
            stage=step.stage, lesson_number=step.lesson_number,
            planned_minutes=rules.planned(step) if step in steps else 0, held_minutes=held.get(step, 0),
        )
        for step in shown
    ]  # fmt: skip
    planned, total = rules.planned_total(steps), sum(held.values())
    to_come = max(0, planned - total)
    time = time_left(session, actor, book.members, now)
    return CycleMinutes(
        per_stage=per_stage, planned_total=planned, held_total=total, protected_left=time.protected_left,
        twilight_planned=time.twilight_planned, years=rules.years(to_come, time),
        sentence=rules.sentence(book.cycle.mode, to_come, time),
    )  # fmt: skip


def time_left(session: Session, actor: Actor, members: Sequence[MemberRow], now: datetime) -> Time:
    """The least that any member has of protected time, and the twilights of the calendar that are to come."""
    today = years.today(session, actor, now)
    year = years.perhaps_current_year(session, actor, today)
    if year is None:
        return Time(protected_left=0, twilight_planned=0, has_year=False)
    teachers = [member.staff_id for member in counted(members)]
    pots = time_budget.pots(session, actor, teachers, year.id)
    left = [sum(pot.available_minutes for pot in of_one.values()) for of_one in pots.values()]
    twilights = [
        event.minutes for event in working_time.live_events(session, actor, year.id)
        if event.kind == EventKind.TWILIGHT and event.held_on >= today
    ]  # fmt: skip
    return Time(protected_left=min(left, default=0), twilight_planned=sum(twilights), has_year=True)


# ---- helpers -------------------------------------------------------------------------------------


def _held(session: Session, actor: Actor, book: Book) -> dict[Step, int]:
    """Minutes that have been held, by stage: lessons, interviews, discussions and meetings."""
    found: dict[Step, int] = {}

    def add(step: Step, minutes: int) -> None:
        found[step] = found.get(step, 0) + minutes

    for lesson in book.lessons:
        row = book.round_of(lesson)
        if row is None:
            continue
        if row.state in (RoundState.TAUGHT, RoundState.DISCUSSED):
            add(Step(Stage.TEACH, lesson.number), _minutes(row.starts_at, row.ends_at))
        if _is_discussed(book, row):
            add(Step(Stage.DISCUSS, lesson.number), _minutes(row.debrief_starts_at, row.debrief_ends_at))
        if spoken := sum(of_round == row.id for of_round, _ in book.interviewed):
            add(Step(Stage.INTERVIEW, lesson.number), spoken * rules.INTERVIEW_EACH)
    for meeting in _meetings(session, actor, book.cycle):
        add(_step_of(meeting, book), meeting.minutes)
    return found


def _is_discussed(book: Book, row: StudyRound) -> bool:
    record = book.discussions.get(row.id)
    return row.state == RoundState.DISCUSSED or (record is not None and record.state == DiscussionState.CLOSED)


def _meetings(session: Session, actor: Actor, cycle: Cycle) -> list[GroupMeeting]:
    """The group's meetings that were held while the cycle ran."""
    statement = select(GroupMeeting).where(
        GroupMeeting.school_id == actor.school_id,
        GroupMeeting.group_id == cycle.group_id,
        GroupMeeting.state == MeetingState.HELD,
        GroupMeeting.starts_at >= cycle.created_at,
    )
    if cycle.ended_at is not None:
        statement = statement.where(GroupMeeting.starts_at <= cycle.ended_at)
    in_order = statement.order_by(col(GroupMeeting.starts_at), col(GroupMeeting.id))
    return list(session.exec(in_order.limit(MEETINGS_MAX)))


def _step_of(meeting: GroupMeeting, book: Book) -> Step:
    """The stage that a meeting was held for: as its kind says, or where the cycle stood when it began."""
    stage, number = Stage.PROTOCOL, 1
    for step in book.steps:
        if step.made_at <= meeting.starts_at:
            stage, number = step.stage, step.lesson_number
    return stages.step_of(OF_KIND.get(meeting.kind, stage), number)


def _minutes(starts_at: datetime, ends_at: datetime) -> int:
    return int((ends_at - starts_at).total_seconds()) // 60
