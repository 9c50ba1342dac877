"""Writes of timetables: dry runs, versions, marks, and the school year they stand on."""

from app.timetable.actions.adopting import adopt
from app.timetable.actions.base import GiveWay, rewrite_base
from app.timetable.actions.marking import set_marks
from app.timetable.actions.storing import store_import
from app.timetable.actions.years import edit_year

__all__ = ["GiveWay", "adopt", "edit_year", "rewrite_base", "set_marks", "store_import"]
