"""The learning fair of the demo: twelve findings, each with its authors and what colleagues said to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from app.demo import findings_language, findings_making, findings_sciences, findings_speaking
from app.demo.abstracts import DemoFinding, Reaction
from app.demo.model import DemoGroup, DemoSchool, StaffMember
from app.fair.rules import ReactionKind

FINDINGS: Final = (
    findings_language.HISTORY,
    findings_sciences.SCIENCE,
    findings_making.TECHNOLOGY,
    findings_language.FRENCH,
    findings_sciences.MATHS,
    findings_speaking.GEOGRAPHY,
    findings_making.ART,
    findings_language.ENGLISH,
    findings_sciences.CHEMISTRY,
    findings_speaking.RELIGION,
    findings_making.COMPUTING,
    findings_speaking.DRAMA,
)
"""All twelve, in an order in which neighbours differ."""


@dataclass(frozen=True, slots=True)
class FairReaction:
    """A reaction with the staff code of who says it; never one of the authors."""

    staff: str
    kind: ReactionKind
    text: str


@dataclass(frozen=True, slots=True)
class FairEntry:
    """A finding with the group that publishes it. `focus` is the group's; its members are the authors."""

    finding: DemoFinding
    group: str
    focus: str
    authors: tuple[str, ...]
    reactions: tuple[FairReaction, ...]


def plan_fair(school: DemoSchool, seed: int) -> tuple[FairEntry, ...]:
    """Give every finding to the group of its theme, and every reaction to a colleague of its department."""
    rng = Random(f"fair {seed}")
    groups = {group.name: group for group in school.groups}
    return tuple(_entry(finding, groups[finding.group], school.staff, rng) for finding in FINDINGS)


def _entry(finding: DemoFinding, group: DemoGroup, staff: Sequence[StaffMember], rng: Random) -> FairEntry:
    said: list[FairReaction] = []
    for reaction in finding.reactions:
        others = [member for member in staff if member.code not in group.members]
        others = [member for member in others if member.code not in {fair.staff for fair in said}]
        said.append(FairReaction(_speaker(reaction, others, rng), reaction.kind, reaction.text))
    return FairEntry(finding, group.name, group.focus, group.members, tuple(said))


def _speaker(reaction: Reaction, staff: Sequence[StaffMember], rng: Random) -> str:
    able = [member for member in staff if member.department == reaction.department and not member.is_slt]
    return rng.choice(able or list(staff)).code
