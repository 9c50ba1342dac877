"""What each teacher's year comes to, as it travels."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity import queries as identity
from app.identity.rules import WorkingTimeRegime
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.school_year.tables import SchoolYear
from app.web.pages import PageWish, beyond, cut
from app.working_time import access
from app.working_time.queries.facts import employed, facts, people, person_of
from app.working_time.queries.in_force import InForce, in_force
from app.working_time.queries.told import warnings_out
from app.working_time.rules import LineKind
from app.working_time.rules.warning import FULL_TIME_PERCENT, full_time_outside, hours, of_teacher
from app.working_time.rules.year import Facts, Person, Tally, tally
from app.working_time.schemas import (
    DirectedLineOut,
    DirectedTimeFullOut,
    DirectedTimeOut,
    KindMinutes,
    VoluntaryLineOut,
)

NOBODY = Person(UUID(int=0), "", "", FULL_TIME_PERCENT, WorkingTimeRegime.STPCD)
"""A full-timer of whom the timetable says nothing: directed to whatever is for everybody."""


def tallies(persons: Iterable[Person], rules: InForce, found: Facts) -> list[Tally]:
    """Everybody's year, in the order of *persons*."""
    terms = {regime: rules.terms(regime) for regime in WorkingTimeRegime}
    return [tally(person, terms[person.regime], found) for person in persons]


def directed_time_page(
    session: Session, actor: Actor, year: SchoolYear, wish: PageWish
) -> tuple[list[DirectedTimeOut], str | None]:
    """Directed years by name."""
    statement = select(Staff).where(*employed(actor, year))
    columns = (col(Staff.name), col(Staff.id))
    if (where := beyond(wish.key(str, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row.name, row.id))
    rules = in_force(session, actor, year)
    everybody = tallies([NOBODY, *people(session, actor, year)], rules, facts(session, actor, year, rules))
    by_staff = {one.person.staff_id: one for one in everybody}
    outside = full_time_outside(everybody)
    return [_told(by_staff[row.id], rules, outside) for row in page], following


def directed_time_full(session: Session, actor: Actor, year: SchoolYear, staff_id: UUID) -> DirectedTimeFullOut:
    """One teacher's year with the lines behind it.

    Raises:
        NotFound: nobody of this school.
        Forbidden: a colleague, and the actor does not answer for time.
    """
    staff = identity.staff_member(session, actor, staff_id)
    access.require_may_read(actor, staff_id)
    rules = in_force(session, actor, year)
    found = facts(session, actor, year, rules)
    everybody = tallies([NOBODY, *people(session, actor, year)], rules, found)
    (own,) = tallies([person_of(staff)], rules, found)
    return DirectedTimeFullOut(
        **_told(own, rules, full_time_outside(everybody)).model_dump(), year_id=year.id, year_name=year.name,
        cap_origin=_origin(own), full_time_minutes=own.terms.full_time_minutes if own.terms.has_cap else None,
        days_worked=own.days_worked, days_in_year=own.days_in_year, lines=_lines(own),
        voluntary=[
            VoluntaryLineOut(
                event_id=one.event.id, title=one.event.title, held_on=one.event.held_on, minutes=one.event.minutes,
                recompense=one.recompense,
            )
            for one in own.voluntary
        ],
    )  # fmt: skip


def _told(found: Tally, rules: InForce, outside: int) -> DirectedTimeOut:
    person = found.person
    return DirectedTimeOut(
        staff_id=person.staff_id, staff_name=person.name, department=person.department, fte_percent=person.fte_percent,
        regime=person.regime, minutes=[KindMinutes(kind=kind, minutes=sum_) for kind, sum_ in found.by_kind().items()],
        total_minutes=found.total_minutes, cap_minutes=found.cap_minutes, left_minutes=found.left_minutes,
        voluntary_minutes=found.voluntary_minutes,
        warnings=warnings_out(
            of_teacher(
                found, contingency_minutes=rules.contingency_minutes, full_time_outside_minutes=outside
            )
        ),
    )  # fmt: skip


def _lines(found: Tally) -> list[DirectedLineOut]:
    order = {kind: place for place, kind in enumerate(LineKind)}
    return [
        DirectedLineOut(
            kind=line.kind, what=line.what, held_on=line.held_on, event_id=line.event_id,
            each_minutes=line.each_minutes, times=line.times, minutes=line.minutes,
        )
        for line in sorted(found.lines, key=lambda line: order[line.kind])
    ]  # fmt: skip


def _origin(found: Tally) -> str:
    """Where the cap comes from, in words that somebody can check with a pencil."""
    if not found.terms.has_cap:
        return f"No cap: {found.terms.origin}. The time is counted all the same."
    if found.terms.full_time_minutes is None:
        return f"No hours are set: {found.terms.origin}. The school says them."
    parts: Sequence[str] = [f"{hours(found.terms.full_time_minutes)} full-time ({found.terms.origin})"]
    if found.person.fte_percent != FULL_TIME_PERCENT:
        parts = [*parts, f"{found.person.fte_percent} % of full time"]
    if found.days_worked != found.days_in_year:
        parts = [*parts, f"{found.days_worked} of {found.days_in_year} school days"]
    return " × ".join(parts)
