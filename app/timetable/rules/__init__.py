"""The timetable on paper: what kinds of time there are, what a file's words may mean, what fills each day."""

from app.timetable.rules.kinds import CLOSED, AbsenceSource, ExceptionEffect, MarkKind

__all__ = ["CLOSED", "AbsenceSource", "ExceptionEffect", "MarkKind"]
