"""Reads about timetables. `grid` has the whole week of one teacher, `imports` the dry runs."""

from app.timetable.queries.away import (
    absence,
    absences_by_key,
    absences_of,
    absences_page,
    class_change,
    class_changes,
    class_exception,
    class_exceptions_page,
    class_names_on,
    still_taught,
    teachers_of,
)
from app.timetable.queries.choices import choices_kept, with_commit
from app.timetable.queries.differences import differences_out
from app.timetable.queries.drafts import Draft, draft_of_import, draft_of_version, stored_content
from app.timetable.queries.grid import teacher_grid
from app.timetable.queries.hints import Remembered, remembered
from app.timetable.queries.imports import (
    PROBLEMS_SHOWN,
    import_out,
    problems_page,
    staff_addresses,
    staff_codes,
    staff_proposed,
    timetable_import,
    understanding,
)
from app.timetable.queries.planned import bookings, planned_on
from app.timetable.queries.stretches import AS_STORED, Supposed, stretches
from app.timetable.queries.supposed import SupposedVersion, supposed_version
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
    versions_to_come,
    week_of,
)
from app.timetable.queries.weeks import BellRow, TaughtLesson, bells, lessons_of

__all__ = [
    "AS_STORED", "PROBLEMS_SHOWN", "BellRow", "Draft", "Remembered", "Supposed", "SupposedVersion", "TaughtLesson",
    "absence", "absences_by_key", "absences_of", "absences_page", "bells", "bookings", "choices_kept", "class_change",
    "class_changes", "class_exception", "class_exceptions_page", "class_names_on", "cycle_days_in_use",
    "differences_out", "draft_of_import", "draft_of_version", "import_out", "lessons_of", "marks_of",
    "newest_version", "perhaps_version_in_force", "planned_on", "problems_page", "remembered", "staff_addresses",
    "staff_codes", "staff_ids_in_timetables", "staff_marked", "staff_proposed", "still_taught", "stored_content",
    "stretches", "supposed_version", "teacher_grid", "teachers_of", "timetable_import", "understanding", "version",
    "version_in_force", "version_on", "version_out", "versions_between", "versions_page", "versions_to_come",
    "week_of", "with_commit",
]  # fmt: skip
