"""Reads of a year's statements, of what has no place, of reminders, and of all that is exported."""

from app.statements.queries.exports import (
    ENTRIES_PER_READ,
    EntryKey,
    EntryLine,
    Teacher,
    entries_of,
    exported,
    exported_page,
    teachers_with_pots,
)
from app.statements.queries.groups import groups_page
from app.statements.queries.nudges import (
    about,
    last_nudges,
    late_minutes,
    late_to_log,
    mine,
    nudge_out,
    nudges_page,
    stored,
)
from app.statements.queries.risk import at_risk, at_risk_page, weeks_from_now
from app.statements.queries.school import all_teacher_years, teacher_years, year_statement
from app.statements.queries.statement import statement, year_asked
from app.statements.queries.to_log import to_log

__all__ = [
    "ENTRIES_PER_READ",
    "EntryKey",
    "EntryLine",
    "Teacher",
    "about",
    "all_teacher_years",
    "at_risk",
    "at_risk_page",
    "entries_of",
    "exported",
    "exported_page",
    "groups_page",
    "last_nudges",
    "late_minutes",
    "late_to_log",
    "mine",
    "nudge_out",
    "nudges_page",
    "statement",
    "stored",
    "teacher_years",
    "teachers_with_pots",
    "to_log",
    "weeks_from_now",
    "year_asked",
    "year_statement",
]
