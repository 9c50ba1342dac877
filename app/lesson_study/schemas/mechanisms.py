"""What travels over HTTP about mechanisms and fidelity."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, Strict

from app.pupils.schemas import NameFound
from app.web.bodies import Body, Out, Plain, SchoolDate

MechanismNumber = Annotated[int, Strict(), Field(ge=1, le=14)]


class MechanismIn(Body):
    number: MechanismNumber
    note: Annotated[Plain, Field(min_length=1, max_length=1_000)]
    done_on: SchoolDate | None = None


class ClaimOut(Out):
    note: str
    by_name: str
    made_at: datetime


class MechanismOut(Out):
    """One of the 14 mechanisms of professional development, and what in the cycle shows it."""

    number: int
    name: str
    part: Literal["A", "B", "C", "D"]
    part_name: str
    evidence: list[str]
    """What has happened that shows it, in sentences."""
    claimed: ClaimOut | None
    is_held: bool
    how: Literal["events", "declared"]


class MechanismPart(Out):
    part: Literal["A", "B", "C", "D"]
    name: str
    held: int


class FidelityOut(Out):
    """One of the six components of collaborative lesson research, and whether it is there."""

    number: int
    name: str
    is_met: bool
    why: str


class MechanismsOut(Out):
    mechanisms: list[MechanismOut]
    parts: list[MechanismPart]
    is_balanced: bool
    """Each of the four parts holds at least one."""
    fidelity: list[FidelityOut]
    honest_line: str
    names: list[NameFound] = Field(default_factory=list)
