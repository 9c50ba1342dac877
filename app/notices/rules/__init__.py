"""Notices on paper: which kinds there are, what each says, when a person is left in peace."""

from app.notices.rules.kinds import Dialect, NoticeKind, OneClick

__all__ = ["Dialect", "NoticeKind", "OneClick"]
