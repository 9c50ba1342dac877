"""The 14 mechanisms of professional development, as findings are filed by them. Pure.

Source: DOMAIN 3.8 (EEF 2021).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Part = Literal["A", "B", "C", "D"]
PARTS: Mapping[Part, str] = {
    "A": "Building knowledge",
    "B": "Motivating teachers",
    "C": "Developing teaching techniques",
    "D": "Embedding practice",
}


@dataclass(frozen=True, slots=True)
class Mechanism:
    number: int
    name: str
    part: Part
    is_declared: bool = False
    """No event of a cycle shows it: the group says so, with a note."""


MECHANISMS = (
    Mechanism(1, "Managing cognitive load", "A", is_declared=True),
    Mechanism(2, "Revisiting prior learning", "A"),
    Mechanism(3, "Setting and agreeing on goals", "B"),
    Mechanism(4, "Presenting information from a credible source", "B"),
    Mechanism(5, "Providing affirmation and reinforcement after progress", "B"),
    Mechanism(6, "Instructing teachers on how to perform a technique", "C", is_declared=True),
    Mechanism(7, "Arranging practical social support", "C"),
    Mechanism(8, "Modelling the technique", "C"),
    Mechanism(9, "Monitoring and providing feedback", "C"),
    Mechanism(10, "Rehearsing the technique", "C", is_declared=True),
    Mechanism(11, "Providing prompts and cues", "D"),
    Mechanism(12, "Prompting action planning", "D"),
    Mechanism(13, "Encouraging monitoring", "D"),
    Mechanism(14, "Prompting context-specific repetition", "D"),
)
NAMES: Mapping[int, str] = {one.number: one.name for one in MECHANISMS}
