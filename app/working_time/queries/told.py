"""The rules of a year, and an event with its people, as they travel."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as identity
from app.kernel.actor import Actor
from app.school_year import queries as school_year
from app.school_year.rules import DayKind
from app.school_year.tables import SchoolDay, SchoolYear
from app.working_time import access
from app.working_time.queries import calendar
from app.working_time.queries.choice import figure_out
from app.working_time.queries.facts import Asked, as_events, facts, people
from app.working_time.queries.in_force import InForce, in_force
from app.working_time.rules import FigureKey
from app.working_time.rules import year as rules
from app.working_time.rules.kinds import TWILIGHT_MINUTES, TWILIGHT_STARTS, TWILIGHT_WEEKDAY
from app.working_time.rules.warning import School, Warned, of_school
from app.working_time.schemas import (
    ChosenFigureOut,
    EventFullOut,
    InsetDayOut,
    NewerEditionOut,
    NotDirectedOut,
    PersonOut,
    VariationOut,
    VolunteerOut,
    WarningOut,
    WorkingTimeOut,
)
from app.working_time.tables import DirectedEvent, VoluntaryAttendance


def working_time_out(session: Session, actor: Actor, year: SchoolYear) -> WorkingTimeOut:
    """The rules of a year with their sources, what the school varied, and what there is to say about them."""
    found = in_force(session, actor, year)
    days, events = school_year.days_of(session, actor, year.id), calendar.live_events(session, actor, year.id)
    chosen, newer = found.choice, found.profile.newer_than(found.edition.id, found.first_year)
    school = _school(found, days, events)
    return WorkingTimeOut(
        year_id=year.id, year_name=year.name, is_chosen=chosen is not None, profile=found.profile.id,
        profile_name=found.profile.name, edition=found.edition.id, edition_name=found.edition.name,
        regime=found.profile.regime, has_cap=found.profile.has_cap,
        note=" ".join(note for note in (found.profile.note, found.edition.note) if note),
        figures=_figures(session, actor, found),
        newer_edition=None if newer is None else NewerEditionOut(id=newer.id, name=newer.name),
        contingency_minutes=found.contingency_minutes, breaks_count=chosen is not None and chosen.breaks_count,
        twilight_weekday=TWILIGHT_WEEKDAY if chosen is None else chosen.twilight_weekday,
        twilight_starts=f"{TWILIGHT_STARTS if chosen is None else chosen.twilight_starts:%H:%M}",
        twilight_minutes=TWILIGHT_MINUTES if chosen is None else chosen.twilight_minutes,
        inset_days=_inset_days(found, days, events), school_days=school.school_days,
        published_at=None if chosen is None else chosen.published_at,
        consulted_with="" if chosen is None else chosen.consulted_with, unpublished_events=school.unpublished_events,
        warnings=warnings_out(of_school(school)), may_edit=access.may_edit(actor),
        version=0 if chosen is None else chosen.version,
    )  # fmt: skip


def warnings_out(found: Sequence[Warned]) -> list[WarningOut]:
    """Warnings as they travel."""
    return [WarningOut(rule=one.rule, message=one.message) for one in found]


def _school(found: InForce, days: Sequence[SchoolDay], events: Sequence[DirectedEvent]) -> School:
    split = {row.split_from_id for row in events if row.split_from_id is not None}
    elsewhere = {row.held_on for row in events if row.id in split}
    missing = [figure.key for figure in found.edition.figures if found.value(figure.key) is None]
    return School(
        has_cap=found.profile.has_cap, contingency_minutes=found.contingency_minutes,
        school_days=sum(day.kind != DayKind.CLOSURE and day.held_on not in elsewhere for day in days),
        days_total=found.value(FigureKey.DAYS_TOTAL),
        figures_missing=[key.value.replace("_", " ") for key in missing],
        is_published=found.choice is not None and found.choice.published_at is not None, events=len(events),
        unpublished_events=sum(row.published_at is None for row in events),
    )  # fmt: skip


def _figures(session: Session, actor: Actor, found: InForce) -> list[ChosenFigureOut]:
    names = identity.names(session, actor, [row.by_staff_id for row in found.variations.values()])
    answer = []
    for figure in found.edition.figures:
        varied = found.variations.get(figure.key)
        told = figure_out(figure)
        told.value = found.value(figure.key)
        answer.append(
            ChosenFigureOut(
                **told.model_dump(), value_in_edition=figure.value,
                variation=None if varied is None else VariationOut(
                    value=varied.value, reason=varied.reason, by_name=names.get(varied.by_staff_id, ""),
                    made_at=varied.made_at,
                ),
            )
        )  # fmt: skip
    return answer


def _inset_days(found: InForce, days: Sequence[SchoolDay], events: Sequence[DirectedEvent]) -> list[InsetDayOut]:
    own = calendar.inset_events(events)
    split = {row.split_from_id for row in events if row.split_from_id is not None}
    return [
        InsetDayOut(
            held_on=day.held_on, event_id=own[day.held_on].id if day.held_on in own else None,
            minutes=own[day.held_on].minutes if day.held_on in own else found.inset_day_minutes,
            is_split=day.held_on in own and own[day.held_on].id in split,
        )
        for day in days
        if day.kind == DayKind.INSET
    ]  # fmt: skip


# ---- an event and its people ---------------------------------------------------------------------------------


def event_full_out(session: Session, actor: Actor, row: DirectedEvent) -> EventFullOut:
    """An event with its people. Only those who answer for time see who else volunteered or does not work then."""
    year = school_year.year(session, actor, row.year_id)
    found = facts(session, actor, year, in_force(session, actor, year), Asked(lessons=False))
    everybody = people(session, actor, year)
    named = calendar.invitees(session, actor, row.id)
    split = bool(calendar.twilights_of(session, actor, row.id))
    event = _as_event(row, named, is_split=split)
    asked = [person for person in everybody if rules.asks(event, person) and person.works_here_on(row.held_on)]
    reasons = {person.staff_id: rules.why_not(event, person, found) for person in asked}
    sees_all = access.may_edit(actor)
    directed = [staff_id for staff_id, why in reasons.items() if why is None] if event_counts(row, event) else []
    names = {person.staff_id: person.name for person in everybody}
    more = identity.names(session, actor, [one for one in named if one not in names])
    return EventFullOut(
        **calendar.event_out(row, len(named), is_split=split).model_dump(),
        staff=[PersonOut(staff_id=one, name=(names | more).get(one, "")) for one in named],
        directed=len(directed), is_mine=actor.staff_id in directed, may_edit=sees_all,
        not_directed=[
            NotDirectedOut(staff_id=staff_id, name=names[staff_id], why=why)
            for staff_id, why in reasons.items()
            if why is not None and (sees_all or staff_id == actor.staff_id)
        ],
        volunteers=_volunteers(
            session, actor, [
                one for one in calendar.attendances_of(session, actor, row.id)
                if sees_all or one.staff_id == actor.staff_id
            ],
        ),
    )  # fmt: skip


def directed_by(session: Session, actor: Actor, event_id: UUID) -> frozenset[UUID]:
    """Whom an event directs: they are asked, and it is when they work. Nobody when it is cancelled."""
    row = calendar.event(session, actor, event_id)
    year = school_year.year(session, actor, row.year_id)
    found = facts(session, actor, year, in_force(session, actor, year), Asked(lessons=False))
    split = bool(calendar.twilights_of(session, actor, event_id))
    event = _as_event(row, calendar.invitees(session, actor, event_id), is_split=split)
    if not event_counts(row, event):
        return frozenset()
    everybody = people(session, actor, year)
    return frozenset(person.staff_id for person in everybody if rules.directs(event, person, found))


def event_counts(row: DirectedEvent, event: rules.Event) -> bool:
    """Whether an event directs anybody at all: not when it is cancelled, or held as twilights."""
    return not row.is_cancelled and not event.is_split


def _as_event(row: DirectedEvent, named: Sequence[UUID], *, is_split: bool) -> rules.Event:
    (event,) = as_events([row], {row.id: frozenset(named)})
    return replace(event, is_split=is_split)


def _volunteers(session: Session, actor: Actor, rows: Sequence[VoluntaryAttendance]) -> list[VolunteerOut]:
    names = identity.names(session, actor, [one for row in rows for one in (row.staff_id, row.by_staff_id)])
    return [
        VolunteerOut(
            staff_id=row.staff_id, name=names.get(row.staff_id, ""), recompense=row.recompense, note=row.note,
            agreed_at=row.agreed_at, by_name=names.get(row.by_staff_id, ""),
        )
        for row in rows
    ]  # fmt: skip
