"""What the demo's two schools do together: a research learning community on its way, and lessons open to visitors."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session

from app.communities.actions import lessons, together
from app.communities.rules import OpenKind, OpenTo, StepKind
from app.communities.schemas import BookIn, CommunityIn, CommunityReportIn, CommunityStepIn, OpenLessonIn
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor

WEEK: Final = timedelta(weeks=1)
_KEY: Final = secrets.token_bytes(32)
"""Neither school keeps a list of pupils' names, which it would be for."""
READ: Final = (
    "We read three studies of paired talk side by side and wrote down what each one would have us expect of one pupil. "
    "What we took home: listen to the partner who says less."
)


def begin(session: Session, lead: Actor, now: datetime) -> UUID:
    """Begin a community whose workshop has been held."""
    today = now.date()
    steps = [
        CommunityStepIn(kind=StepKind.WORKSHOP, held_on=_weekday(today - 3 * WEEK), text="Three studies, side by side"),
        CommunityStepIn(kind=StepKind.APPLICATION, held_on=_weekday(today + 6 * WEEK), text="One round in each school"),
        CommunityStepIn(kind=StepKind.EVALUATION, held_on=_weekday(today + 24 * WEEK), text="What changed, for whom"),
    ]
    second = _others(session, lead)[0]
    wish = CommunityIn(
        name="Talk in pairs", focus="Oracy", about="Who speaks, who listens, and what the listener does with it.",
        open_to=OpenTo.TRUST, steps=steps, leader_ids=[lead.staff_id, second],
    )  # fmt: skip
    community = together.begin(session, lead, _KEY, wish, now)
    together.report(session, lead, _KEY, community.id, CommunityReportIn(kind=StepKind.WORKSHOP, text=READ), now)
    open_one = OpenLessonIn(
        kind=OpenKind.RESEARCH_LESSON, title="Who speaks when the teacher waits", focus="Oracy", where_held="Room 12",
        about="We teach, watch three pupils, and talk it over for half an hour. Come from the beginning.",
        held_on=_weekday(today + 3 * WEEK), starts="09:10", ends="10:40", places=4, open_to=OpenTo.TRUST,
    )  # fmt: skip
    lessons.open_lesson(session, lead, _KEY, open_one, now)
    return community.id


def join(session: Session, lead: Actor, community_id: UUID, now: datetime) -> UUID:
    """Have the second school join, and open a study day; answers with that."""
    second = _others(session, lead)[0]
    together.join(session, lead, community_id, [lead.staff_id, second], now)
    wish = OpenLessonIn(
        kind=OpenKind.STUDY_DAY, title="Reading aloud in every subject", focus="Reading", where_held="Library",
        about="Two research lessons, lunch, and what we make of them.",
        held_on=_weekday(now.date() + 5 * WEEK), starts="09:00", ends="15:00", places=6, open_to=OpenTo.EVERYONE,
    )  # fmt: skip
    return lessons.open_lesson(session, lead, _KEY, wish, now).id


def visit(session: Session, teacher: Actor, lesson_id: UUID, now: datetime) -> None:
    """Book one place at the other school's study day."""
    lessons.book(session, teacher, _KEY, lesson_id, BookIn(note="I teach geography and would like to listen."), now)


def _weekday(day: date) -> date:
    """*day*, or the Thursday of its week when it falls on a weekend."""
    return clock.monday_of(day) + timedelta(days=3) if day.weekday() >= 5 else day


def _others(session: Session, lead: Actor) -> list[UUID]:
    return [one.id for one in people.active_staff(session, lead) if one.id != lead.staff_id]
