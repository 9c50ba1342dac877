"""Telling people, and what they choose of it."""

from app.notices.actions.choosing import choose, forget, leave, use_link
from app.notices.actions.telling import key_of, take_back, tell, tell_all, told_already

__all__ = ["choose", "forget", "key_of", "leave", "take_back", "tell", "tell_all", "told_already", "use_link"]
