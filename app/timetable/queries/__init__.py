"""Reads about timetables. `grid` has the whole week of one teacher, `imports` the dry runs."""

from app.timetable.queries.grid import teacher_grid
from app.timetable.queries.imports import (
    PROBLEMS_SHOWN,
    import_out,
    problems_page,
    staff_codes,
    staff_proposed,
    timetable_import,
    understanding,
)
from app.timetable.queries.planned import bookings, planned_on
from app.timetable.queries.versions import (
    cycle_days_in_use,
    marks_of,
    newest_version,
    perhaps_version_in_force,
    staff_ids_in_timetables,
    staff_marked,
    version,
    version_in_force,
    version_on,
    version_out,
    versions_between,
    versions_page,
    week_of,
)
from app.timetable.queries.weeks import BellRow, TaughtLesson, bells, lessons_of

__all__ = [
    "PROBLEMS_SHOWN", "BellRow", "TaughtLesson", "bells", "bookings", "cycle_days_in_use", "import_out", "lessons_of",
    "marks_of", "newest_version",
    "perhaps_version_in_force", "planned_on", "problems_page", "staff_codes", "staff_ids_in_timetables", "staff_marked",
    "staff_proposed", "teacher_grid", "timetable_import", "understanding", "version", "version_in_force", "version_on",
    "version_out", "versions_between", "versions_page", "week_of",
]  # fmt: skip
