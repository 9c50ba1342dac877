"""When the debrief is, and whose minutes it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session

from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.plc.rules import MemberRow
from app.study import rules
from app.study.errors import DebriefInBreak, DebriefTooEarly, DebriefTooLate, NoSchoolThen, NotFreeThen, SkippedHour
from app.study.queries.span import Span
from app.study.schemas import DebriefIn
from app.study.tables import DebriefSeat, StudyRound
from app.time_budget import actions as time_budget
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory, TimeSource

LOOKED_AHEAD = timedelta(days=60)  # Longer than any holiday and the school days that count.


@dataclass(frozen=True, slots=True)
class DebriefTime:
    held_on: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    time_source: TimeSource


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits in the debrief of one round, and which year's minutes pay for it."""

    row: StudyRound
    year_id: UUID
    members: Sequence[MemberRow]
    talk: DebriefTime


def last_day_looked_at(lesson_on: date, wish: DebriefIn) -> date:
    """How far a span has to reach for debrief_time: the debrief's day, or where it would be far too late."""
    if wish.held_on - lesson_on > LOOKED_AHEAD:
        return lesson_on + LOOKED_AHEAD
    return max(lesson_on, wish.held_on)


def debrief_time(span: Span, wish: DebriefIn, *, lesson_ends_at: datetime, lesson_on: date) -> DebriefTime:
    """Read the wished time, and refuse one that cannot be directed. *span* covers lesson and debrief.

    Raises:
        DebriefTooEarly, DebriefTooLate, DebriefInBreak, NoSchoolThen, SkippedHour.
    """
    minutes = wish.minutes or span.school.debrief_minutes
    wall = time.fromisoformat(wish.start)
    try:
        starts_at = clock.at_local(wish.held_on, wall, span.zone)
    except ValueError as error:
        raise SkippedHour from error
    ends_at = starts_at + timedelta(minutes=minutes)
    if starts_at < lesson_ends_at:
        raise DebriefTooEarly(lesson_ends_at=lesson_ends_at)
    too_far = wish.held_on - lesson_on > LOOKED_AHEAD
    if too_far or span.school_days_after(lesson_on, wish.held_on) > rules.DEBRIEF_SCHOOL_DAYS_MAX:
        raise DebriefTooLate(school_days_max=rules.DEBRIEF_SCHOOL_DAYS_MAX)
    if wish.held_on not in span.days:
        raise NoSchoolThen(held_on=wish.held_on)
    wall_end = ends_at.astimezone(span.zone).time()
    if wish.time_source != TimeSource.VOLUNTARY and not span.may_be_directed(wish.held_on, wall, wall_end):
        raise DebriefInBreak
    return DebriefTime(wish.held_on, starts_at, ends_at, minutes, wish.place, wish.time_source)


def take_seats(session: Session, actor: Actor, school: School, seatings: Sequence[Seating], now: datetime) -> None:
    """Put everybody into their debriefs: their time is occupied, their minutes committed."""
    everybody = {member.staff_id for seating in seatings for member in seating.members}
    occupied_queries.lock_people(session, actor, sorted(everybody))
    _require_free(session, actor, seatings)
    occupied.occupy_all(
        session, actor, [_stretch(seating, member) for seating in seatings for member in seating.members]
    )
    minutes_of = {seating.row.id: seating.talk.minutes + 2 * school.moving_minutes for seating in seatings}
    commits = _commits(session, actor, seatings, minutes_of, now)
    session.add_all(
        DebriefSeat(
            school_id=actor.school_id, round_id=seating.row.id, staff_id=member.staff_id,
            minutes=minutes_of[seating.row.id], commit_id=commits[seating.row.id, member.staff_id],
        )
        for seating in seatings for member in seating.members
    )  # fmt: skip


def _stretch(seating: Seating, member: MemberRow) -> Stretch:
    talk = seating.talk
    return Stretch(
        staff_id=member.staff_id, person_id=member.person_id, kind=OccupiedKind.DEBRIEF, held_on=talk.held_on,
        starts_at=talk.starts_at, ends_at=talk.ends_at, label=seating.row.class_name, ref_id=seating.row.id,
    )  # fmt: skip


def _commits(
    session: Session, actor: Actor, seatings: Sequence[Seating], minutes_of: dict[UUID, int], now: datetime
) -> dict[tuple[UUID, UUID], UUID]:
    """The promise behind each (round, person); what is not protected time leaves the pots as they are."""
    wishes = [
        CommitWish(
            staff_id=member.staff_id, year_id=seating.year_id, category=TimeCategory.DEBRIEF_MOVE,
            minutes=minutes_of[seating.row.id], ref_id=seating.row.id, held_on=seating.talk.held_on,
            source=seating.talk.time_source,
        )
        for seating in seatings for member in seating.members
    ]  # fmt: skip
    entries = time_budget.commit_all(session, actor, wishes, now)
    return {(wish.ref_id, wish.staff_id): entry.id for wish, entry in zip(wishes, entries, strict=True)}


def _require_free(session: Session, actor: Actor, seatings: Sequence[Seating]) -> None:
    names = {member.staff_id: member.name for seating in seatings for member in seating.members}
    days = {seating.talk.held_on for seating in seatings}
    held = occupied_queries.stretches(session, actor, sorted(names), first=min(days), last=max(days), on=days)
    by_day: dict[tuple[UUID, date], list[tuple[datetime, datetime, str]]] = {}
    for row in held:
        mine = by_day.setdefault((row.staff_id, row.held_on), [])
        mine.append((row.starts_at, row.ends_at, reason(row.kind, row.label)))
    for seating in seatings:
        for member in seating.members:
            for starts_at, ends_at, why in by_day.get((member.staff_id, seating.talk.held_on), ()):
                if starts_at < seating.talk.ends_at and seating.talk.starts_at < ends_at:
                    raise NotFreeThen(staff_id=member.staff_id, name=member.name, reason=f"at the debrief: {why}")
