"""Which request is worked on in which room: ordinary ones in `main`, long ones and passwords apart, so that neither
keeps the others waiting.
"""

import re
from collections.abc import Iterable, Mapping

from fastapi.routing import APIRoute

from app.settings import Settings
from app.web.admission import Room, Size

MAIN, LONG, PASSWORDS = "main", "long", "passwords"
RETRY_AFTER_SECONDS = 1
LONG_RETRY_AFTER_SECONDS = 5


def rooms_of(settings: Settings) -> dict[str, Room]:
    """The rooms of one process. Together they hold no more than there are threads for, unless these are very few."""
    main, waiting = min(settings.requests_at_once, settings.connections), settings.requests_waiting
    seconds = settings.requests_wait_milliseconds / 1000
    # What takes longer has a shorter queue: nobody waits for a place that cannot come in time.
    return {
        MAIN: Room(MAIN, Size(main, waiting, seconds, RETRY_AFTER_SECONDS)),
        LONG: Room(LONG, Size(settings.long_at_once, waiting // 4, seconds, LONG_RETRY_AFTER_SECONDS)),
        PASSWORDS: Room(
            PASSWORDS, Size(settings.password_hash_concurrency, waiting // 2, seconds, RETRY_AFTER_SECONDS)
        ),
    }


class Plan:
    """Finds the room of a request by its method and path, before any router has looked at it.

    Args:
        routes: every route, and what stands before their paths.
        special: operations by the room they are worked on in; all others in `main`.

    Raises:
        LookupError: an operation in *special* is none of *routes*.
    """

    def __init__(self, routes: Iterable[APIRoute], prefix: str, special: Mapping[str, frozenset[str]]) -> None:
        self._by_method: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        rooms = {name: room for room, names in special.items() for name in names}
        missing = set(rooms)
        for route in routes:
            if (room := rooms.get(route.name)) is None:
                continue
            missing.discard(route.name)
            pattern = re.compile("^" + re.escape(prefix) + route.path_regex.pattern.removeprefix("^"))
            for method in route.methods or ():
                self._by_method.setdefault(method, []).append((pattern, room))
        if missing:
            raise LookupError(f"no such operations: {', '.join(sorted(missing))}")

    def room_of(self, method: str, path: str) -> str:
        return next((room for pattern, room in self._by_method.get(method, ()) if pattern.match(path)), MAIN)
