"""Plan a round: one host's week, and for every lesson who could be there, who needs cover, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.identity import queries as people
from app.identity.tables import School
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied import queries as occupied
from app.occupied.rules import OccupiedKind, reason
from app.occupied.tables import Occupied
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.school_year import queries as years
from app.study import rules
from app.study.errors import NotOfTheGroup
from app.study.queries.out import wall
from app.study.queries.week import Frame, frame_of
from app.study.rules import SLICE_MINUTES, SliceState
from app.study.schemas import (
    CoverCandidate,
    DebriefOption,
    GridSlot,
    LessonOption,
    MemberOption,
    MemberSlice,
    PlanWeek,
)
from app.time_budget import queries as time_budget
from app.time_budget.rules import Balance, TimeCategory
from app.timetable import queries as timetable
from app.timetable.queries import TaughtLesson
from app.timetable.rules.away import Away
from app.timetable.rules.class_changes import ALL_TAUGHT, NotTaught, not_taught

BEST_SHOWN = 5
DEBRIEFS_SHOWN = 40

_Pots = dict[UUID, dict[TimeCategory, Balance]]


@dataclass(frozen=True, slots=True)
class Board:
    """All that the options are made of: loaded once, read for every cell."""

    frame: Frame
    members: list[MemberRow]
    held: dict[UUID, list[Occupied]]
    taught: dict[UUID, dict[tuple[UUID, str, str], list[TaughtLesson]]]
    pots: _Pots
    now: datetime
    not_taught: dict[date, NotTaught]
    absences: dict[UUID, list[Away]]

    def at(self, staff_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Occupied]:
        return [row for row in self.held.get(staff_id, []) if row.starts_at < ends_at and starts_at < row.ends_at]

    def lessons(self, staff_id: UUID, held_on: date, period: str) -> list[TaughtLesson]:
        """What somebody teaches in a period, by the timetable in force on that day, of the classes that are there."""
        bells, cycle_day = self.frame.bells.get(held_on, []), self.frame.days[held_on].cycle_day or ""
        version_id = next((bell.version_id for bell in bells if bell.period == period), None)
        lessons = self.taught[version_id].get((staff_id, cycle_day, period), []) if version_id else []
        return timetable.still_taught(lessons, self.not_taught.get(held_on, ALL_TAUGHT))

    def is_absent(self, staff_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
        found = self.absences.get(staff_id, ())
        return any(away.starts_at < ends_at and starts_at < away.ends_at for away in found)

    def left(self, staff_id: UUID, category: TimeCategory) -> int:
        pot = self.pots.get(staff_id, {}).get(category)
        return pot.available_minutes if pot else 0


def plan_week(
    session: Session, actor: Actor, group_id: UUID, host_id: UUID | None, on: date | None, now: datetime
) -> PlanWeek:
    """The options of one week for one host of the group.

    Raises:
        NotFound, Forbidden: not your group. NotOfTheGroup: the host is no member of it.
    """
    group = plc.group(session, actor, group_id)
    members = [row for row in plc.members(session, actor, [group.id])[group.id] if not row.is_guest]
    plc_access.require_member(actor, members)
    host = next((row for row in members if row.staff_id == (host_id or actor.staff_id)), None)
    if host is None:
        raise NotOfTheGroup
    school = people.school(session, actor.school_id)
    zone = ZoneInfo(school.zone)
    today = clock.local_date(now, zone)
    monday = clock.monday_of(on or (today if today.weekday() < 5 else today + timedelta(days=2)))
    board = _board(session, actor, members, monday, zone, now)
    lessons = _lessons(board, host)
    year = years.current_year(session, actor, today)
    week = timedelta(days=7)
    return PlanWeek(
        group_id=group.id, host_id=host.staff_id, host_name=host.name, starts_on=monday,
        label=f"{rules.day_words(monday)} to {rules.day_words(board.frame.last)}",
        days=[monday + timedelta(days=number) for number in range(5)], grid=_grid(board, host), lessons=lessons,
        best=_best(lessons, today), debriefs=_debriefs(board, school, today), debrief_minutes=school.debrief_minutes,
        previous_on=monday - week if monday - week >= clock.monday_of(year.starts_on) else None,
        next_on=monday + week if monday + week <= year.ends_on else None,
    )  # fmt: skip


def _board(
    session: Session, actor: Actor, members: list[MemberRow], monday: date, zone: ZoneInfo, now: datetime
) -> Board:
    frame = frame_of(session, actor, monday, zone)
    staff_ids = [row.staff_id for row in members]
    held: dict[UUID, list[Occupied]] = {}
    for row in occupied.stretches(session, actor, staff_ids, first=monday, last=frame.last):
        held.setdefault(row.staff_id, []).append(row)
    taught = {
        version_id: timetable.lessons_of(session, actor, version_id, staff_ids) for version_id in frame.version_ids
    }
    try:
        year = years.current_year(session, actor, clock.local_date(now, zone))
        pots = time_budget.pots(session, actor, staff_ids, year.id)
    except NotFound:
        pots = {}
    changes = timetable.class_changes(session, actor, since=monday, until=frame.last)
    absences: dict[UUID, list[Away]] = {}
    for away in timetable.absences_of(session, actor, None, since=monday, until=frame.last, zone=zone):
        absences.setdefault(away.staff_id, []).append(away)
    return Board(
        frame, members, held, taught, pots, now, {day: not_taught(changes, day) for day in frame.days}, absences
    )


def _lessons(board: Board, host: MemberRow) -> list[LessonOption]:
    found = []
    for held_on, bells in sorted(board.frame.bells.items()):
        for bell in bells:
            if lessons := board.lessons(host.staff_id, held_on, bell.period):
                found.append(_lesson(board, host, held_on, bell.period, bell.starts, bell.ends, lessons))
    return found


def _lesson(
    board: Board, host: MemberRow, held_on: date, period: str, starts: time, ends: time, lessons: list[TaughtLesson]
) -> LessonOption:
    starts_at = clock.at_local(held_on, starts, board.frame.zone)
    ends_at = clock.at_local(held_on, ends, board.frame.zone)
    taken = [row for row in board.at(host.staff_id, starts_at, ends_at) if row.kind != OccupiedKind.TEACH]
    why_not = reason(taken[0].kind, taken[0].label) if taken else ""
    if held_on < clock.local_date(board.now, board.frame.zone) - timedelta(days=rules.ENTERED_AFTERWARDS_DAYS_MAX):
        why_not = "More than a week ago"
    if rules.slice_count(starts, ends) == 0:
        why_not = "Shorter than half an hour"
    others = [row for row in board.members if row.staff_id != host.staff_id]
    members = [_member(board, host, row, starts_at, rules.slice_count(starts, ends)) for row in others]
    free = [row for row in members if _any(row, SliceState.FREE, SliceState.CO_TAUGHT)]
    coverable = [row for row in members if row not in free and _any_coverable(row)]
    return LessonOption(
        held_on=held_on, period=period, start=f"{starts:%H:%M}", end=f"{ends:%H:%M}",
        class_name=" + ".join(dict.fromkeys(one.class_name for one in lessons)), subject=lessons[0].subject,
        room=lessons[0].room, can_host=not why_not, reason=why_not, members=members, free_observers=len(free),
        coverable_observers=len(coverable), summary=why_not or _summary(free, coverable),
    )  # fmt: skip


def _member(board: Board, host: MemberRow, member: MemberRow, starts_at: datetime, slices: int) -> MemberOption:
    return MemberOption(
        staff_id=member.staff_id, name=member.name, department=member.department,
        observe_minutes_left=board.left(member.staff_id, TimeCategory.OBSERVE),
        cover_minutes_left=board.left(member.staff_id, TimeCategory.COVER),
        slices=[_slice(board, host, member, starts_at, number) for number in range(slices)],
    )  # fmt: skip


def _slice(board: Board, host: MemberRow, member: MemberRow, period_starts_at: datetime, number: int) -> MemberSlice:
    starts_at, ends_at = rules.slice_times(period_starts_at, number)
    mine = board.at(member.staff_id, starts_at, ends_at)
    state, why, teaches = SliceState.FREE, "", None
    closed = next((row for row in mine if row.kind != OccupiedKind.TEACH), None)
    if closed is not None:
        state, why = SliceState.CANNOT, reason(closed.kind, closed.label)
    elif mine:
        teaches = mine[0].label
        stays = _co_teacher(board, member, mine[0])
        state = SliceState.CO_TAUGHT if stays else SliceState.NEEDS_COVER
        why = f"Teaches {teaches}" + (f"; {stays} stays with the class" if stays else "")
    if state != SliceState.CANNOT and board.left(member.staff_id, TimeCategory.OBSERVE) < SLICE_MINUTES:
        state, why = SliceState.CANNOT, "No observing minutes left this year"
    zone = board.frame.zone
    cover = _candidates(board, host, member, starts_at, ends_at) if state == SliceState.NEEDS_COVER else []
    return MemberSlice(
        slice=number, start=wall(starts_at, zone), end=wall(ends_at, zone), state=state, reason=why,
        teaches_class=teaches, cover=cover,
    )  # fmt: skip


def _co_teacher(board: Board, member: MemberRow, row: Occupied) -> str:
    """Words for who stays with a co-taught class; empty when nobody does."""
    lessons = board.lessons(member.staff_id, row.held_on, row.period)
    there = [
        any(
            not board.is_absent(other, row.starts_at, row.ends_at)
            for other in one.teacher_ids
            if other != member.staff_id
        )
        for one in lessons
    ]
    if lessons and all(there):
        return "the co-teacher"
    return ""


def _candidates(
    board: Board, host: MemberRow, member: MemberRow, starts_at: datetime, ends_at: datetime
) -> list[CoverCandidate]:
    """The rest of the group for this class, those who could first, each of the others with the reason."""
    found = []
    for other in board.members:
        if other.staff_id in (host.staff_id, member.staff_id):
            continue
        held = board.at(other.staff_id, starts_at, ends_at)
        why = reason(held[0].kind, held[0].label) if held else ""
        if not why and board.left(other.staff_id, TimeCategory.COVER) < SLICE_MINUTES:
            why = "No covering minutes left this year"
        found.append(CoverCandidate(staff_id=other.staff_id, name=other.name, can=not why, reason=why))
    return sorted(found, key=lambda one: (not one.can, one.name))


def _any(member: MemberOption, *states: SliceState) -> bool:
    return any(one.state in states for one in member.slices)


def _any_coverable(member: MemberOption) -> bool:
    return any(one.state == SliceState.NEEDS_COVER and any(who.can for who in one.cover) for one in member.slices)


def _first_name(member: MemberOption) -> str:
    return member.name.split()[0]


def _summary(free: Sequence[MemberOption], coverable: Sequence[MemberOption]) -> str:
    if free:
        return rules.names_in_a_row([_first_name(row) for row in free])
    for member in coverable:
        for one in member.slices:
            if one.state == SliceState.NEEDS_COVER and (who := next((who for who in one.cover if who.can), None)):
                return f"{_first_name(member)}, if {who.name.split()[0]} covers"
    return "Nobody is free"


def _best(lessons: Sequence[LessonOption], today: date) -> list[int]:
    """Most observers without cover first, then those whom the group can cover; sooner before later."""
    worth = [
        (-one.free_observers, -one.coverable_observers, one.held_on, one.start, index)
        for index, one in enumerate(lessons)
        if one.can_host and one.held_on >= today and one.free_observers + one.coverable_observers > 0
    ]
    return [index for *_, index in sorted(worth)][:BEST_SHOWN]


def _grid(board: Board, host: MemberRow) -> list[GridSlot]:
    slots = []
    for held_on, bells in sorted(board.frame.bells.items()):
        for bell in bells:
            starts_at = clock.at_local(held_on, bell.starts, board.frame.zone)
            ends_at = clock.at_local(held_on, bell.ends, board.frame.zone)
            held = board.at(host.staff_id, starts_at, ends_at)
            kind = str(held[0].kind) if held else "free"
            slots.append(
                GridSlot(
                    held_on=held_on,
                    period=bell.period,
                    start=f"{bell.starts:%H:%M}",
                    end=f"{bell.ends:%H:%M}",
                    kind="lesson" if kind == "teach" else kind,
                    label=held[0].label if held else "",
                )
            )
    return slots


def _debriefs(board: Board, school: School, today: date) -> list[DebriefOption]:
    """After school on each day, and the periods in which the whole group is free."""
    found = []
    length = timedelta(minutes=school.debrief_minutes)
    for held_on, day in sorted(board.frame.days.items()):
        if held_on < today - timedelta(days=rules.ENTERED_AFTERWARDS_DAYS_MAX):
            continue
        starts_at = clock.at_local(held_on, school.after_school_starts, board.frame.zone)
        option = _debrief(board, held_on, starts_at, starts_at + length, "after school")
        if day.cycle_day is not None:
            found.append(option)
        for bell in board.frame.bells.get(held_on, []):
            begins_at = clock.at_local(held_on, bell.starts, board.frame.zone)
            if begins_at + length > clock.at_local(held_on, bell.ends, board.frame.zone):
                continue
            option = _debrief(board, held_on, begins_at, begins_at + length, bell.period)
            if option.everyone_free:
                found.append(option)
    return sorted(found, key=lambda one: (one.held_on, one.start))[:DEBRIEFS_SHOWN]


def _debrief(board: Board, held_on: date, starts_at: datetime, ends_at: datetime, where: str) -> DebriefOption:
    reasons = [
        f"{member.name}: {reason(held[0].kind, held[0].label)}"
        for member in board.members
        if (held := board.at(member.staff_id, starts_at, ends_at))
    ]
    zone = board.frame.zone
    return DebriefOption(
        held_on=held_on, start=wall(starts_at, zone), end=wall(ends_at, zone),
        label=f"{rules.day_words(held_on)}, {where} ({wall(starts_at, zone)})", everyone_free=not reasons,
        reason="; ".join(reasons),
    )  # fmt: skip
