"""Writes of rounds: schedule, change, cancel, log, and make way for a new timetable."""

from app.study.actions.change import cancel, edit
from app.study.actions.log import log_debrief, log_observation
from app.study.actions.make_way import make_way
from app.study.actions.schedule import schedule

__all__ = ["cancel", "edit", "log_debrief", "log_observation", "make_way", "schedule"]
