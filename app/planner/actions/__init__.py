"""Writes of plans: ask for one, cancel it, accept it. The worker's own writes are in runs.py."""

from app.planner.actions.accepting import accept, turn_stale
from app.planner.actions.asking import cancel, forget, request

__all__ = ["accept", "cancel", "forget", "request", "turn_stale"]
