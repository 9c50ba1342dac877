"""Reads a body so that it can be understood in one way only."""

import json
from typing import Any

from fastapi import Request


class OneMeaning(Request):
    """A request whose JSON names each member of an object once.

    Of two the last would win here and the first elsewhere: what one reader checks, another would not do.
    """

    async def json(self) -> Any:
        """Raises: json.JSONDecodeError, the body is no JSON, or an object has two members of one name."""
        if not hasattr(self, "_json"):
            self._json = json.loads(await self.body(), object_pairs_hook=_once_each)
        return self._json


def _once_each(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise json.JSONDecodeError("A name stands twice in one object", "", 0)
    return found
