"""What can be fetched from an address, and when it is looked at again. Pure."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID


class OutsideKind(StrEnum):
    TIMETABLE = "timetable"
    STAFF = "staff"
    ABSENCES = "absences"
    """A calendar of absences."""


EVERY_HOURS_MAX: Final = 168
SOURCES_MAX: Final = 20
"""Of one school: more would be somebody else's crawler."""
LOOK: Final = "look_at_source"
"""The job's kind."""
FETCH_SECONDS: Final = 20.0
FETCH_BYTES_MAX: Final = 10_000_000
FAILURES_TOLD: Final = 2
"""After so many in a row somebody is told: a server that is started anew at night is nobody's news."""
TROUBLE_MAX: Final = 500
FIRST_DELAY: Final = timedelta(minutes=15)
DELAY_GROWS: Final = 4
DELAY_MAX: Final = timedelta(days=1)
JITTER_PERCENT: Final = 10


@dataclass(frozen=True, slots=True)
class Copy:
    """What an address brought, as it is kept: compressed with zlib, and known by its digest."""

    packed: bytes
    content_hash: str


def next_look(source_id: UUID, now: datetime, every_hours: int, failures: int) -> datetime:
    """When an address is looked at again after *failures* in a row: soon after the first, ever later after that.

    Never later than a day when it is looked at more often than that; spread by a tenth, so that addresses which were
    added together are not asked together. The same for the same arguments.
    """
    every = timedelta(hours=every_hours)
    delay = every if failures == 0 else min(FIRST_DELAY * DELAY_GROWS ** min(failures - 1, 8), max(every, DELAY_MAX))
    digest = hashlib.sha256(source_id.bytes + now.isoformat().encode()).digest()
    spread = int.from_bytes(digest[:4]) / 2**32 * 2 - 1
    return (now + delay + delay * spread * JITTER_PERCENT / 100).replace(microsecond=0)


def is_told(failures: int) -> bool:
    """Whether somebody is told of a failure that is the *failures*-th in a row: once, until it works again."""
    return failures == FAILURES_TOLD


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def copy_of(content: bytes) -> Copy:
    """Make what is kept of what came. Takes a while for megabytes: never while a transaction is open."""
    return Copy(zlib.compress(content), content_hash(content))


def trouble_of(words: str) -> str:
    """*words* as they are kept and shown: one line, not too long."""
    return " ".join(words.split())[:TROUBLE_MAX]
