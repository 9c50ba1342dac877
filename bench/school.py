"""The school that is measured: the demo school, with enough minutes and needs for cover to use up."""

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.cover import actions as cover
from app.cover.rules import Need
from app.db import migrating
from app.db.engine import open_engine
from app.db.session import Database
from app.demo.plant import plant
from app.identity import actions as identity
from app.identity import queries as people
from app.identity.tables import Membership, Staff
from app.kernel.actor import NOBODY, Actor, Scope
from app.occupied.tables import Occupied
from app.plc.tables import PlcMember
from app.school_year import queries as years
from app.study.tables import StudyRound
from app.time_budget import actions as time_budget
from app.time_budget.rules import TimeCategory
from app.time_budget.schemas import AdjustIn
from app.timetable import queries as timetable

ZONE = ZoneInfo("Europe/London")
SLOTS_WANTED = 700


@dataclass(frozen=True, slots=True)
class Person:
    actor: Actor
    secret: str
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A need for cover and the colleague who will accept it, with all that a statement may mention."""

    slot_id: UUID
    coverer: Person
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Benched:
    database: Database
    school_id: UUID
    people: list[Person]
    groups: list[UUID]
    offers: list[Offer]


def prepare(url: str, now: datetime) -> Benched:
    """Migrate and fill the database behind *url*."""
    migrating.upgrade(url)
    plant(url, seed=1, now=now)
    database = Database(open_engine(url, connections=20))
    with database.writing(NOBODY) as session:
        doors = session.exec(select(Membership).where(col(Membership.is_active))).all()
        by_school: dict[UUID, list[Membership]] = {}
        for door in doors:
            by_school.setdefault(door.school_id, []).append(door)
        school_id = max(by_school, key=lambda one: len(by_school[one]))
        opened = [
            (door, *identity.open_session(session, door.account_id, "bench", now)) for door in by_school[school_id]
        ]
        actors = [(people.signed_in_by_id(session, row.id, now), secret) for _, row, secret in opened]
    scope = Scope(school_id)
    with database.writing(scope) as session:
        staff = {row.id: row for row in session.exec(select(Staff).where(~col(Staff.is_guest)))}
        crowd = [
            Person(actor, secret, staff[actor.staff_id].person_id, staff[actor.staff_id].name)
            for actor, secret in actors
            if actor.staff_id in staff
        ]
        _fill_pots(session, crowd, now)
        members = session.exec(
            select(PlcMember).where(col(PlcMember.left_at).is_(None), ~col(PlcMember.is_guest))
        ).all()
        offers = _offers(session, crowd, members, now)
    groups = sorted({row.group_id for row in members})
    return Benched(database, school_id, crowd, groups, offers)


def _fill_pots(session: Session, crowd: list[Person], now: datetime) -> None:
    lead = next(one.actor for one in crowd if "cpd_lead" in one.actor.roles)
    year = years.current_year(session, lead, now.date())
    for one in crowd:
        for category in TimeCategory:
            wish = AdjustIn(category=category, minutes=3000, reason="Bench")
            time_budget.adjust(session, lead, staff_id=one.actor.staff_id, year_id=year.id, wish=wish, now=now)


def _offers(session: Session, crowd: list[Person], members: Any, now: datetime) -> list[Offer]:
    """Needs at times when the coverer is really free: half hours of coming periods, taken in turn."""
    by_staff = {one.actor.staff_id: one for one in crowd}
    groups: dict[UUID, list[Person]] = {}
    for row in members:
        if row.staff_id in by_staff:
            groups.setdefault(row.group_id, []).append(by_staff[row.staff_id])
    rounds = {row.group_id: row.id for row in session.exec(select(StudyRound))}
    lead = crowd[0].actor
    first = now.date() + timedelta(days=20)
    days = [day for day in years.days_between(session, lead, first, first + timedelta(days=150)) if day.cycle_day]
    version = timetable.version_on(session, lead, days[0].held_on)
    bells = timetable.bells(session, lead, version.id)
    made: list[Offer] = []
    for day, (group_id, trio) in itertools.product(days, sorted(groups.items())):
        if group_id not in rounds or len(made) >= SLOTS_WANTED:
            continue
        made += _offers_of(session, day.held_on, bells[day.cycle_day or ""], rounds[group_id], group_id, trio, now)
    return made[:SLOTS_WANTED]


def _offers_of(
    session: Session, on: date, bells: Any, round_id: UUID, group_id: UUID, trio: list[Person], now: datetime
) -> list[Offer]:
    found = []
    for coverer, released in zip(trio, trio[1:] + trio[:1], strict=True):
        held = session.exec(
            select(Occupied).where(
                Occupied.staff_id == coverer.actor.staff_id, Occupied.held_on == on, ~col(Occupied.is_released)
            )
        ).all()
        for bell in bells:
            starts_at = datetime.combine(on, bell.starts, tzinfo=ZONE).astimezone(now.tzinfo)
            ends_at = starts_at + timedelta(minutes=30)
            if any(row.starts_at < ends_at and starts_at < row.ends_at for row in held):
                continue
            need = Need(
                group_id=group_id, round_id=round_id, released_id=released.actor.staff_id, held_on=on,
                period=bell.period, slice=0, starts_at=starts_at, ends_at=ends_at, minutes=30, class_name="9X",
                subject="Art", room="A1", ask_ids=(coverer.actor.staff_id,),
            )  # fmt: skip
            slot = cover.open_needs(session, released.actor, [need], now)[0]
            facts = {
                "slot": slot.id, "group": group_id, "round": round_id, "released": released.actor.staff_id,
                "coverer": coverer.actor.staff_id, "account": coverer.actor.account_id, "person": coverer.person_id,
                "starts_at": starts_at, "ends_at": ends_at, "held_on": on,
            }  # fmt: skip
            found.append(Offer(slot.id, coverer, facts))
            break
    return found
