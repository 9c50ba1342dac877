"""Writes of timetables: dry runs, versions, marks, and the school year they stand on."""

from app.timetable.actions.adopting import adopt
from app.timetable.actions.away import (
    AbsenceSaid,
    add_absences,
    add_class_exception,
    call_off_absences,
    edit_class_exception,
    forget_absences,
    remove_class_exception,
)
from app.timetable.actions.base import GiveWay, rewrite_base
from app.timetable.actions.marking import set_marks
from app.timetable.actions.remembering import remember_columns
from app.timetable.actions.restoring import restore
from app.timetable.actions.storing import dry_run, store_import
from app.timetable.actions.years import edit_year

__all__ = [
    "AbsenceSaid",
    "GiveWay",
    "add_absences",
    "add_class_exception",
    "adopt",
    "call_off_absences",
    "dry_run",
    "edit_class_exception",
    "edit_year",
    "forget_absences",
    "remember_columns",
    "remove_class_exception",
    "restore",
    "rewrite_base",
    "set_marks",
    "store_import",
]
