"""Addresses with filters, and what a filtered list is called. Pure."""

from collections.abc import Sequence
from urllib.parse import urlencode

from app.fair.rules.mechanisms import NAMES
from app.feeds import entries
from app.feeds.asked import PHASES, Asked
from app.feeds.entries import Entry


def address(base: str, asked: Asked, after: str | None = None) -> str:
    """*base* with the question mark and what follows, always in one order."""
    text = urlencode(asked.said | ({"after": after} if after else {}))
    return f"{base}?{text}" if text else base


def narrowed(asked: Asked, shown: Sequence[Entry]) -> str:
    """What the title of a filtered list ends with: a colon and the filters in words; nothing without any.

    Args:
        shown: the entries, of which names of schools and groups are taken; ids are no words.
    """
    words = [entries.plain(text) for text in (asked.focus, asked.subject) if text]
    words += [PHASES[asked.phase]] if asked.phase else []
    words += [NAMES[asked.mechanism]] if asked.mechanism else []
    words += [shown[0].group_name] if asked.group and shown else []
    words += [shown[0].school_name] if asked.school and shown else []
    return f": {', '.join(words)}" if words else ""
