"""The shape of a finding at the learning fair, and of what colleagues say to it."""

from dataclasses import dataclass

from app.fair.rules import Audience, Licence, Phase, ReactionKind


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a colleague of `department` says, in their words."""

    kind: ReactionKind
    department: str
    text: str


@dataclass(frozen=True, slots=True)
class DemoFinding:
    """A structured abstract. `group` names the theme it came from; `mechanisms` are numbers 1 to 14 of EEF 2021.

    `pull_quote` has at most six words.
    """

    group: str
    title: str
    pull_quote: str
    phase: Phase
    subject: str
    licence: Licence
    audience: Audience
    mechanisms: tuple[int, ...]
    background: str
    aims: str
    methods: str
    findings: str
    implications: str
    next_time: str
    reactions: tuple[Reaction, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The six texts, in reading order."""
        return self.background, self.aims, self.methods, self.findings, self.implications, self.next_time


def told(text: str) -> str:
    """Join the lines of a text as it stands in the source into one paragraph."""
    return " ".join(text.split())
