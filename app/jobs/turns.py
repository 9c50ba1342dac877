"""Whose job is next, where the jobs of many schools wait for few lanes. No school's slow receiver holds another's up.

A lane is a thread that does one job after the other. Of a group of lanes one school never holds all at once, so that
one is left for the others; and whoever holds none comes before whoever does. Among those the schools take turns: one
with a thousand jobs has one done, then the next school has one of its own.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

ALONE = timedelta(seconds=1)
"""So long after a look that found nobody else waiting, none is looked for: a look goes through all that waits."""


class Turns:
    """Who holds how many lanes of a group of *lanes*, and who has had a turn in this round."""

    def __init__(self, lanes: int) -> None:
        self.most = max(1, lanes - 1)
        """So many of one school at once. A single lane is whoever's comes."""
        self._choosing = Lock()
        self._held: Counter[UUID] = Counter()
        self._served: set[UUID] = set()
        self._alone_until: datetime | None = None

    @contextmanager
    def choosing(self) -> Iterator[None]:
        """While one lane chooses, no other of the group does: two would choose the same school."""
        with self._choosing:
            yield

    def left_out(self, now: datetime) -> Iterator[frozenset[UUID]]:
        """Whose jobs are left out, one set after the other until something is found. Within `choosing`."""
        full = frozenset(school_id for school_id, held in self._held.items() if held >= self.most)
        if self._alone_until is None or now >= self._alone_until:
            holding = frozenset(self._held)
            yield holding | self._served
            # Everybody has had a turn, or waits for none: a new round.
            self._served.clear()
            yield holding
            self._alone_until = now + ALONE
        yield full

    def begun(self, school_id: UUID) -> None:
        """A lane has taken a job of the school's. Within `choosing`."""
        self._held[school_id] += 1
        self._served.add(school_id)

    def ended(self, school_id: UUID) -> None:
        """The lane is free again."""
        with self._choosing:
            self._held[school_id] -= 1
            if not self._held[school_id]:
                del self._held[school_id]
