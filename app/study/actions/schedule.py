"""Scheduling a round: everybody's time, minutes and cover in one transaction, or nothing."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.occupied import queries as occupied_queries
from app.occupied.rules import OccupiedKind, reason
from app.occupied.tables import Occupied
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.study import queries, rules
from app.study.actions.book import Booking, Watching, book, within
from app.study.actions.debrief import debrief_time, last_day_looked_at
from app.study.errors import (
    CoverTooLate,
    HostNotTeaching,
    NoSuchSlice,
    NotFreeThen,
    NotOfTheGroup,
    ObserverIsHost,
    ObserverTwice,
)
from app.study.queries.span import Place, span
from app.study.rules import Release
from app.study.schemas import ObserverIn, RoundIn
from app.study.tables import StudyRound
from app.timetable import queries as timetable
from app.timetable.queries import TaughtLesson
from app.timetable.rules.class_changes import not_taught


def schedule(session: Session, actor: Actor, wish: RoundIn, now: datetime) -> StudyRound:
    """Book a research lesson, its observers, their cover requests and the debrief.

    Raises:
        NotFreeThen, HostNotTeaching, BudgetExhausted, GroupNotReady, ...: nothing is stored then.
    """
    group = plc.group(session, actor, wish.group_id, lock=True)
    members = {row.staff_id: row for row in plc.members(session, actor, [group.id])[group.id] if not row.is_guest}
    plc_access.require_member(actor, list(members.values()))
    plc_access.require_ready(group, list(members.values()))
    _require_sensible(wish, members)
    school = people.school(session, actor.school_id)
    last = last_day_looked_at(wish.held_on, wish.debrief)
    calendar = span(session, actor, school, wish.held_on, last)
    place = calendar.place(wish.held_on, wish.period, now)
    attending = [wish.host_id, *(observer.staff_id for observer in wish.observers)]
    occupied_queries.lock_people(session, actor, attending)
    away = not_taught(timetable.class_changes(session, actor, since=place.held_on, until=place.held_on), place.held_on)
    lessons = timetable.lessons_of(session, actor, place.version_id, attending)
    taught = {slot: timetable.still_taught(found, away) for slot, found in lessons.items()}
    hosted = taught.get((wish.host_id, place.cycle_day, place.period))
    if not hosted:
        raise HostNotTeaching(host_name=members[wish.host_id].name, held_on=place.held_on, period=place.period)
    talk = debrief_time(calendar, wish.debrief, lesson_ends_at=place.ends_at, lesson_on=place.held_on)
    held = occupied_queries.stretches(session, actor, attending, first=place.held_on, last=place.held_on)
    watching = [_watching(session, actor, one, members, place, held, taught) for one in wish.observers]
    if any(one.release == Release.COVER and one.ends_at <= now for one in watching):
        raise CoverTooLate
    booking = Booking(
        group_id=group.id, host=members[wish.host_id], place=place, hosted=hosted, focus=wish.focus, watching=watching,
        talk=talk, held=held,
    )  # fmt: skip
    return book(session, actor, school, [booking], now)[0]


def _require_sensible(wish: RoundIn, members: dict[UUID, MemberRow]) -> None:
    observers = [observer.staff_id for observer in wish.observers]
    if wish.host_id in observers:
        raise ObserverIsHost
    if len(set(observers)) != len(observers):
        raise ObserverTwice
    asked = {staff_id for observer in wish.observers for staff_id in observer.ask_ids}
    if not {wish.host_id, *observers, *asked} <= members.keys():
        raise NotOfTheGroup


def _watching(
    session: Session,
    actor: Actor,
    wish: ObserverIn,
    members: dict[UUID, MemberRow],
    place: Place,
    held: list[Occupied],
    taught: dict[tuple[UUID, str, str], list[TaughtLesson]],
) -> Watching:
    """What becomes of one observer's own time in the half they watch."""
    if wish.slice >= place.slices:
        raise NoSuchSlice(slices=place.slices)
    member = members[wish.staff_id]
    starts_at, ends_at = rules.slice_times(place.starts_at, wish.slice)
    mine = within(held, member.staff_id, starts_at, ends_at)
    for row in mine:
        if row.kind != OccupiedKind.TEACH:
            raise NotFreeThen(staff_id=member.staff_id, name=member.name, reason=reason(row.kind, row.label))
    lessons = taught.get((member.staff_id, place.cycle_day, place.period), [])
    release, lesson = Release.NONE, None
    if mine:
        lesson = lessons[0] if lessons else None
        stays = bool(lessons) and all(
            _somebody_stays(session, actor, one, member.staff_id, starts_at, ends_at) for one in lessons
        )
        release = Release.CO_TEACHER if stays else Release.COVER
    return Watching(
        member=member, slice=wish.slice, starts_at=starts_at, ends_at=ends_at, lessons=tuple(mine), release=release,
        taught=lesson, ask_ids=tuple(wish.ask_ids),
    )  # fmt: skip


def _somebody_stays(
    session: Session, actor: Actor, lesson: TaughtLesson, leaver: UUID, starts_at: datetime, ends_at: datetime
) -> bool:
    """Whether a co-teacher of the lesson is there all the same (SPEC R10). Locks them until the end."""
    others = [staff_id for staff_id in lesson.teacher_ids if staff_id != leaver]
    if not others:
        return False
    occupied_queries.lock_people(session, actor, others)
    rows = occupied_queries.stretches(
        session, actor, others, first=queries.day_of(starts_at), last=queries.day_of(ends_at)
    )
    return any(row.kind == OccupiedKind.TEACH for one in others for row in within(rows, one, starts_at, ends_at))
