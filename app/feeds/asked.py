"""What somebody wants to read of the fair: the filters that feeds, pages and archives share. Pure."""

from dataclasses import dataclass
from uuid import UUID

from app.fair.rules import LabelKind, Phase, filing

PHASES = {**filing.PHASES, Phase.ALL: "All phases"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters; each may be empty, and all that are given must fit."""

    focus: str = ""
    subject: str = ""
    phase: Phase | None = None
    mechanism: int | None = None
    school: UUID | None = None
    group: UUID | None = None
    having: LabelKind | None = None
    """Whatever has a label of this kind at all: harvesters ask so."""

    @property
    def said(self) -> dict[str, str]:
        """The filters that were given, by the names of their parameters, always in one order."""
        values = {
            "focus": " ".join(self.focus.split()),
            "subject": " ".join(self.subject.split()),
            "phase": self.phase.value if self.phase else "",
            "mechanism": str(self.mechanism or ""),
            "school": str(self.school or ""),
            "group": str(self.group or ""),
        }
        return {name: value for name, value in values.items() if value}

    @property
    def labels(self) -> list[tuple[LabelKind, str]]:
        """What a finding has to be filed under, the rarest kind first. Empty: anything will do."""
        wanted = [(LabelKind(name), filing.folded(value)) for name, value in self.said.items()]
        # "All phases" is no label: whatever is not for one phase is found without.
        return sorted(
            (one for one in wanted if one != (LabelKind.PHASE, Phase.ALL.value)), key=lambda one: RARENESS.index(one[0])
        )


RARENESS = (
    LabelKind.GROUP, LabelKind.SCHOOL, LabelKind.FOCUS, LabelKind.SUBJECT, LabelKind.MECHANISM, LabelKind.PHASE,
)  # fmt: skip
ANYTHING = Asked()
