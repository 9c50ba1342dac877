"""Reads about directed time: the rules of a year, its events, and what each teacher's year comes to."""

from app.working_time.queries.calendar import (
    event,
    events_out,
    events_page,
    invitees,
    live_attendance,
    live_events,
    twilights_of,
)
from app.working_time.queries.choice import profiles_out, year
from app.working_time.queries.facts import Asked, facts, people
from app.working_time.queries.in_force import InForce, choice, in_force, live_variation
from app.working_time.queries.told import directed_by, event_full_out, working_time_out
from app.working_time.queries.totals import directed_time_full, directed_time_page, tallies

__all__ = [
    "Asked", "InForce", "choice", "directed_by", "directed_time_full", "directed_time_page", "event", "event_full_out",
    "events_out", "events_page", "facts", "in_force", "invitees", "live_attendance", "live_events", "live_variation",
    "people", "profiles_out", "tallies", "twilights_of", "working_time_out", "year",
]  # fmt: skip
