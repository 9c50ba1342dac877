"""Writes of rounds: schedule one or a plan of many, change, cancel, log, make way for timetables and absences."""

from app.study.actions.away_calendars import CalendarTaken, take_calendar_absences
from app.study.actions.change import cancel, cancel_all, edit, move_debrief
from app.study.actions.log import log_debrief, log_observation
from app.study.actions.make_way import GivenWay, give_way
from app.study.actions.schedule import schedule
from app.study.actions.schedule_plan import PlannedObserver, PlannedRound, schedule_plan

__all__ = [
    "CalendarTaken",
    "GivenWay",
    "PlannedObserver",
    "PlannedRound",
    "cancel",
    "cancel_all",
    "edit",
    "give_way",
    "log_debrief",
    "log_observation",
    "move_debrief",
    "schedule",
    "schedule_plan",
    "take_calendar_absences",
]
