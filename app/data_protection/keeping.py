"""Everything that is forgotten, in one place: for the command, which also says beforehand what would go."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.calendars import actions as calendars
from app.data_protection import actions
from app.identity import actions as identity
from app.identity import queries as people
from app.jobs import actions as jobs
from app.kernel import clock
from app.lesson_study.actions import retention
from app.lesson_study.actions.retention import Expired
from app.notices import actions as notices
from app.notices.actions import delivering, push
from app.outbox import actions as outbox
from app.planner import actions as planner
from app.second_factor import actions as second_factor
from app.sign_on import actions as sign_on
from app.timetable import actions as timetable
from app.web import idempotency

OF_NO_SCHOOL: Final[tuple[Callable[[Session, datetime], int], ...]] = (
    sign_on.forget,  # Before the invitations that its rows point at.
    identity.forget,
    jobs.forget,
    second_factor.forget,
)
OF_A_SCHOOL: Final[tuple[Callable[[Session, UUID, datetime], int], ...]] = (
    idempotency.forget, planner.forget, timetable.forget_absences, outbox.forget, calendars.forget, notices.forget,
    push.forget, delivering.forget, actions.forget_aged,
)  # fmt: skip
"""What each module forgets of its own. A test holds this to every function of that kind in the product."""


def forget_of_a_school(session: Session, school_id: UUID, now: datetime, leaver_years: int) -> tuple[Expired, int]:
    """Delete all that is past its date in one school, and forget who left long ago.

    Answers with what went of evidence, and how many people.
    """
    for forget in OF_A_SCHOOL:
        forget(session, school_id, now)
    return retention.expire(session, school_id, now), forget_people(session, school_id, now, leaver_years)


def forget_people(session: Session, school_id: UUID, now: datetime, leaver_years: int) -> int:
    """Forget who left long ago, by the school's own calendar; answers with how many."""
    today = clock.local_date(now, ZoneInfo(people.school(session, school_id).zone))
    return len(actions.forget_leavers(session, school_id, today, leaver_years, now))
