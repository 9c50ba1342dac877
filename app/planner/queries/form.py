"""What the form for a plan needs: windows, groups with what their members have left, the usual policy."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.identity import queries as people
from app.kernel.actor import Actor
from app.planner import rules
from app.planner.schemas import GroupChoice, MemberMinutes, PlannerForm, PolicyWish, WindowOut
from app.plc import queries as plc
from app.plc.rules import counted, missing
from app.school_year import queries as years
from app.school_year.rules import DayKind
from app.school_year.tables import SchoolYear
from app.study.rules import SLICE_MINUTES
from app.time_budget import queries as time_budget
from app.time_budget.rules import Balance, TimeCategory
from app.timetable import queries as timetable
from app.web.pages import PageWish


def form(session: Session, actor: Actor, now: datetime) -> PlannerForm:
    """Everything that can be asked for, in ten statements however large the school is.

    Raises:
        NoYear: the school has no year.
    """
    school = people.school(session, actor.school_id)
    today = years.today(session, actor, now)
    year = years.current_year(session, actor, today)
    return PlannerForm(
        windows=_windows(session, actor, year, today + timedelta(days=1)),
        groups=_groups(session, actor, year.id),
        policy=PolicyWish(), seconds=rules.SECONDS_DEFAULT, seconds_max=rules.SECONDS_MAX,
        observations_each_max=rules.OBSERVATIONS_EACH_MAX, window_days_max=rules.WINDOW_DAYS_MAX,
        slice_minutes=SLICE_MINUTES, debrief_minutes=school.debrief_minutes, moving_minutes=school.moving_minutes,
        has_timetable=timetable.perhaps_version_in_force(session, actor, today) is not None,
    )  # fmt: skip


def _windows(session: Session, actor: Actor, year: SchoolYear, earliest: date) -> list[WindowOut]:
    ordinary = [
        day.held_on for day in years.days_of(session, actor, year.id)
        if day.kind == DayKind.ORDINARY and day.held_on >= earliest
    ]  # fmt: skip
    return [
        WindowOut(
            position=term.position, starts_on=term.starts_on, ends_on=term.ends_on,
            first_on=max(term.starts_on, earliest),
            school_days=sum(term.starts_on <= day <= term.ends_on for day in ordinary),
        )
        for term in years.half_terms(session, actor, year.id)
        if term.ends_on >= earliest
    ]  # fmt: skip


def _groups(session: Session, actor: Actor, year_id: UUID) -> list[GroupChoice]:
    page, _ = plc.groups_page(session, actor, PageWish(None, rules.GROUPS_MAX), only_mine=False)
    rows = [row for row in page if not row.is_archived]
    members = plc.members(session, actor, [row.id for row in rows])
    everybody = {member.staff_id for of_group in members.values() for member in counted(of_group)}
    pots = time_budget.pots(session, actor, sorted(everybody), year_id)
    return [
        GroupChoice(
            group_id=row.id, name=row.name, focus=row.focus,
            is_ready=not (lacking := missing(members[row.id], is_archived=row.is_archived)), missing=lacking,
            members=[_member(one.staff_id, one.name, pots[one.staff_id]) for one in counted(members[row.id])],
        )
        for row in rows
    ]  # fmt: skip


def _member(staff_id: UUID, name: str, pots: dict[TimeCategory, Balance]) -> MemberMinutes:
    return MemberMinutes(
        staff_id=staff_id, name=name,
        observe_minutes_left=pots[TimeCategory.OBSERVE].available_minutes,
        cover_minutes_left=pots[TimeCategory.COVER].available_minutes,
        debrief_minutes_left=pots[TimeCategory.DEBRIEF_MOVE].available_minutes,
    )  # fmt: skip
