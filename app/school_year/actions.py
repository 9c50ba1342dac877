"""Writes of school years. An edit that touches a timetable goes through timetable.actions.edit_year."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, insert
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.school_year import queries, rules
from app.school_year.errors import DaysDoNotFit
from app.school_year.schemas import YearIn
from app.school_year.tables import HalfTerm, SchoolDay, SchoolYear
from app.web import etag

CYCLE_DAYS_CHARACTERS_MAX = 8_000


def add_year(session: Session, actor: Actor, wish: YearIn, now: datetime) -> SchoolYear:
    """Add a school year with all its days.

    Raises:
        DaysDoNotFit: the dates make no school year.
        YearsOverlap: another year has some of the days; at the flush.
    """
    plan = _plan(wish)
    row = SchoolYear(
        school_id=actor.school_id, name=wish.name, starts_on=plan.half_terms[0].starts_on,
        ends_on=plan.half_terms[-1].ends_on, cycle_days=_cycle_days(wish), created_at=now,
        cycle_follows_weekdays=wish.cycle_follows_weekdays, starts_with_week=wish.starts_with_week,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _write_days(session, actor, row, plan)
    return row


def edit_year(session: Session, actor: Actor, year_id: UUID, wish: YearIn, if_match: str | None) -> SchoolYear:
    """Change a school year: its half-terms and days are made anew. What stands on them is the caller's care.

    Raises:
        DaysDoNotFit, YearsOverlap: as `add_year`.
    """
    row = queries.year(session, actor, year_id, lock=True)
    etag.require_current(if_match, row.version)
    plan = _plan(wish)
    row.name, row.cycle_days = wish.name, _cycle_days(wish)
    row.starts_on, row.ends_on = plan.half_terms[0].starts_on, plan.half_terms[-1].ends_on
    row.cycle_follows_weekdays, row.starts_with_week = wish.cycle_follows_weekdays, wish.starts_with_week
    row.version += 1
    session.flush()
    for table in (HalfTerm, SchoolDay):
        gone = delete(table).where(col(table.school_id) == actor.school_id, col(table.year_id) == row.id)
        session.execute(gone, execution_options={"synchronize_session": False})
    _write_days(session, actor, row, plan)
    return row


def rename_days(session: Session, actor: Actor, row: SchoolYear, days: Sequence[rules.PlannedDay]) -> None:
    """Give single days of a locked year another kind or another day of the timetable; its half-terms stay."""
    planned = {day.held_on: day for day in days}
    for stored in queries.days_of(session, actor, row.id):
        if (day := planned.get(stored.held_on)) is not None:
            stored.kind, stored.cycle_day, stored.note = day.kind, day.cycle_day, day.note
    row.version += 1
    session.flush()


def _plan(wish: YearIn) -> rules.YearPlan:
    plan = rules.YearPlan(
        half_terms=[rules.Span(span.starts_on, span.ends_on) for span in wish.half_terms],
        exceptions=[rules.Exceptional(day.held_on, day.kind, day.note) for day in wish.exceptions],
        cycle_days=wish.cycle_days, follows_weekdays=wish.cycle_follows_weekdays,
        starts_with_week=wish.starts_with_week,
    )  # fmt: skip
    found = rules.faults(plan)
    if len(_cycle_days(wish)) > CYCLE_DAYS_CHARACTERS_MAX:
        found.append(rules.Fault("/body/cycle_days", "Together the names of the days are too long."))
    if found:
        raise DaysDoNotFit(errors=found)
    return plan


def _cycle_days(wish: YearIn) -> str:
    return json.dumps(wish.cycle_days, ensure_ascii=False)


def _write_days(session: Session, actor: Actor, row: SchoolYear, plan: rules.YearPlan) -> None:
    common: dict[str, object] = {"school_id": actor.school_id, "year_id": row.id}
    half_terms = [
        common | {"id": uuid4(), "position": position, "starts_on": span.starts_on, "ends_on": span.ends_on}
        for position, span in enumerate(plan.half_terms, start=1)
    ]
    days = [
        common
        | {
            "id": uuid4(), "held_on": day.held_on, "kind": day.kind, "cycle_day": day.cycle_day,
            "half_term": day.half_term, "note": day.note,
        }
        for day in rules.school_days(plan)
    ]  # fmt: skip
    session.execute(insert(HalfTerm), half_terms)
    session.execute(insert(SchoolDay), days)
