"""What was understood of a list of staff. Nothing of a pupil can stand in it: there is no field for one but a count."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal

from app.timetable.importers.understanding import Problem, problems_from_json

Coverage = Literal["bulk", "delta"]
"""Whether the list names everybody who works here, or only what has changed."""


class LeavingReason(StrEnum):
    """Why somebody seems to leave."""

    MISSING = "missing"  # In our list, and not in theirs, which names everybody.
    DELETED = "deleted"  # Theirs says so.
    DISABLED = "disabled"
    LEFT = "left"  # Theirs gives the day.


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A member of staff as a list names them. Empty or None is what the list does not say."""

    file: str
    line: int
    roster_id: str = ""
    code: str = ""
    name: str = ""
    email: str = ""
    department: str = ""
    fte_percent: int | None = None
    joined_on: date | None = None
    left_on: date | None = None
    leaves: LeavingReason | None = None
    class_count: int | None = None
    """How many classes they teach; None where the files do not say who teaches."""


@dataclass(frozen=True, slots=True)
class ReadingWish:
    """What a list does not say of itself, and whoever reads it knows.

    Args:
        school_name: which school's staff to take, where the list is a whole trust's.
        known_ids: whom we know already, so that a change without a role is not taken for a pupil's.
    """

    school_name: str = ""
    known_ids: frozenset[str] = frozenset()


ANY_SCHOOL: Final = ReadingWish()


@dataclass(frozen=True, slots=True)
class ImportedRoster:
    """A list of staff as its files tell it, in their order."""

    source: str
    coverage: Coverage
    people: tuple[ListedPerson, ...]
    has_ids: bool = True
    """Whether the list has ids of its own, which stay when a code or an address changes."""
    others_count: int = 0
    """Pupils, parents and whoever else is no member of staff: counted as they are passed over, and nothing else."""
    problems: tuple[Problem, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Give an object that `from_json` reads back."""
        return {
            "source": self.source, "coverage": self.coverage, "has_ids": self.has_ids,
            "others_count": self.others_count, "people": [_person_as_json(person) for person in self.people],
            "problems": [asdict(problem) for problem in self.problems],
        }  # fmt: skip


def from_json(found: Mapping[str, Any]) -> ImportedRoster:
    """Read what `as_json` gave. Only for our own output: nothing is checked."""
    return ImportedRoster(
        source=found["source"], coverage=found["coverage"], has_ids=found["has_ids"],
        others_count=found["others_count"], people=people_from_json(found["people"]),
        problems=problems_from_json(found["problems"]),
    )  # fmt: skip


def packed(found: ImportedRoster) -> bytes:
    """Write an understanding as it is kept. O(people)."""
    return zlib.compress(json.dumps(found.as_json()).encode())


def unpacked(written: bytes) -> ImportedRoster:
    """Read what `packed` wrote. O(people)."""
    return from_json(json.loads(zlib.decompress(written)))


def people_from_json(found: Sequence[Mapping[str, Any]]) -> tuple[ListedPerson, ...]:
    """Read the list of people that `as_json` gave."""
    return tuple(_person_from_json(person) for person in found)


def _person_as_json(person: ListedPerson) -> dict[str, Any]:
    plain = asdict(person)
    for name in ("joined_on", "left_on"):
        plain[name] = plain[name].isoformat() if plain[name] is not None else None
    return {name: value for name, value in plain.items() if value not in ("", None)}


def _person_from_json(found: Mapping[str, Any]) -> ListedPerson:
    plain = dict(found)
    for name in ("joined_on", "left_on"):
        if name in plain:
            plain[name] = date.fromisoformat(plain[name])
    if "leaves" in plain:
        plain["leaves"] = LeavingReason(plain["leaves"])
    return ListedPerson(**plain)
