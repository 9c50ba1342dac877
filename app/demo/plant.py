"""Stores the demo school through the product's own actions: what they refuse, the demo cannot have."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.db.engine import open_engine
from app.db.session import Database
from app.demo import together
from app.demo.cycles import study
from app.demo.fair_day import fair_day
from app.demo.findings import plan_fair
from app.demo.findings_planted import findings
from app.demo.model import DemoSchool, StaffMember
from app.demo.school import make_school, make_small_school
from app.demo.story import plan_story
from app.demo.telling import tell
from app.demo.year import DemoYear, make_year
from app.identity import actions as identity
from app.identity import queries as people
from app.identity.passwords import Passwords
from app.identity.rules import WorkingTimeRegime
from app.identity.tables import Account, School, Staff, Trust
from app.kernel import clock
from app.kernel.actor import NOBODY, Actor, Role, Scope
from app.plc import actions as plc
from app.plc.schemas import GroupIn, GuestIn
from app.school_year import actions as years
from app.school_year.rules import DayKind
from app.school_year.schemas import ExceptionIn, HalfTermIn, YearIn
from app.time_budget import actions as time_budget
from app.time_budget.rules import AllocationRule, TransferPolicy
from app.time_budget.schemas import AllocationIn, TimePolicyIn
from app.timetable import actions as timetable
from app.timetable.importers.understanding import ImportedBusy, ImportedLesson, ImportedPeriod, ImportedTimetable
from app.timetable.rules import MarkKind
from app.timetable.schemas import Bell, DayMapping, ImportCommit, MarkIn, MarksIn
from app.working_time import actions as working_time
from app.working_time.schemas import PublishIn, TwilightsIn, WorkingTimeIn

ZONE = ZoneInfo("Europe/London")
PASSWORD = "kenkyu-demo-school"
"""Anybody of the demo signs in with it; the demo's page needs no password at all."""
ROLES = {
    "TEACHER": [Role.TEACHER],
    "CPD_LEAD": [Role.TEACHER, Role.CPD_LEAD],
    "COVER_LEAD": [Role.TEACHER, Role.COVER_LEAD],
    "HEAD": [Role.HEAD],
    "TRUST_LEAD": [Role.TRUST_LEAD],
    "KNOWLEDGEABLE_OTHER": [Role.KNOWLEDGEABLE_OTHER],
}
MARKS = {
    "PPA": MarkKind.PPA,
    "ECT": MarkKind.ECT,
    "LEADERSHIP_TIME": MarkKind.LEADERSHIP,
    "DUTY": MarkKind.DUTY,
}


@dataclass
class Planted:
    """The demo as it grows: who is who in the database."""

    school_id: UUID
    trust_id: UUID
    actors: dict[str, Actor] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)

    def by_role(self, role: Role) -> Actor:
        return next(actor for actor in self.actors.values() if role in actor.roles)


def plant(url: str, *, seed: int, now: datetime) -> None:
    """Fill an empty, migrated database with Larkmere School and Cedar Academy of Hollin Trust."""
    database = Database(open_engine(url, connections=2))
    today = clock.local_date(now, ZONE)
    school, year = make_school(seed), make_year(today)
    story = plan_story(school, year, today, seed)
    password_hash = Passwords(1).hash(PASSWORD)
    began = datetime.combine(year.starts_on - timedelta(days=7), time(9), tzinfo=ZONE)
    with database.writing(NOBODY) as session:
        trust = Trust(name=school.trust)
        session.add(trust)
        session.flush()
        trust_id = trust.id
        larkmere = _school_row(session, school, trust_id, began)
        cedar = _school_row(session, make_small_school(seed), trust_id, began)
    with database.writing(Scope(larkmere, trust_id)) as session:
        planted = Planted(larkmere, trust_id)
        first = {story.showcase: -1}
        ordered = sorted(school.staff, key=lambda one: (first.get(one.code, 0), list(ROLES).index(one.role) == 0))
        _people(session, planted, ordered, password_hash, began)
        _outsiders(session, planted, school, password_hash, began + timedelta(hours=1))
        year_id = _year(session, planted, year, began)
        _timetable(session, planted, school, year, began)
        _groups(session, planted, school, began)
        lead = planted.by_role(Role.CPD_LEAD)
        time_budget.allocate(session, lead, year_id=year_id, wish=AllocationIn(rule=AllocationRule.PRO_RATA), now=began)
        _directed_time(session, planted, lead, year_id, began)
        told = tell(session, planted.actors, planted.groups, story.rounds, now)
        study(session, planted.actors, school.groups, planted.groups, told, now)
        findings(session, planted.actors, planted.groups, plan_fair(school, seed), (began, now))
        fair_day(session, lead, now)
        community_id = together.begin(session, lead, now)
    with database.writing(Scope(cedar, trust_id)) as session:
        other = Planted(cedar, trust_id)
        _people(session, other, make_small_school(seed).staff, password_hash, began + timedelta(hours=3))
        study_day_id = together.join(session, other.by_role(Role.CPD_LEAD), community_id, now)
    with database.writing(Scope(larkmere, trust_id)) as session:
        together.visit(session, planted.by_role(Role.COVER_LEAD), study_day_id, now)
    database.engine.dispose()


def _school_row(session: Session, school: DemoSchool, trust_id: UUID, now: datetime) -> UUID:
    row = School(
        name=school.name,
        trust_id=trust_id,
        after_school_starts=school.after_school,
        after_school_ends=school.after_school_ends,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def _people(
    session: Session, planted: Planted, staff: Sequence[StaffMember], password_hash: str, now: datetime
) -> None:
    for number, one in enumerate(staff):
        _person(
            session,
            planted,
            one.code,
            Staff(
                school_id=planted.school_id,
                code=one.code,
                name=one.name,
                email=one.email,
                department=one.department,
                fte_percent=one.fte_percent,
                regime=WorkingTimeRegime.LEADERSHIP if one.regime == "LEADERSHIP" else WorkingTimeRegime.STPCD,
                created_at=now,
            ),
            ROLES[one.role],
            password_hash,
            now + timedelta(seconds=number),
        )


def _outsiders(session: Session, planted: Planted, school: DemoSchool, password_hash: str, now: datetime) -> None:
    """The trust lead sees shared findings; the knowledgeable other joins with the groups."""
    for one in school.outsiders:
        if one.group is not None:
            continue
        row = Staff(
            school_id=planted.school_id,
            code=one.email,
            name=f"{one.given_name} {one.family_name}",
            email=one.email,
            department=one.job,
            is_guest=True,
            created_at=now,
        )
        _person(session, planted, one.email, row, ROLES[one.role], password_hash, now)


def _person(
    session: Session,
    planted: Planted,
    key: str,
    row: Staff,
    roles: list[Role],
    password_hash: str | None,
    now: datetime,
) -> None:
    account = Account(email=row.email or "", password_hash=password_hash, created_at=now)
    session.add_all([account, row])
    session.flush()
    identity.open_door(session, account, row, roles)
    planted.actors[key] = Actor(account.id, uuid4(), planted.school_id, row.id, frozenset(roles), planted.trust_id)


def _year(session: Session, planted: Planted, year: DemoYear, now: datetime) -> UUID:
    inside = [
        day
        for closure in year.closures
        for day in _days(closure.starts_on, closure.ends_on)
        if any(term.starts_on <= day <= term.ends_on for term in year.half_terms) and day.weekday() < 5
    ]
    exceptions = [ExceptionIn(held_on=day, kind=DayKind.INSET, note="INSET day") for day in year.inset_days]
    exceptions += [
        ExceptionIn(held_on=day, kind=DayKind.CLOSURE, note="Bank holiday")
        for day in inside
        if day not in year.inset_days
    ]
    wish = YearIn(
        name=year.name,
        half_terms=[HalfTermIn(starts_on=term.starts_on, ends_on=term.ends_on) for term in year.half_terms],
        exceptions=exceptions,
        cycle_days=[
            f"{week} {day}" for week in "AB" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        ],
    )
    return years.add_year(session, planted.by_role(Role.CPD_LEAD), wish, now).id


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _timetable(session: Session, planted: Planted, school: DemoSchool, year: DemoYear, now: datetime) -> None:
    """As if the school had handed over a file: understood, looked at, committed."""
    lead = planted.by_role(Role.CPD_LEAD)
    clock_of = {one.name: (f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}") for one in school.periods}
    understood = ImportedTimetable(
        source="demo",
        days={day: tuple(ImportedPeriod(name, *clock_of[name]) for name in clock_of) for day in school.days},
        teachers=tuple(one.code for one in school.staff),
        lessons=tuple(
            ImportedLesson(one.cycle_day, one.period, one.teachers, one.class_code, one.subject, one.room)
            for one in school.lessons
        ),
        busy=tuple(
            ImportedBusy(one.staff, one.cycle_day, one.period, one.label if one.kind == "DUTY" else one.kind)
            for one in school.marks
        ),
        problems=(),
    )
    draft = timetable.store_import(session, timetable.dry_run(lead, ["larkmere-timetable.csv"], understood, now))
    wish = ImportCommit(
        starts_on=year.starts_on,
        days=[DayMapping(name=day, cycle_day=day) for day in school.days],
        bells=[Bell(period=name, start=start, end=end) for name, (start, end) in clock_of.items()],
        ppa_names=["PPA"],
        leadership_names=["LEADERSHIP_TIME"],
        ect_names=["ECT"],
    )
    timetable.adopt(session, lead, draft.id, wish, now, give_way=lambda _since, _staff_ids: None)
    for one in school.staff:
        if one.days_off:
            _part_time(session, planted, school, one, now)


def _part_time(session: Session, planted: Planted, school: DemoSchool, one: StaffMember, now: datetime) -> None:
    lead, staff_id = planted.by_role(Role.CPD_LEAD), planted.actors[one.code].staff_id
    marks = [
        MarkIn(cycle_day=mark.cycle_day, period=mark.period, kind=MARKS[mark.kind], note=mark.label)
        for mark in school.marks
        if mark.staff == one.code
    ]
    marks += [
        MarkIn(cycle_day=day, kind=MarkKind.OFF, note="Does not work on this day")
        for day in school.days
        if day in one.days_off or day.split()[-1] in one.days_off
    ]
    version = people.staff_member(session, lead, staff_id).version
    timetable.set_marks(session, lead, staff_id, MarksIn(marks=marks), str(version), now)


def _groups(session: Session, planted: Planted, school: DemoSchool, now: datetime) -> None:
    lead = planted.by_role(Role.CPD_LEAD)
    for one in school.groups:
        group = plc.form_group(
            session,
            lead,
            GroupIn(
                name=one.name,
                focus=one.focus,
                research_theme=one.theme,
                eef_goal=one.goal,
                member_ids=[planted.actors[code].staff_id for code in one.members],
                facilitator_id=planted.actors[one.facilitator].staff_id,
            ),
            now,
        )
        planted.groups[one.name] = group.id
        for code in one.members:
            plc.agree(session, planted.actors[code], group.id, None, now)
    for guest in school.outsiders:
        if guest.group is not None:
            _guest(
                session,
                planted,
                guest.given_name,
                guest.family_name,
                guest.email,
                guest.job,
                guest.group,
                now + timedelta(hours=2),
            )


def _guest(
    session: Session,
    planted: Planted,
    given_name: str,
    family_name: str,
    email: str,
    job: str,
    group: str,
    now: datetime,
) -> None:
    lead = planted.by_role(Role.CPD_LEAD)
    wish = GuestIn(
        name=f"{given_name} {family_name}",
        email=email,
        organisation=job,
        until=now.date() + timedelta(days=300),
    )
    invitation, _ = plc.invite_guest(session, lead, planted.groups[group], wish, now)
    staff = people.staff_member(session, lead, invitation.staff_id)
    identity.accept_invitation(session, invitation, staff, secrets.token_urlsafe(16), now, knows_password=False)


def _directed_time(session: Session, planted: Planted, lead: Actor, year_id: UUID, now: datetime) -> None:
    """England's rules, fifty hours kept free, six twilights in a published calendar, and what supply costs."""
    kept = 50 * 60
    rules = WorkingTimeIn(profile="england", edition="2025", contingency_minutes=kept)
    working_time.choose(session, lead, year_id, rules, '"0"', now)
    working_time.plan_twilights(session, lead, year_id, TwilightsIn(), now)
    working_time.publish(session, lead, year_id, PublishIn(consulted_with="Both unions, in June"), now)
    policy = TimePolicyIn(
        transfers=TransferPolicy.OWN_POTS, roll_over_minutes_max=0, log_within_days=7, supply_pence_per_hour=3_850
    )
    time_budget.edit_policy(session, lead, policy, '"1"')
