"""Writes of the shelf: following, the digest, questions and answers."""

from app.shelf.actions.asking import answer, ask
from app.shelf.actions.following import choose, follow, leave, stop
from app.shelf.actions.telling import due, tell

__all__ = ["answer", "ask", "choose", "due", "follow", "leave", "stop", "tell"]
