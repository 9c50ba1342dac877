"""What a published finding is filed by on the shelf, and how a label is compared. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.fair.rules import LabelKind, Phase, mechanisms

VALUE_CHARACTERS_MAX: Final = 200
PHASES: Mapping[Phase, str] = {
    Phase.EARLY_YEARS: "Early years", Phase.KS1: "Key stage 1", Phase.KS2: "Key stage 2", Phase.KS3: "Key stage 3",
    Phase.KS4: "Key stage 4", Phase.KS5: "Key stage 5",
}  # fmt: skip
"""Who files under all phases files under none."""


@dataclass(frozen=True, slots=True)
class Label:
    kind: LabelKind
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What of a finding decides where it is found."""

    focus: str
    subject: str
    phase: Phase
    mechanisms: Sequence[int]
    group_id: UUID
    group_name: str
    school_id: UUID
    school_name: str


def folded(text: str) -> str:
    """*text* as labels are compared: one case, single spaces."""
    return " ".join(text.casefold().split())[:VALUE_CHARACTERS_MAX]


def labels_of(filed: Filed) -> list[Label]:
    """The labels of a finding, each once; empty ones left out."""
    labels = [
        Label(LabelKind.FOCUS, folded(filed.focus), filed.focus),
        Label(LabelKind.SUBJECT, folded(filed.subject), filed.subject),
        Label(LabelKind.PHASE, filed.phase.value, PHASES.get(filed.phase, "")),
        Label(LabelKind.GROUP, str(filed.group_id), filed.group_name),
        Label(LabelKind.SCHOOL, str(filed.school_id), filed.school_name),
    ]
    labels += [Label(LabelKind.MECHANISM, str(one), mechanisms.NAMES[one]) for one in sorted(set(filed.mechanisms))]
    return [one for one in labels if one.value and one.label.strip()]
