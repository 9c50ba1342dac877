"""What looking through an installation finds, and what a backup of it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

FORMAT: Final = 1
"""Of backups: a release that changes what they hold counts on."""


class Check(StrEnum):
    """What is looked at, in this order."""

    GUARDS = "guards"
    """The database's own: schema, triggers, policies, references."""
    LEDGER = "ledger"
    """Each pot's sums are those of its entries."""
    OCCUPIED = "occupied"
    """Nobody is in two places, and so no cover meets PPA."""
    CHAIN = "chain"
    """The audit log is whole."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold."""

    check: Check
    school_id: UUID | None
    """None: it concerns the whole installation."""
    what: str

    def __str__(self) -> str:
        where = f" of school {self.school_id}" if self.school_id else ""
        return f"{self.check}{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what does not hold."""

    schools: int
    entries: int
    """Lines of audit logs whose seals were worked out again."""
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: its last member, so that what is missing before it is noticed."""

    made_at: datetime
    engine: str
    """`sqlite` or `postgresql`: a backup comes back on the engine that it was made on."""
    schema: str
    members: tuple[Member, ...]
    ends: Mapping[UUID, tuple[int, str]]
    """For each school the number and seal of the last entry in its audit log."""

    def as_json(self) -> dict[str, object]:
        return {
            "format": FORMAT, "made_at": self.made_at.isoformat(), "engine": self.engine, "schema": self.schema,
            "members": [[one.name, one.size, one.sha256] for one in self.members],
            "ends": {str(school_id): list(end) for school_id, end in self.ends.items()},
        }  # fmt: skip

    @staticmethod
    def of_json(given: Mapping[str, Any]) -> "Manifest":
        """Raises: ValueError, it is not of this format."""
        try:
            if given["format"] != FORMAT:
                raise ValueError(f"a backup of format {given['format']}, which this release does not know")
            return Manifest(
                made_at=datetime.fromisoformat(given["made_at"]), engine=given["engine"], schema=given["schema"],
                members=tuple(Member(str(name), int(size), str(sha256)) for name, size, sha256 in given["members"]),
                ends={UUID(school_id): (int(end[0]), str(end[1])) for school_id, end in given["ends"].items()},
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise ValueError("the list of what the backup holds cannot be read") from error
