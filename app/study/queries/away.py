"""What days off, class exceptions and absences would touch, and what travels about them."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.cover import queries as cover
from app.cover.rules import CoverState
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.meetings import queries as meetings
from app.meetings.tables import GroupMeeting
from app.occupied import queries as occupied
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.school_year import queries as years
from app.study import access
from app.study.away_schemas import (
    AbsenceFileOut,
    AbsenceLeftOut,
    AbsenceLine,
    AbsenceOut,
    AbsenceProblem,
    ClassesOut,
    ClassExceptionOut,
    ClassGroupOut,
    TouchedMeeting,
    TouchedOut,
    TouchedRound,
    TouchedSeat,
)
from app.study.queries import gives_way as leaving
from app.study.queries.groups import group_names
from app.study.queries.rounds import seats
from app.study.rules import RoundState
from app.study.tables import StudyRound
from app.timetable import queries as timetable
from app.timetable.importers.absence_table import AbsenceRow
from app.timetable.queries import Supposed
from app.timetable.rules import proposals
from app.timetable.rules.away import ABSENCE_DAYS_MAX, AbsenceSpoken, Away, last_day, midnight, part_of, whole_days
from app.timetable.rules.class_changes import forms, left_of, single_classes, year_groups
from app.timetable.tables import Absence, ClassException
from app.web.pages import PageWish

SHOWN = 100


def touched(
    session: Session, actor: Actor, supposed: Supposed, now: datetime, *, since: date, until: date,
    people_count: int, gained_minutes: int = 0,
) -> TouchedOut:  # fmt: skip
    """The rounds that would turn stale, the seats given back and the meetings called off, if it were as *supposed*."""
    found = leaving.gives_way(session, actor, supposed, now, since=since, until=until)
    gone = {row.id for row, _ in found.rounds}
    # A debrief under way is left as well by who is absent; no timetable takes it away any more.
    begun = [
        row for row in under(session, actor, supposed.absences, since=since)
        if row.kind == OccupiedKind.DEBRIEF and row.ref_id not in gone and row.starts_at <= now
    ]  # fmt: skip
    seats = [*begun, *found.seats]
    return TouchedOut(
        rounds=rounds_out(session, actor, found.rounds[:SHOWN]), round_count=len(found.rounds),
        seats=seats_out(session, actor, seats[:SHOWN]), seat_count=len(seats),
        meetings=meetings_out(session, actor, found.meetings[:SHOWN]), meeting_count=len(found.meetings),
        people_count=people_count, gained_minutes=gained_minutes,
    )  # fmt: skip


def under(session: Session, actor: Actor, absences: Collection[Away], *, since: date) -> list[Occupied]:
    """What is booked and holds people in their *absences*, in order of time, from *since* on."""
    if not absences:
        return []
    by_person: dict[UUID, list[Away]] = {}
    for away in absences:
        by_person.setdefault(away.staff_id, []).append(away)
    rows = timetable.planned_on(session, actor, since=since, staff_ids=list(by_person))
    return [
        row for row in rows
        if any(away.starts_at < row.ends_at and row.starts_at < away.ends_at for away in by_person[row.staff_id])
    ]  # fmt: skip


def logged(session: Session, actor: Actor, rows: Sequence[Occupied]) -> list[Occupied]:
    """Those of *rows*, stretches that are booked, that somebody has logged, or that are part of a lesson that was."""
    refs = sorted({row.ref_id for row in rows if row.ref_id is not None})
    statement = select(StudyRound.id, StudyRound.state).where(access.visible(actor), col(StudyRound.id).in_(refs))
    states = dict(session.exec(statement.order_by(col(StudyRound.id)).limit(len(refs) + 1)).all())
    done = {key for key, slot in cover.slots_by_ids(session, actor, refs).items() if slot.state == CoverState.DONE}
    sat = {(one.round_id, one.staff_id) for one in seats(session, actor, refs) if one.logged_at is not None}
    sat |= {(one.meeting_id, one.staff_id) for one in meetings.seats(session, actor, refs) if one.logged_at is not None}
    found = []
    for row in rows:
        if row.kind in (OccupiedKind.HOST, OccupiedKind.OBSERVE):
            is_logged = row.ref_id is not None and states.get(row.ref_id) != RoundState.SCHEDULED
        elif row.kind == OccupiedKind.COVER:
            is_logged = row.ref_id in done
        else:
            is_logged = (row.ref_id, row.staff_id) in sat
        if is_logged:
            found.append(row)
    return found


def met_by_logged(
    session: Session, actor: Actor, absences: Sequence[Away], now: datetime
) -> list[tuple[Away, Occupied]]:
    """Those of *absences* in which their people have logged that they were there, each with the first such time."""
    kept = logged(session, actor, under(session, actor, absences, since=years.today(session, actor, now)))
    found: list[tuple[Away, Occupied]] = []
    for away in absences:
        meets = (
            row for row in kept
            if row.staff_id == away.staff_id and row.starts_at < away.ends_at and away.starts_at < row.ends_at
        )  # fmt: skip
        if (first := next(meets, None)) is not None:
            found.append((away, first))
    return found


def left_out_of_file(session: Session, actor: Actor, met: Sequence[tuple[Away, Occupied]]) -> list[AbsenceLeftOut]:
    """The lines of a file that are left out because somebody has logged that they were there; the first hundred."""
    zone = years.zone(session, actor)
    told = timetable.bookings(session, actor, [row for _, row in met])
    return [
        AbsenceLeftOut(
            staff_id=away.staff_id, staff_name=booking["name"],
            starts_on=clock.local_date(away.starts_at, zone), ends_on=last_day(away, zone),
            what=booking["what"], held_on=row.held_on,
        )
        for (away, row), booking in zip(met, told, strict=False)
    ]  # fmt: skip


def gained_minutes(
    session: Session, actor: Actor, class_names: Collection[str], staff_ids: Sequence[UUID], *, since: date, until: date
) -> int:
    """How long these people teach these classes alone on these days, as their days are stored."""
    away = dict.fromkeys(class_names, "")
    times = occupied.lesson_times(session, actor, staff_ids, since, until)
    lengths = [ends_at - starts_at for label, starts_at, ends_at in times if not left_of(label, away)[0]]
    return int(sum(lengths, timedelta()).total_seconds()) // 60


def rounds_out(session: Session, actor: Actor, broken: Sequence[tuple[StudyRound, str]]) -> list[TouchedRound]:
    """Rounds as they are told before they turn stale, each with why."""
    groups = group_names(session, actor, [row.group_id for row, _ in broken])
    names = people.names(session, actor, [row.host_id for row, _ in broken])
    return [
        TouchedRound(
            round_id=row.id, group_name=groups[row.group_id], held_on=row.held_on, period=row.period,
            class_name=row.class_name, host_name=names[row.host_id], why=why,
        )
        for row, why in broken
    ]  # fmt: skip


def seats_out(session: Session, actor: Actor, rows: Sequence[Occupied]) -> list[TouchedSeat]:
    """Seats as they are told before they are given back."""
    zone = years.zone(session, actor)
    names = people.names(session, actor, [row.staff_id for row in rows])
    return [
        TouchedSeat(
            held_on=row.held_on, start=f"{row.starts_at.astimezone(zone):%H:%M}", title=row.label,
            name=names[row.staff_id],
        )
        for row in rows
    ]  # fmt: skip


def meetings_out(
    session: Session, actor: Actor, called_off: Sequence[tuple[GroupMeeting, str]]
) -> list[TouchedMeeting]:
    """Meetings as they are told before they are called off, each with why."""
    zone = years.zone(session, actor)
    groups = group_names(session, actor, [row.group_id for row, _ in called_off])
    return [
        TouchedMeeting(
            group_name=groups[row.group_id], held_on=row.held_on, start=f"{row.starts_at.astimezone(zone):%H:%M}",
            title=row.title, why=why,
        )
        for row, why in called_off
    ]  # fmt: skip


def absences_on(
    session: Session, actor: Actor, wish: PageWish, on: date | None, now: datetime
) -> tuple[list[Absence], str | None]:
    """Absences that touch a day, or that are not over yet."""
    if on is None:
        return timetable.absences_page(session, actor, wish, starts_at=now, ends_at=None)
    zone = years.zone(session, actor)
    starts_at, ends_at = whole_days(on, on, zone)
    return timetable.absences_page(session, actor, wish, starts_at=starts_at, ends_at=ends_at)


def classes_out(session: Session, actor: Actor, today: date) -> ClassesOut:
    """The classes that can be chosen."""
    days = years.days_between(session, actor, today, today + timedelta(days=ABSENCE_DAYS_MAX))
    names = single_classes(timetable.class_names_on(session, actor, days) if days else [])
    return ClassesOut(
        class_names=names, year_groups=[ClassGroupOut.model_validate(group) for group in year_groups(names)],
        forms=[ClassGroupOut.model_validate(group) for group in forms(names)],
    )  # fmt: skip


def absence_file_out(
    session: Session, actor: Actor, file_name: str, rows: Sequence[AbsenceRow], now: datetime
) -> AbsenceFileOut:
    """The lines of a file that name somebody of the staff and are not over; of the others, why they are left out."""
    zone = years.zone(session, actor)
    staff = {row.id: row for row in people.active_staff(session, actor)}
    colleagues = [proposals.Colleague(row.id, row.code, row.name, row.email) for row in staff.values()]
    known = proposals.staff_of(list(dict.fromkeys(row.who for row in rows)), colleagues)
    lines: list[AbsenceLine] = []
    left_out: list[AbsenceProblem] = []
    for row in rows:
        said = AbsenceSpoken(row.starts_on, row.ends_on, _time(row.start), _time(row.end))
        part = part_of(said, zone)
        why = ""
        if (staff_id := known.get(row.who)) is None:
            why = f"Line {row.line}: nobody on the staff list, or more than one, is called {row.who}."
        elif isinstance(part[0], str):
            why = f"Line {row.line}: {part[1]}"
        elif part[1] <= now:
            why = f"Line {row.line}: that time is over."
        if why or staff_id is None:
            left_out.append(AbsenceProblem(line=row.line, message=why))
            continue
        lines.append(
            AbsenceLine(
                line=row.line, staff_id=staff_id, staff_name=staff[staff_id].name, starts_on=row.starts_on,
                ends_on=row.ends_on, start=row.start, end=row.end,
            )
        )  # fmt: skip
    return AbsenceFileOut(file_name=file_name, lines=lines, problems=left_out[:SHOWN], left_out=len(left_out))


def class_exception_out(row: ClassException) -> ClassExceptionOut:
    """A class exception as it travels."""
    return ClassExceptionOut(
        id=row.id, name=row.name, effect=row.effect, starts_on=row.starts_on, ends_on=row.ends_on,
        class_names=json.loads(row.class_names), version=row.version,
    )  # fmt: skip


def absences_out(session: Session, actor: Actor, rows: Iterable[Absence], now: datetime) -> list[AbsenceOut]:
    """Absences as they travel: with dates, and times of day only where they are not whole days."""
    shown = list(rows)
    zone = years.zone(session, actor)
    names = people.names(session, actor, [row.staff_id for row in shown])
    return [_absence_out(row, names, zone, now) for row in shown]


def _absence_out(row: Absence, names: dict[UUID, str], zone: ZoneInfo, now: datetime) -> AbsenceOut:
    starts_on, last = clock.local_date(row.starts_at, zone), clock.local_date(row.ends_at, zone)
    ends_whole = row.ends_at == midnight(last, zone)
    starts_whole = row.starts_at == midnight(starts_on, zone)
    return AbsenceOut(
        id=row.id, staff_id=row.staff_id, staff_name=names[row.staff_id], starts_on=starts_on,
        ends_on=last - timedelta(days=1) if ends_whole else last,
        start=None if starts_whole else _wall(row.starts_at, zone),
        end=None if ends_whole else _wall(row.ends_at, zone), source=row.source, is_over=row.ends_at <= now,
        called_off_at=row.called_off_at, version=row.version,
    )  # fmt: skip


def _time(written: str | None) -> time | None:
    return None if written is None else time.fromisoformat(written)


def _wall(instant: datetime, zone: ZoneInfo) -> str:
    at: time = instant.astimezone(zone).time()
    return f"{at:%H:%M}"
