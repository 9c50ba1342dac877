"""Booking rounds of which everything is known: one or a whole half-term in the same few statements, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.cover import actions as cover
from app.cover.rules import CoverKind, Need
from app.identity.tables import School
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.occupied.tables import Occupied
from app.plc.rules import MemberRow
from app.study import news, rules
from app.study.actions.debrief import DebriefTime, Seating, take_seats
from app.study.errors import NotFreeThen
from app.study.queries.span import Place
from app.study.rules import Release
from app.study.tables import Observation, StudyRound
from app.time_budget import actions as time_budget
from app.time_budget.actions import CommitWish
from app.time_budget.rules import TimeCategory
from app.timetable.queries import TaughtLesson


@dataclass(frozen=True, slots=True)
class Watching:
    """One observer's half hour, what holds them then, and who is asked to take their class."""

    member: MemberRow
    slice: int
    starts_at: datetime
    ends_at: datetime
    lessons: tuple[Occupied, ...]
    release: Release
    taught: TaughtLesson | None
    ask_ids: tuple[UUID, ...] = ()
    kind: CoverKind = CoverKind.MUTUAL


@dataclass(frozen=True, slots=True)
class Booking:
    """A round to be: every name found, every time an instant. `held` is what fills its people's day."""

    group_id: UUID
    host: MemberRow
    place: Place
    hosted: Sequence[TaughtLesson]
    focus: str
    watching: Sequence[Watching]
    talk: DebriefTime
    held: Sequence[Occupied]
    run_id: UUID | None = None

    @property
    def attending(self) -> list[MemberRow]:
        """Host and observers: who sits in the debrief."""
        return [self.host, *(one.member for one in self.watching)]


def book(
    session: Session, actor: Actor, school: School, bookings: Sequence[Booking], now: datetime
) -> list[StudyRound]:
    """Store *bookings* with everybody's time, minutes, cover requests and debriefs. Lock the people first.

    Raises:
        NotFreeThen, BudgetExhausted, LessonTaken, ...: nothing is stored then.
    """
    rows = [_round_row(actor, one, now) for one in bookings]
    session.add_all(rows)
    session.flush()
    pairs = list(zip(bookings, rows, strict=True))
    _fill_time(session, actor, pairs)
    _store_observations(session, actor, pairs, now)
    seatings = [Seating(row, one.place.year_id, one.attending, one.talk) for one, row in pairs]
    take_seats(session, actor, school, seatings, now)
    session.flush()
    news.planned(session, actor, rows, now)
    return rows


def within(rows: Iterable[Occupied], staff_id: UUID, starts_at: datetime, ends_at: datetime) -> list[Occupied]:
    """What of *rows* holds one person somewhere in [starts_at, ends_at)."""
    return [row for row in rows if row.staff_id == staff_id and row.starts_at < ends_at and starts_at < row.ends_at]


def _round_row(actor: Actor, one: Booking, now: datetime) -> StudyRound:
    place, talk, hosted = one.place, one.talk, one.hosted
    return StudyRound(
        school_id=actor.school_id, group_id=one.group_id, host_id=one.host.staff_id, version_id=place.version_id,
        held_on=place.held_on, period=place.period, starts_at=place.starts_at, ends_at=place.ends_at,
        class_name=" + ".join(dict.fromkeys(lesson.class_name for lesson in hosted)), subject=hosted[0].subject,
        room=hosted[0].room, focus=one.focus, debrief_on=talk.held_on, debrief_starts_at=talk.starts_at,
        debrief_ends_at=talk.ends_at, debrief_place=talk.place, debrief_time_source=talk.time_source,
        plan_run_id=one.run_id, created_by=actor.staff_id, created_at=now,
    )  # fmt: skip


def _fill_time(session: Session, actor: Actor, pairs: Sequence[tuple[Booking, StudyRound]]) -> None:
    """Fill the people's time: the host's lesson becomes hosting in the halves that are watched."""
    released: list[tuple[Occupied, UUID]] = []
    stretches: list[Stretch] = []
    for one, row in pairs:
        for number in sorted({seen.slice for seen in one.watching}):
            starts_at, ends_at = rules.slice_times(row.starts_at, number)
            hosting = within(one.held, one.host.staff_id, starts_at, ends_at)
            for stretch in hosting:
                if stretch.kind != OccupiedKind.TEACH:
                    why = reason(stretch.kind, stretch.label)
                    raise NotFreeThen(staff_id=one.host.staff_id, name=one.host.name, reason=why)
            released += [(stretch, row.id) for stretch in hosting]
            stretches.append(_stretch(row, one.host, OccupiedKind.HOST, number, starts_at, ends_at))
        for seen in one.watching:
            released += [(lesson, row.id) for lesson in seen.lessons]
            kind, number = OccupiedKind.OBSERVE, seen.slice
            stretches.append(_stretch(row, seen.member, kind, number, seen.starts_at, seen.ends_at))
    occupied.release_lessons(session, released)
    occupied.occupy_all(session, actor, stretches)


def _stretch(
    row: StudyRound, member: MemberRow, kind: OccupiedKind, number: int, starts_at: datetime, ends_at: datetime
) -> Stretch:
    return Stretch(
        staff_id=member.staff_id, person_id=member.person_id, kind=kind, held_on=row.held_on, starts_at=starts_at,
        ends_at=ends_at, period=row.period, slice=number, label=row.class_name, ref_id=row.id,
    )  # fmt: skip


def _store_observations(
    session: Session, actor: Actor, pairs: Sequence[tuple[Booking, StudyRound]], now: datetime
) -> None:
    """Commit the observers' minutes, open the needs for cover, and write down who watches when."""
    watched = [(one, row, seen) for one, row in pairs for seen in one.watching]
    wishes = [
        CommitWish(
            staff_id=seen.member.staff_id, year_id=one.place.year_id, category=TimeCategory.OBSERVE,
            minutes=rules.SLICE_MINUTES, ref_id=row.id, held_on=row.held_on,
        )
        for one, row, seen in watched
    ]  # fmt: skip
    commits = time_budget.commit_all(session, actor, wishes, now)
    uncovered = [(row, seen) for _, row, seen in watched if seen.release == Release.COVER]
    slots = cover.open_needs(session, actor, [_need(row, seen) for row, seen in uncovered], now)
    slot_of = {(row.id, seen.member.staff_id): slot.id for (row, seen), slot in zip(uncovered, slots, strict=True)}
    session.add_all(
        Observation(
            school_id=actor.school_id, round_id=row.id, staff_id=seen.member.staff_id, slice=seen.slice,
            starts_at=seen.starts_at, ends_at=seen.ends_at, minutes=rules.SLICE_MINUTES, release=seen.release,
            cover_slot_id=slot_of.get((row.id, seen.member.staff_id)), commit_id=commit.id,
        )
        for (_, row, seen), commit in zip(watched, commits, strict=True)
    )  # fmt: skip


def _need(row: StudyRound, seen: Watching) -> Need:
    taught = seen.taught
    return Need(
        group_id=row.group_id, round_id=row.id, released_id=seen.member.staff_id, held_on=row.held_on,
        period=row.period, slice=seen.slice, starts_at=seen.starts_at, ends_at=seen.ends_at,
        minutes=rules.SLICE_MINUTES, class_name=taught.class_name if taught else seen.lessons[0].label,
        subject=taught.subject if taught else "", room=taught.room if taught else "",
        ask_ids=tuple(staff_id for staff_id in seen.ask_ids if staff_id != row.host_id), kind=seen.kind,
    )  # fmt: skip
