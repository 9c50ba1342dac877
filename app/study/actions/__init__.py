"""Writes of rounds: schedule one or a plan of many, change, cancel, log, make way for a new timetable."""

from app.study.actions.change import cancel, cancel_all, edit, move_debrief
from app.study.actions.log import log_debrief, log_observation
from app.study.actions.make_way import make_way
from app.study.actions.schedule import schedule
from app.study.actions.schedule_plan import PlannedObserver, PlannedRound, schedule_plan

__all__ = [
    "PlannedObserver",
    "PlannedRound",
    "cancel",
    "cancel_all",
    "edit",
    "log_debrief",
    "log_observation",
    "make_way",
    "move_debrief",
    "schedule",
    "schedule_plan",
]
