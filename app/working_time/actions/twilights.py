"""Twilights: one a half-term by default, or in place of an INSET day by agreement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID, uuid4

from sqlmodel import Session

from app.kernel.actor import Actor
from app.school_year import queries as school_year
from app.working_time import queries
from app.working_time.actions.fitting import Fitting
from app.working_time.errors import (
    EndsAfterMidnight,
    InsetDaySplit,
    InsetDayTaken,
    NotSixHalfTerms,
    SplitDoesNotSumUp,
    TooManyEvents,
    TwilightsPlanned,
)
from app.working_time.queries.calendar import EVENTS_MAX, inset_events
from app.working_time.queries.facts import as_events
from app.working_time.rules import EventAudience, EventKind, FigureKey
from app.working_time.rules.kinds import TWILIGHT_MINUTES, TWILIGHT_STARTS, TWILIGHT_WEEKDAY
from app.working_time.rules.twilights import dates
from app.working_time.rules.year import Day
from app.working_time.schemas import SplitIn, TwilightsIn, span_minutes, wall
from app.working_time.tables import DirectedEvent

DAY_MINUTES = 24 * 60
HALF_TERMS = 6
INSET_STARTS = time(9, 0)
"""When an INSET day is taken to begin that the calendar says nothing more of."""


def plan_twilights(
    session: Session, actor: Actor, year_id: UUID | None, wish: TwilightsIn, now: datetime
) -> list[DirectedEvent]:
    """Plan the year's twilights, one a half-term: as many as the rules say, six by default.

    Raises:
        TwilightsPlanned: the year has some already, beside those that INSET days were split into.
        NotSixHalfTerms: a half-term has no school day on the weekday.
        AtLunch, OverCap: as for any event.
    """
    fitting = Fitting(session, actor, queries.year(session, actor, year_id, now, lock=True))
    standing = queries.live_events(session, actor, fitting.year.id)
    if any(row.kind == EventKind.TWILIGHT and row.split_from_id is None for row in standing):
        raise TwilightsPlanned
    settings = _settings(fitting, wish)
    found = dates(_by_half_term(session, actor, fitting), weekday=settings.weekday)
    if len(found) < HALF_TERMS:
        raise NotSixHalfTerms(half_terms=len(found), half_terms_needed=HALF_TERMS)
    count = min(HALF_TERMS, fitting.rules.value(FigureKey.TWILIGHTS) or HALF_TERMS)
    rows = [
        DirectedEvent(
            school_id=actor.school_id, id=uuid4(), year_id=fitting.year.id, kind=EventKind.TWILIGHT,
            title=f"{wish.title} {place + 1}", held_on=found[place * HALF_TERMS // count], starts=settings.starts,
            ends=later(settings.starts, settings.minutes), minutes=settings.minutes, audience=EventAudience.EVERYONE,
            created_by=actor.staff_id, created_at=now,
        )
        for place in range(count)
    ]  # fmt: skip
    return _store(session, fitting, rows, gone=())


def split_inset_day(
    session: Session, actor: Actor, year_id: UUID | None, wish: SplitIn, now: datetime
) -> list[DirectedEvent]:
    """Hold an INSET day of the calendar as twilights; answers with the day and its twilights, by date.

    Raises:
        DayOutsideYear, NotASchoolDay, NoSuchTime, AtLunch: a twilight cannot be then.
        NotAnInsetDay: the day is none in the calendar.
        InsetDayTaken: the day has an event that is not for everybody.
        InsetDaySplit: it is split already.
        SplitDoesNotSumUp: the twilights are together more or less than the day.
        OverCap: somebody who does not work on the day would have more with the twilights.
    """
    fitting = Fitting(session, actor, queries.year(session, actor, year_id, now, lock=True))
    own = inset_events(queries.live_events(session, actor, fitting.year.id)).get(wish.held_on)
    if own is not None and queries.twilights_of(session, actor, own.id):
        raise InsetDaySplit
    if own is not None and own.audience != EventAudience.EVERYONE:
        raise InsetDayTaken
    minutes = fitting.rules.inset_day_minutes if own is None else own.minutes
    fitting.require_day(EventKind.INSET, wish.held_on, INSET_STARTS, INSET_STARTS)
    total = sum(span_minutes(one.starts, one.ends) for one in wish.twilights)
    if total != minutes:
        raise SplitDoesNotSumUp(minutes=total, minutes_needed=minutes)
    day = own or DirectedEvent(
        school_id=actor.school_id, id=uuid4(), year_id=fitting.year.id, kind=EventKind.INSET, title="INSET day",
        held_on=wish.held_on, starts=INSET_STARTS, ends=later(INSET_STARTS, minutes), minutes=minutes,
        audience=EventAudience.EVERYONE, created_by=actor.staff_id, created_at=now,
    )  # fmt: skip
    twilights = [
        DirectedEvent(
            school_id=actor.school_id, id=uuid4(), year_id=fitting.year.id, kind=EventKind.TWILIGHT,
            title=one.title or f"Twilight for the INSET day of {wish.held_on.day} {wish.held_on:%B}",
            held_on=one.held_on, starts=wall(one.starts), ends=wall(one.ends),
            minutes=span_minutes(one.starts, one.ends), audience=EventAudience.EVERYONE, split_from_id=day.id,
            agreement=wish.agreement, created_by=actor.staff_id, created_at=now,
        )
        for one in sorted(wish.twilights, key=lambda one: (one.held_on, one.starts))
    ]  # fmt: skip
    if own is None:
        session.add(day)
        session.flush()
    return [day, *_store(session, fitting, twilights, gone=(day.id,), split=day)]


def later(starts: time, minutes: int) -> time:
    """The wall time *minutes* after *starts*.

    Raises:
        EndsAfterMidnight: that would be another day.
    """
    at = starts.hour * 60 + starts.minute + minutes
    if at >= DAY_MINUTES:
        raise EndsAfterMidnight
    return time(at // 60, at % 60)


@dataclass(frozen=True, slots=True)
class _Settings:
    weekday: int
    starts: time
    minutes: int


def _settings(fitting: Fitting, wish: TwilightsIn) -> _Settings:
    """What is wished, else what the school has set, else the default."""
    usual, chosen = _Settings(TWILIGHT_WEEKDAY, TWILIGHT_STARTS, TWILIGHT_MINUTES), fitting.rules.choice
    if chosen is not None:
        usual = _Settings(chosen.twilight_weekday, chosen.twilight_starts, chosen.twilight_minutes)
    return _Settings(
        weekday=usual.weekday if wish.weekday is None else wish.weekday,
        starts=usual.starts if wish.starts is None else wall(wish.starts),
        minutes=usual.minutes if wish.minutes is None else wish.minutes,
    )


def _by_half_term(session: Session, actor: Actor, fitting: Fitting) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = defaultdict(list)
    for day in school_year.days_of(session, actor, fitting.year.id):
        found[day.half_term].append(fitting.facts.by_date[day.held_on])
    return found


def _store(
    session: Session, fitting: Fitting, rows: list[DirectedEvent], *, gone: tuple[UUID, ...],
    split: DirectedEvent | None = None,
) -> list[DirectedEvent]:  # fmt: skip
    """Store twilights if each can be then and nobody gets over their cap; *split* is the day they stand for."""
    if len(fitting.facts.events) + len(rows) >= EVENTS_MAX:
        raise TooManyEvents(EVENTS_MAX)
    for row in rows:
        fitting.require_day(row.kind, row.held_on, row.starts, row.ends)
    # With the day itself among them they are known to be its parts, and it counts nothing.
    coming = as_events(rows if split is None else [split, *rows], {})
    fitting.require_within_caps(lambda events: [*(event for event in events if event.id not in gone), *coming])
    session.add_all(rows)
    session.flush()
    return rows
