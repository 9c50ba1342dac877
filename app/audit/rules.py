"""The chain of the audit log: each entry's seal holds the one before it, so none goes missing unnoticed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

BEGINNING: Final = "0" * 64
"""The seal before the first entry."""

TOLD: Final = frozenset({
    "roster.loaded", "roster.deleted", "retention.chosen", "pupil_key.opened", "pupil_key.kept", "pupil_key.deleted",
    "pupil_key.expired", "evidence.expired", "cycle.exported", "finding.accepted", "finding.sent_back",
    "invitation.accepted", "subject_access.made", "staff.forgotten", "breach_export.made", "access_report.made",
    "support.let_in", "support.ended", "support.asked",
})  # fmt: skip
"""Acts that leads may ask about although not only leads may do them: each was thought about, and no other is told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the seal of an entry covers: every column but the seal itself."""

    school_id: UUID
    id: UUID
    number: int
    """Counted from 1 in each school, without gaps."""
    action: str
    subject_kind: str
    subject_id: UUID | None
    by_staff_id: UUID | None
    operation: str
    request_id: str
    detail: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which a chain does not hold, in words for whoever must look into it."""

    number: int
    what: str


def seal(before: str, entry: Entry) -> str:
    """The seal of *entry*, 64 hexadecimal digits, which follows the entry sealed *before*.

    SHA-256 over a JSON text with sorted names: the same on both engines, which keep instants differently.
    """
    plain = {name: _plain(value) for name, value in asdict(entry).items()} | {"before": before}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def first_break(entries: Iterable[tuple[Entry, str]], *, after: tuple[int, str] = (0, BEGINNING)) -> Broken | None:
    """Where a chain of (entry, its seal) stops to hold; None when it holds to its end.

    Args:
        entries: in the order of their numbers.
        after: the number and the seal that the first of them must follow.
    """
    number, before = after
    for entry, sealed in entries:
        number += 1
        if entry.number != number:
            return Broken(number, f"entry {number} is missing: the next one is {entry.number}")
        if seal(before, entry) != sealed:
            return Broken(number, f"entry {number} is not what was written, or does not follow the one before")
        before = sealed
    return None


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
