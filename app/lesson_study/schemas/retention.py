"""What travels over HTTP about what will be deleted."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from app.web.bodies import Out


class DueKind(StrEnum):
    """What goes: a key to labels, or what was seen and said."""

    KEY = "key"
    EVIDENCE = "evidence"


class RetentionDue(Out):
    """Something that will be deleted, and when. Figures only."""

    id: UUID
    """The cycle's; of evidence from a round outside cycles, the round's."""
    kind: DueKind
    cycle_id: UUID | None
    round_id: UUID | None
    group_id: UUID
    group_name: str
    title: str
    """The cycle's title, or the round's class."""
    goes_on: date
    notes: int
    photos: int
    interviews: int
    entries: int
    """Points of the records of discussions."""
