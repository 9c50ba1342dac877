"""Writes of directed time: the school's rules, its calendar of events, and who comes of their own."""

from app.working_time.actions.choosing import choose, end_variation, publish, vary
from app.working_time.actions.planning import add_event, cancel_event, edit_event
from app.working_time.actions.twilights import plan_twilights, split_inset_day
from app.working_time.actions.volunteering import volunteer, withdraw

__all__ = [
    "add_event", "cancel_event", "choose", "edit_event", "end_variation", "plan_twilights", "publish",
    "split_inset_day", "vary", "volunteer", "withdraw",
]  # fmt: skip
