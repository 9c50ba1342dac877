"""When the debrief is, and whose minutes it takes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.plc.rules import MemberRow
from app.school_year import queries as years
from app.study import rules
from app.study.errors import DebriefInBreak, DebriefTooEarly, DebriefTooLate, NoSchoolThen, NotFreeThen, SkippedHour
from app.study.schemas import DebriefIn
from app.study.tables import DebriefSeat, StudyRound
from app.time_budget import actions as time_budget
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory, TimeSource
from app.timetable import queries as timetable

LOOKED_AHEAD = timedelta(days=60)  # Longer than any holiday and the school days that count.


@dataclass(frozen=True, slots=True)
class DebriefTime:
    held_on: date
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    time_source: TimeSource


def debrief_time(
    session: Session, actor: Actor, school: School, wish: DebriefIn, *, lesson_ends_at: datetime, lesson_on: date
) -> DebriefTime:
    """Read the wished time, and refuse one that cannot be directed.

    Raises:
        DebriefTooEarly, DebriefTooLate, DebriefInBreak, NoSchoolThen, SkippedHour.
    """
    minutes = wish.minutes or school.debrief_minutes
    zone, wall = ZoneInfo(school.zone), time.fromisoformat(wish.start)
    try:
        starts_at = clock.at_local(wish.held_on, wall, zone)
    except ValueError as error:
        raise SkippedHour from error
    ends_at = starts_at + timedelta(minutes=minutes)
    if starts_at < lesson_ends_at:
        raise DebriefTooEarly(lesson_ends_at=lesson_ends_at)
    between = years.days_between(session, actor, lesson_on, min(wish.held_on, lesson_on + LOOKED_AHEAD))
    if wish.held_on > lesson_on + LOOKED_AHEAD or len(between) - 1 > rules.DEBRIEF_SCHOOL_DAYS_MAX:
        raise DebriefTooLate(school_days_max=rules.DEBRIEF_SCHOOL_DAYS_MAX)
    day = next((one for one in between if one.held_on == wish.held_on), None)
    if day is None:
        raise NoSchoolThen(held_on=wish.held_on)
    wall_end = ends_at.astimezone(zone).time()
    if wish.time_source != TimeSource.VOLUNTARY and not _may_be_directed(
        session, actor, school, day.cycle_day, wish.held_on, wall, wall_end
    ):
        raise DebriefInBreak
    return DebriefTime(wish.held_on, starts_at, ends_at, minutes, wish.place, wish.time_source)


def _may_be_directed(
    session: Session, actor: Actor, school: School, cycle_day: str | None, held_on: date, start: time, end: time
) -> bool:
    """After school, or inside one period. On INSET days there are no periods: the whole day is directed."""
    if school.after_school_starts <= start and start < end <= school.after_school_ends:
        return True
    if cycle_day is None:
        return True
    version = timetable.version_on(session, actor, held_on)
    bells = timetable.bells(session, actor, version.id).get(cycle_day, [])
    return any(bell.starts <= start and end <= bell.ends for bell in bells)


def take_seats(
    session: Session,
    actor: Actor,
    row: StudyRound,
    school: School,
    year_id: UUID,
    members: list[MemberRow],
    talk: DebriefTime,
    now: datetime,
) -> None:
    """Put everybody into the debrief: their time is occupied, their minutes committed."""
    minutes = talk.minutes + 2 * school.moving_minutes
    occupied_queries.lock_people(session, actor, [member.staff_id for member in members])
    _require_free(session, actor, members, talk)
    for member in members:
        occupied.occupy(
            session,
            actor,
            Stretch(
                staff_id=member.staff_id,
                person_id=member.person_id,
                kind=OccupiedKind.DEBRIEF,
                held_on=talk.held_on,
                starts_at=talk.starts_at,
                ends_at=talk.ends_at,
                label=row.class_name,
                ref_id=row.id,
            ),
        )
    commits: dict[UUID, UUID] = {}
    if talk.time_source == TimeSource.PROTECTED:
        wishes = [
            CommitWish(
                staff_id=member.staff_id, year_id=year_id, category=TimeCategory.DEBRIEF_MOVE, minutes=minutes,
                ref_id=row.id, held_on=talk.held_on,
            )
            for member in members
        ]  # fmt: skip
        entries = time_budget.commit_all(session, actor, wishes, now)
        commits = {member.staff_id: entry.id for member, entry in zip(members, entries, strict=True)}
    for member in members:
        session.add(
            DebriefSeat(
                school_id=actor.school_id,
                round_id=row.id,
                staff_id=member.staff_id,
                minutes=minutes,
                commit_id=commits.get(member.staff_id),
            )
        )


def _require_free(session: Session, actor: Actor, members: list[MemberRow], talk: DebriefTime) -> None:
    held = occupied_queries.stretches(
        session, actor, [member.staff_id for member in members], first=talk.held_on, last=talk.held_on
    )
    names = {member.staff_id: member.name for member in members}
    for stretch in held:
        if stretch.starts_at < talk.ends_at and talk.starts_at < stretch.ends_at:
            raise NotFreeThen(
                staff_id=stretch.staff_id, name=names[stretch.staff_id],
                reason=f"at the debrief: {reason(stretch.kind, stretch.label)}",
            )  # fmt: skip
