"""Writes of plans: ask for one or for its repair, cancel it, accept it. The worker's own writes are in runs.py."""

from app.planner.actions.accepting import accept, turn_stale
from app.planner.actions.asking import cancel, forget, repair, request

__all__ = ["accept", "cancel", "forget", "repair", "request", "turn_stale"]
