"""Every table of the product in one place, for migrations and tests."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

TABLE_MODULES = (
    "app.web.tables", "app.identity.tables", "app.occupied.tables", "app.school_year.tables", "app.timetable.tables",
    "app.time_budget.tables", "app.working_time.tables", "app.plc.tables", "app.cover.tables", "app.study.tables",
    "app.planner.tables", "app.fair.tables", "app.statements.tables", "app.audit.tables", "app.pupils.tables",
    "app.meetings.tables", "app.lesson_study.tables", "app.shelf.tables", "app.fair_day.tables", "app.jobs.tables",
    "app.outbox.tables", "app.communities.tables", "app.notices.tables", "app.rosters.tables", "app.sources.tables",
    "app.calendars.tables", "app.sign_on.tables", "app.second_factor.tables",
)  # fmt: skip


def metadata() -> MetaData:
    """The metadata of all tables. The caller has imported TABLE_MODULES (migrations/env.py does)."""
    return SQLModel.metadata
