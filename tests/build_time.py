"""A school year and minutes in it, for tests that need some. Good defaults; say only what matters."""

from datetime import date
from uuid import UUID

from cast import NOW, Person
from sqlmodel import select

from app.db.session import Database
from app.school_year.tables import SchoolYear
from app.time_budget import actions
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import AdjustIn

YEAR = (date(2026, 9, 1), date(2027, 7, 22))


def a_year(database: Database, person: Person, *, starts_on: date = YEAR[0], ends_on: date = YEAR[1]) -> UUID:
    """The school year of *person*'s school: the one there is, else one from *starts_on* to *ends_on*."""
    with database.writing(person.scope) as session:
        found = session.exec(select(SchoolYear).order_by(SchoolYear.starts_on).limit(1)).one_or_none()
        if found is None:
            found = SchoolYear(
                school_id=person.actor.school_id, name=f"{starts_on:%Y}/{ends_on:%y}", starts_on=starts_on,
                ends_on=ends_on, cycle_days='["Monday","Tuesday","Wednesday","Thursday","Friday"]', created_at=NOW,
            )  # fmt: skip
            session.add(found)
            session.flush()
        return found.id


def give(database: Database, person: Person, minutes: int, category: TimeCategory = TimeCategory.OBSERVE) -> UUID:
    """Minutes for *person* in one pot of this year; answers with the year."""
    year_id = a_year(database, person)
    wish = AdjustIn(category=category, minutes=minutes, reason="For a test")
    with database.writing(person.scope) as session:
        actions.adjust(session, person.actor, staff_id=person.staff_id, year_id=year_id, wish=wish, now=NOW)
    return year_id
