"""My week: the school's grid as one person lives it, what is asked of them, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import queries as cover
from app.cover.rules import CoverState
from app.cover.schemas import CoverSlotOut
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.occupied import queries as occupied
from app.occupied.rules import PLANNED, OccupiedKind
from app.occupied.tables import Occupied
from app.school_year import queries as years
from app.school_year.rules import DayKind
from app.school_year.tables import SchoolDay, SchoolYear
from app.study import rules
from app.study.queries import groups, rounds
from app.study.queries.out import OPEN, wall
from app.study.queries.pieces import Book, pieces_of
from app.study.schemas import AskedOfMe, DayWeek, MyWeek, NextThing, PeriodWeek, Piece, ProtocolAsked, ToLog
from app.study.tables import StudyRound
from app.time_budget import queries as time_budget
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import PotOut
from app.timetable import queries as timetable
from app.timetable.queries import BellRow

WEEKDAYS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """The week itself: its dates, what the calendar says of them, and the bells of each."""

    monday: date
    days: dict[date, SchoolDay]
    bells: dict[date, list[BellRow]]
    version_ids: list[UUID]
    zone: ZoneInfo

    @property
    def last(self) -> date:
        return self.monday + timedelta(days=WEEKDAYS - 1)


def my_week(session: Session, actor: Actor, on: date | None, now: datetime) -> MyWeek:
    """Everything on the first screen. At a weekend the coming week is shown."""
    school = people.school(session, actor.school_id)
    zone = ZoneInfo(school.zone)
    today = clock.local_date(now, zone)
    monday = clock.monday_of(on or (today if today.weekday() < WEEKDAYS else today + timedelta(days=2)))
    frame = frame_of(session, actor, monday, zone)
    book = _book(session, actor, frame, now)
    year = _year(session, actor, today)
    pots = time_budget.pots(session, actor, [actor.staff_id], year.id).get(actor.staff_id, {}) if year else {}
    asked_rows = cover.asked_of_me(session, actor, now)
    asked = cover.out(session, actor, asked_rows, show_asks=False)
    left = pots[TimeCategory.COVER].available_minutes if TimeCategory.COVER in pots else 0
    return MyWeek(
        starts_on=monday, today=today, label=_label(frame),
        days=[_day(frame, monday + timedelta(days=number), book, asked, today, now) for number in range(WEEKDAYS)],
        next=_next(session, actor, book, zone, now),
        asked=[
            AskedOfMe(cover=one, when=_when(one.held_on, one.period, one.start), cover_minutes_left=left)
            for one in asked
        ],
        to_log=_to_log(session, actor, zone, now),
        protocols=[
            ProtocolAsked(group_id=group_id, group_name=name)
            for group_id, name in groups.protocols_to_agree(session, actor)
        ],
        pots=[
            PotOut(
                category=category, allocated_minutes=pot.allocated_minutes, committed_minutes=pot.committed_minutes,
                spent_minutes=pot.spent_minutes, available_minutes=pot.available_minutes,
            )
            for category, pot in sorted(pots.items(), key=lambda item: list(TimeCategory).index(item[0]))
        ],
        previous_on=_within(year, monday - timedelta(days=7)), next_on=_within(year, monday + timedelta(days=7)),
        has_timetable=bool(frame.version_ids),
    )  # fmt: skip


def frame_of(session: Session, actor: Actor, monday: date, zone: ZoneInfo) -> Frame:
    """Calendar and bells of a week; without a timetable the bells are empty."""
    last = monday + timedelta(days=WEEKDAYS - 1)
    days = {day.held_on: day for day in years.days_between(session, actor, monday, last)}
    in_force = timetable.versions_between(session, actor, list(days.values()))
    bells: dict[date, list[BellRow]] = {}
    for version_id, of_version in in_force.items():
        by_day = timetable.bells(session, actor, version_id)
        for day in of_version:
            if day.cycle_day is not None:
                bells[day.held_on] = by_day.get(day.cycle_day, [])
    return Frame(monday, days, bells, list(in_force), zone)


def _year(session: Session, actor: Actor, today: date) -> SchoolYear | None:
    try:
        return years.current_year(session, actor, today)
    except NotFound:
        return None


def _within(year: SchoolYear | None, monday: date) -> date | None:
    if year is None or monday + timedelta(days=6) < year.starts_on or monday > year.ends_on:
        return None
    return monday


def _book(session: Session, actor: Actor, frame: Frame, now: datetime) -> Book:
    """What fills the person's week, and the rounds and cover behind it, in seven statements."""
    held = occupied.stretches(session, actor, [actor.staff_id], first=frame.monday, last=frame.last)
    live = rounds.of_week(session, actor, actor.staff_id, frame.monday, frame.last)
    ids = [row.id for row in live]
    watched, sat = rounds.observations(session, actor, ids), rounds.seats(session, actor, ids)
    slots = cover.slots_of_rounds(session, actor, ids)
    covering = cover.slots_by_ids(
        session, actor, [row.ref_id for row in held if row.kind == OccupiedKind.COVER and row.ref_id is not None]
    )
    shown = [slot for found in slots.values() for slot in found] + list(covering.values())
    names = people.names(
        session, actor,
        [*(row.host_id for row in live), *(one.staff_id for one in watched), *(slot.released_id for slot in shown),
         *(slot.coverer_id for slot in shown if slot.coverer_id is not None)],
    )  # fmt: skip
    lessons = _lessons(session, actor, frame)
    return Book(
        staff_id=actor.staff_id, held=held, rounds={row.id: row for row in live}, observations=watched, seats=sat,
        slots={slot.id: slot for slot in shown}, names=names, lessons=lessons, zone=frame.zone, now=now,
    )  # fmt: skip


def _lessons(session: Session, actor: Actor, frame: Frame) -> dict[tuple[date, str], tuple[str, str, str]]:
    """(date, period) -> class, subject, room of the actor's own lessons."""
    found: dict[tuple[date, str], tuple[str, str, str]] = {}
    taught = {
        version_id: timetable.lessons_of(session, actor, version_id, [actor.staff_id])
        for version_id in frame.version_ids
    }
    for held_on, bells in frame.bells.items():
        cycle_day = frame.days[held_on].cycle_day
        for bell in bells:
            lessons = taught[bell.version_id].get((actor.staff_id, cycle_day or "", bell.period), [])
            if lessons:
                classes = " + ".join(dict.fromkeys(one.class_name for one in lessons))
                found[held_on, bell.period] = (classes, lessons[0].subject, lessons[0].room)
    return found


def _day(frame: Frame, held_on: date, book: Book, asked: Sequence[CoverSlotOut], today: date, now: datetime) -> DayWeek:
    day = frame.days.get(held_on)
    bells = frame.bells.get(held_on, [])
    periods = []
    for bell in bells:
        starts_at = clock.at_local(held_on, bell.starts, frame.zone)
        ends_at = clock.at_local(held_on, bell.ends, frame.zone)
        periods.append(
            PeriodWeek(
                period=bell.period,
                start=f"{bell.starts:%H:%M}",
                end=f"{bell.ends:%H:%M}",
                pieces=pieces_of(book, held_on, bell.period, starts_at, ends_at, asked),
            )
        )
    inside = [
        (clock.at_local(held_on, bell.starts, frame.zone), clock.at_local(held_on, bell.ends, frame.zone))
        for bell in bells
    ]
    outside = [
        row
        for row in book.held
        if row.held_on == held_on
        and row.kind in PLANNED
        and not any(row.starts_at < end and start < row.ends_at for start, end in inside)
    ]
    return DayWeek(
        held_on=held_on, kind=day.kind if day else "holiday", cycle_day=day.cycle_day if day else None,
        note=day.note if day else "", is_today=held_on == today, periods=periods,
        after_school=[book.piece(row, row.starts_at, row.ends_at) for row in outside],
    )  # fmt: skip


def _label(frame: Frame) -> str:
    """ "Week A, half-term 2"; a week without school says so."""
    ordinary = [day for day in frame.days.values() if day.kind == DayKind.ORDINARY and day.cycle_day]
    if not frame.days:
        return "Holiday"
    half_term = f"half-term {next(iter(frame.days.values())).half_term}"
    weeks = {day.cycle_day.split(" ")[0] for day in ordinary if day.cycle_day and " " in day.cycle_day}
    if len(weeks) == 1 and len(letter := weeks.pop()) <= 2:
        return f"Week {letter}, {half_term}"
    return half_term.capitalize()


def _when(held_on: date, period: str, start: str) -> str:
    return f"{rules.day_words(held_on)}, {period} ({start})"


def _next(session: Session, actor: Actor, book: Book, zone: ZoneInfo, now: datetime) -> NextThing | None:
    """The next thing that Kenkyu has put into the person's days, within a month."""
    row = occupied.next_planned(session, actor, actor.staff_id, now)
    if row is None:
        return None
    known = book if row in book.held else _book_around(session, actor, row, zone, now)
    piece = known.piece(row, row.starts_at, row.ends_at)
    when = (
        _when(row.held_on, row.period, wall(row.starts_at, zone))
        if row.period
        else (f"{rules.day_words(row.held_on)}, {wall(row.starts_at, zone)}")
    )
    return NextThing(
        kind=piece.kind, starts_at=row.starts_at, title=piece.title, when=when,
        place=piece.room, round_id=piece.round_id,
    )  # fmt: skip


def _book_around(session: Session, actor: Actor, row: Occupied, zone: ZoneInfo, now: datetime) -> Book:
    """Just enough to say what one stretch of another week is."""
    ids = [row.ref_id] if row.ref_id is not None and row.kind != OccupiedKind.COVER else []
    live = rounds.by_ids(session, actor, ids)
    watched, sat = rounds.observations(session, actor, ids), rounds.seats(session, actor, ids)
    slots = cover.slots_by_ids(session, actor, [row.ref_id] if row.ref_id is not None and not ids else [])
    slots |= {slot.id: slot for found in cover.slots_of_rounds(session, actor, ids).values() for slot in found}
    named = [one.host_id for one in live] + [one.staff_id for one in watched]
    named += [slot.released_id for slot in slots.values()]
    named += [slot.coverer_id for slot in slots.values() if slot.coverer_id is not None]
    return Book(
        staff_id=actor.staff_id,
        held=[row],
        rounds={one.id: one for one in live},
        observations=watched,
        seats=sat,
        slots=slots,
        names=people.names(session, actor, named),
        lessons={},
        zone=zone,
        now=now,
    )


def _to_log(session: Session, actor: Actor, zone: ZoneInfo, now: datetime) -> list[ToLog]:
    """What has taken place and waits for its minutes; never what has no cover, for that cannot have been."""
    watched, sat = rounds.to_log(session, actor, now)
    covered = cover.mine_to_log(session, actor, now)
    open_slots = _open(session, actor, [row for _, row in watched])
    names = people.names(
        session,
        actor,
        [
            *(row.host_id for _, row in watched),
            *(row.host_id for _, row in sat),
            *(slot.released_id for slot in covered),
        ],
    )
    found = [
        ToLog(
            what="observation", id=one.id, round_id=row.id, minutes=one.minutes,
            title=f"You observed {names[row.host_id]}, {row.class_name}",
            when=_when(row.held_on, row.period, wall(one.starts_at, zone)),
        )
        for one, row in watched
        if one.cover_slot_id not in open_slots
    ]  # fmt: skip
    found += [
        ToLog(
            what="cover", id=slot.id, round_id=slot.round_id, minutes=slot.minutes,
            title=f"You covered {slot.class_name} for {names[slot.released_id]}",
            when=_when(slot.held_on, slot.period, wall(slot.starts_at, zone)),
        )
        for slot in covered
    ]  # fmt: skip
    found += [
        ToLog(
            what="debrief", id=seat.id, round_id=row.id, minutes=seat.minutes,
            title=f"You discussed {_whose(actor, row, names)} lesson with {row.class_name}",
            when=f"{rules.day_words(row.debrief_on)}, {wall(row.debrief_starts_at, zone)}",
        )
        for seat, row in sat
    ]  # fmt: skip
    return found


def _whose(actor: Actor, row: StudyRound, names: dict[UUID, str]) -> str:
    return "your" if row.host_id == actor.staff_id else f"{names[row.host_id]}'s"


def _open(session: Session, actor: Actor, live: list[StudyRound]) -> set[UUID | None]:
    slots = cover.slots_of_rounds(session, actor, [row.id for row in live])
    return {slot.id for found in slots.values() for slot in found if CoverState(slot.state) in OPEN}


__all__ = ["Piece", "frame_of", "my_week"]
