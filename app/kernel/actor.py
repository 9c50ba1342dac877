"""Who is asking. A plain value: no session, no ORM, so that rules and workers can hold it too."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may be asked to answer for in a school."""

    TEACHER = "teacher"
    CPD_LEAD = "cpd_lead"
    COVER_LEAD = "cover_lead"
    HEAD = "head"
    TRUST_LEAD = "trust_lead"
    KNOWLEDGEABLE_OTHER = "knowledgeable_other"
    SUPPORT = "support"


LEADING = frozenset({Role.CPD_LEAD, Role.COVER_LEAD, Role.HEAD, Role.TRUST_LEAD})
"""Who may be asked for a second factor by their school."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows a transaction may touch: one school, and what is shared in its trust or with everyone."""

    school_id: UUID | None
    trust_id: UUID | None = None


NOBODY = Scope(school_id=None)
"""The scope of the public pages and of signing in: no school's rows, only what is open to everyone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person in the school they have chosen to act in."""

    account_id: UUID
    session_id: UUID
    school_id: UUID
    staff_id: UUID
    roles: frozenset[Role]
    trust_id: UUID | None = None
    today: date = date.min
    """The day of the request: what ended before it is over. Work that no request asked for leaves it out."""
    needs_factor: bool = False
    """The session is open by half: a second factor has to be shown or set up before it opens anything else."""

    @property
    def scope(self) -> Scope:
        return Scope(self.school_id, self.trust_id)

    def has(self, *roles: Role) -> bool:
        """Whether the person holds any of *roles*."""
        return any(role in self.roles for role in roles)

    @property
    def is_guest(self) -> bool:
        """A knowledgeable other sees the one group they were invited to, and nothing else."""
        return self.roles == frozenset({Role.KNOWLEDGEABLE_OTHER})
