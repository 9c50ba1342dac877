"""A group, a round and needs for cover, stored directly: for tests of cover alone. Good defaults throughout."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from build_time import a_year
from cast import NOW, Person
from sqlmodel import select

from app.cover import actions
from app.cover.rules import Need
from app.db.session import Database
from app.identity.tables import Staff
from app.occupied.rules import OccupiedKind
from app.occupied.tables import Occupied
from app.plc.tables import PlcGroup, PlcMember
from app.study.tables import StudyRound
from app.timetable.tables import TimetableVersion

LESSON = NOW + timedelta(hours=1)
"""The research lesson's start: nine in the morning of the day it is."""


def a_group(database: Database, members: Sequence[Person], *, name: str = "") -> UUID:
    """A group of *members*, the first of them its facilitator."""
    first = members[0]
    with database.writing(first.scope) as session:
        group = PlcGroup(
            school_id=first.actor.school_id, name=name or f"Oracy {uuid4().hex[:6]}", focus="Talk in maths",
            facilitator_id=first.staff_id, created_at=NOW,
        )  # fmt: skip
        session.add(group)
        session.flush()
        for member in members:
            session.add(
                PlcMember(
                    school_id=group.school_id, group_id=group.id, staff_id=member.staff_id, agreed_version=1,
                    agreed_at=NOW, joined_at=NOW,
                )
            )  # fmt: skip
        return group.id


def a_round(database: Database, host: Person, group_id: UUID, *, starts_at: datetime = LESSON) -> UUID:
    """A round of *group_id* hosted by *host*: nothing but its row."""
    year_id, debrief = a_year(database, host), starts_at + timedelta(hours=7)
    with database.writing(host.scope) as session:
        version = session.exec(select(TimetableVersion).limit(1)).one_or_none() or TimetableVersion(
            school_id=host.actor.school_id, year_id=year_id, number=1, starts_on=NOW.date(), file_names="[]",
            teacher_count=1, lesson_count=1, committed_at=NOW, committed_by=host.staff_id,
        )  # fmt: skip
        session.add(version)
        session.flush()
        row = StudyRound(
            school_id=host.actor.school_id, group_id=group_id, host_id=host.staff_id, version_id=version.id,
            held_on=starts_at.date(), period=f"P{uuid4().hex[:6]}", starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1), class_name="8M2", focus="Talk", debrief_on=starts_at.date(),
            debrief_starts_at=debrief, debrief_ends_at=debrief + timedelta(minutes=20),
            created_by=host.staff_id, created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def a_need(
    database: Database, released: Person, group_id: UUID, round_id: UUID, *, ask: Sequence[Person] = (),
    starts_at: datetime = LESSON, slice: int = 0,
) -> UUID:  # fmt: skip
    """A need for cover of *released*'s class in one half hour."""
    need = Need(
        group_id=group_id, round_id=round_id, released_id=released.staff_id, held_on=starts_at.date(), period="P1",
        slice=slice, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), minutes=30, class_name="9B1",
        subject="Maths", room="M4", ask_ids=tuple(person.staff_id for person in ask),
    )  # fmt: skip
    with database.writing(released.scope) as session:
        return actions.open_needs(session, released.actor, [need], NOW)[0].id


def fill(
    database: Database, person: Person, kind: OccupiedKind, *, starts_at: datetime = LESSON, label: str = "7A1"
) -> None:
    """Half an hour of *person*'s own timetable."""
    with database.writing(person.scope) as session:
        staff = session.exec(select(Staff).where(Staff.id == person.staff_id)).one()
        session.add(
            Occupied(
                school_id=staff.school_id, staff_id=staff.id, person_id=staff.person_id, kind=kind,
                held_on=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), label=label,
            )
        )  # fmt: skip
