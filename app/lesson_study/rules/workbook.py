"""A cycle as its document tells it: values, how much fits on paper, and where each note stands. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.lesson_study.rules.words import LABELS, STAGES_MAX, CycleState, DiscussionProtocol, Mode, NoteKind, SourceKind

NOTES_MAX: Final = 2_000
NOTE_CHARACTERS_MAX: Final = 400_000
"""Of all notes of one document: 2,000 notes of two long sentences each, some 200 pages. What is beyond stays on the
screen and in the export, and the document says how many that are."""
ENTRIES_MAX: Final = 1_000
ENTRY_CHARACTERS_MAX: Final = 200_000


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage of the lesson with what each case pupil is predicted to say and do, by label."""

    key: str
    title: str
    minutes: int
    teaching: str
    predictions: Mapping[str, str]
    patterns: str


@dataclass(frozen=True, slots=True)
class PlanTold:
    """The newest proposal of one research lesson; criteria by label."""

    learning_objective: str = ""
    rationale: str = ""
    resources: str = ""
    new_here: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[PlannedStage, ...] = ()

    def labels(self, pupils: Iterable[str]) -> list[str]:
        """The pupils that stand in the plan: the cycle's, and any that something was written about."""
        written = {label for stage in self.stages for label, text in stage.predictions.items() if text}
        written |= {label for label, text in self.criteria.items() if text}
        return sorted(set(pupils) | written)


@dataclass(frozen=True, slots=True)
class PupilTold:
    label: str
    attributes: tuple[str, ...]
    typifies: str


@dataclass(frozen=True, slots=True)
class NoteTold:
    """What one observer saw or heard. *at* is the school's clock."""

    round_id: UUID
    author_id: UUID
    author_name: str
    label: str
    stage_key: str
    kind: NoteKind
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InterviewTold:
    label: str
    by_name: str
    at: datetime
    answers: tuple[tuple[str, str], ...]
    """Each question, and what the pupil said."""


@dataclass(frozen=True, slots=True)
class EntryTold:
    step_key: str
    label: str
    speaker_name: str
    text: str


@dataclass(frozen=True, slots=True)
class DiscussionTold:
    protocol: DiscussionProtocol
    chair_name: str
    recorder_name: str
    began_at: datetime
    closed_at: datetime | None
    entries: tuple[EntryTold, ...]
    older_entries: int


@dataclass(frozen=True, slots=True)
class ChangeTold:
    text: str
    by_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class RoundTold:
    """When and where a research lesson is taught."""

    id: UUID
    held_on: date
    starts_at: datetime
    ends_at: datetime
    period: str
    class_name: str
    subject: str
    room: str
    focus: str
    host_name: str


@dataclass(frozen=True, slots=True)
class LessonTold:
    """One research lesson. *round* is None until one is chosen; *notes* in order of time, without *older_notes*."""

    number: int
    round: RoundTold | None
    plan: PlanTold
    watch: tuple[tuple[str, str], ...]
    """A name and the labels that they watch."""
    notes: tuple[NoteTold, ...]
    older_notes: int
    interviews: tuple[InterviewTold, ...]
    discussion: DiscussionTold | None
    changes: tuple[ChangeTold, ...]

    def in_plan(self) -> dict[tuple[str, str], list[NoteTold]]:
        """The notes that stand in the plan, beside what was predicted, by stage and label."""
        keys = {stage.key for stage in self.plan.stages}
        found: dict[tuple[str, str], list[NoteTold]] = {}
        for note in self.notes:
            if note.label and note.stage_key in keys:
                found.setdefault((note.stage_key, note.label), []).append(note)
        return found

    def beside_plan(self) -> list[NoteTold]:
        """The notes that have no place in the plan: of no case pupil, or of no stage of it."""
        keys = {stage.key for stage in self.plan.stages}
        return [note for note in self.notes if not note.label or note.stage_key not in keys]


@dataclass(frozen=True, slots=True)
class SourceTold:
    kind: SourceKind
    title: str
    link: str
    taken_from_it: str


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """A mechanism that the group says its cycle holds."""

    number: int
    note: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class GroupTold:
    """The group with its people; *agreed_names* have agreed to the protocol as it stands."""

    name: str
    focus: str
    protocol: str
    member_names: tuple[str, ...]
    agreed_names: tuple[str, ...]
    guest_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CycleTold:
    """Everything that the group has written in a cycle, in the order in which it is read."""

    school_name: str
    made_on: date
    group: GroupTold
    title: str
    mode: Mode
    state: CycleState
    lessons_planned: int
    ended_reason: str
    other_name: str
    earlier_title: str
    research_question: str
    research_theme: str
    baseline: str
    success_measure: str
    sources: tuple[SourceTold, ...]
    pupils: tuple[PupilTold, ...]
    lessons: tuple[LessonTold, ...]
    progress: str
    reflection: str
    affirmation: str
    reminder: str
    claims: tuple[ClaimTold, ...]
    finding_title: str
    finding_published_on: date | None


@dataclass(frozen=True, slots=True)
class SheetTold:
    """One page to watch one case pupil with; no label is the whole class."""

    label: str
    criterion: str
    predictions: Mapping[str, str]


WHOLE_CLASS: Final = SheetTold("", "", {})


@dataclass(frozen=True, slots=True)
class SheetsTold:
    """The sheets of one research lesson; *lesson_number* is None for a round outside any cycle."""

    group_name: str
    round: RoundTold
    lesson_number: int | None
    plan: PlanTold
    sheets: tuple[SheetTold, ...]


# ---- what was stored, as it is told ------------------------------------------------------------------


def plan_told(body: str) -> PlanTold:
    """The proposal as it was saved. What it does not say is empty: a plan is on paper before it is finished."""
    found = json.loads(body)
    return PlanTold(
        learning_objective=_text(found, "learning_objective"), rationale=_text(found, "rationale"),
        resources=_text(found, "resources"), new_here=_text(found, "new_here"),
        criteria={_text(one, "label"): _text(one, "success_criterion") for one in _items(found, "pupils")},
        stages=tuple(_stage(one) for one in _items(found, "stages")[:STAGES_MAX]),
    )  # fmt: skip


def _stage(found: Mapping[str, object]) -> PlannedStage:
    predictions, minutes = found.get("predictions"), found.get("minutes")
    said = predictions if isinstance(predictions, dict) else {}
    return PlannedStage(
        key=_text(found, "key"), title=_text(found, "title"), minutes=minutes if isinstance(minutes, int) else 0,
        teaching=_text(found, "teaching"), patterns=_text(found, "patterns"),
        predictions={label: str(said[label]) for label in LABELS if said.get(label)},
    )  # fmt: skip


def _text(found: Mapping[str, object], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _items(found: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = found.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def how_many_fit(lengths: Iterable[int], *, characters_max: int) -> int:
    """How many texts of these lengths a document holds, taken in order. What just fits is in."""
    characters = fitting = 0
    for length in lengths:
        characters += length
        if characters > characters_max:
            break
        fitting += 1
    return fitting


def readings(told: CycleTold, reader_id: UUID) -> Counter[tuple[UUID, UUID]]:
    """How many notes of which other author *reader_id* reads in the document, by round and author."""
    return Counter(
        (note.round_id, note.author_id)
        for lesson in told.lessons for note in lesson.notes if note.author_id != reader_id
    )  # fmt: skip


def sheet_code(round_id: UUID, label: str) -> str:
    """What is printed on a sheet so that a photograph of it finds its lesson and pupil.

    >>> sheet_code(UUID("1f2e3d4c-0000-4000-8000-000000000000"), "A")
    '1F2E-3D4C-A'
    """
    code = round_id.hex[:8].upper()
    return f"{code[:4]}-{code[4:]}-{label or 'ALL'}"
