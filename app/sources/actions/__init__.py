"""Writes about addresses: what a lead says of them, when they are looked at, and what came of a look.

What an address brings is only put before a person: a timetable and a staff list as a dry run, which somebody commits.
Absences alone count at once.
"""

from app.sources.actions.choosing import add, due, edit, look_now, remove
from app.sources.actions.looking import fail, keep, nothing_new
from app.sources.actions.taking import Brought, PackedRun, take

__all__ = ["Brought", "PackedRun", "add", "due", "edit", "fail", "keep", "look_now", "nothing_new", "remove", "take"]
