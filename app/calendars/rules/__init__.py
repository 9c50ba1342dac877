"""Calendars on paper: of what there can be one, how far it reaches, how a thing of ours becomes an event. Pure."""

from app.calendars.rules.frame import Frame, Happening
from app.calendars.rules.kinds import ADDRESSES_MAX, ALARM_MINUTES, EVENTS_MAX, CalendarKind

__all__ = ["ADDRESSES_MAX", "ALARM_MINUTES", "EVENTS_MAX", "CalendarKind", "Frame", "Happening"]
