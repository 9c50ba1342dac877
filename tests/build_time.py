"""A school year and minutes in it, for tests that need some. Good defaults; say only what matters."""

from datetime import date
from uuid import UUID, uuid4

from cast import NOW, Person, World
from sqlmodel import select

from app.db.session import Database
from app.school_year.tables import SchoolYear
from app.time_budget import actions
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import AdjustIn

TODAY = NOW.date()
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


def pot_of(time: dict, category: str = "observe") -> dict:
    return next(pot for pot in time["pots"] if pot["category"] == category)


async def minutes_of(person: Person, category: str = "observe") -> tuple[int, int, int, int]:
    """Allocated, committed, spent, available, as the person sees them."""
    pot = pot_of((await person.get("/my-time")).json(), category)
    return tuple(pot[f"{name}_minutes"] for name in ("allocated", "committed", "spent", "available"))


def commit(world: World, person: Person, minutes: int, *, held_on: date = TODAY, by: Person | None = None) -> object:
    """Promise *minutes* of observing, as a round would."""
    year_id = a_year(world.database, person)
    who = by or person
    with world.database.writing(who.scope) as session:
        return actions.commit(
            session, who.actor, staff_id=person.staff_id, year_id=year_id, category=TimeCategory.OBSERVE,
            minutes=minutes, ref_id=uuid4(), held_on=held_on, now=NOW,
        ).id  # fmt: skip
