"""The kinds of notices that a webhook wants, as they are kept. Pure."""

import json
from collections.abc import Iterable

from app.notices.rules.kinds import NoticeKind


def kinds_of(text: str) -> list[NoticeKind]:
    """What `written` wrote."""
    return [NoticeKind(kind) for kind in json.loads(text)]


def written(kinds: Iterable[NoticeKind]) -> str:
    """A JSON list, each kind once, in their own order."""
    wanted = set(kinds)
    return json.dumps([kind for kind in NoticeKind if kind in wanted])
