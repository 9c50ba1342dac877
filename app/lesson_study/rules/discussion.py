"""Post-lesson discussions on paper: two protocols in steps, and evidence before comments (DOMAIN 3.6). Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.lesson_study.rules.words import DiscussionProtocol

WHOLE_CLASS = "the class"
"""What stands for case pupils where a round has none."""
ENTRIES_MAX = 500  # Of one discussion: an hour's talk is some fifty.


class Speaker(StrEnum):
    """Whose turn it is."""

    CHAIR = "chair"
    HOST = "host"
    TEAM = "team"
    OTHER = "other"
    EVERYONE = "everyone"


class StepState(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a protocol, with the minutes that it is meant to take."""

    key: str
    title: str
    text: str
    minutes: int
    who: Speaker
    per_pupil: bool = False
    is_evidence: bool = False
    """What was seen or heard of each case pupil is entered here, before anybody speaks of the teaching."""
    is_teaching: bool = False


UK = (
    Step("open", "Open", "Thank the teacher and the class. Recall the group's protocol: the lesson belongs to all "
         "of us, and every point starts with what a case pupil did or said.", 2, Speaker.CHAIR),
    Step("teacher", "The teacher first", "Whoever taught says how it was, and what they saw of the case pupils.",
         5, Speaker.HOST),
    Step("planned", "Planned to learn", "For each case pupil: what did we plan that they would learn, and how "
         "would we know?", 4, Speaker.TEAM, per_pupil=True),
    Step("observed", "Observed", "For each case pupil: what did we see and hear? Evidence only, stage by stage.",
         15, Speaker.EVERYONE, per_pupil=True, is_evidence=True),
    Step("interviews", "What they told us", "For each case pupil: what did they say in the interview?",
         4, Speaker.EVERYONE, per_pupil=True),
    Step("difference", "Why the difference", "For each case pupil: where it went otherwise than we predicted, "
         "why might that be?", 6, Speaker.EVERYONE, per_pupil=True),
    Step("progress", "Was it enough?", "For each case pupil: did they learn what we planned, and is that enough?",
         4, Speaker.EVERYONE, per_pupil=True),
    Step("class", "The whole class", "What does this say about the learners whom each case pupil stands for?",
         4, Speaker.EVERYONE),
    Step("teaching", "The teaching", "What does the evidence say about the technique that we tried?",
         6, Speaker.EVERYONE, is_teaching=True),
    Step("next", "Next lesson", "What will we do otherwise in the next research lesson? Write each down as a change.",
         5, Speaker.EVERYONE, is_teaching=True),
    Step("final", "Final comments", "The knowledgeable other speaks last. Without one, the chair sums up.",
         5, Speaker.OTHER, is_teaching=True),
)  # fmt: skip
"""Dudley's order: each case pupil, then the class, then the teaching, then the next lesson."""

LSA = (
    Step("thanks", "Thanks", "Thank the teacher, the pupils and those who made the time.", 2, Speaker.CHAIR),
    Step("teacher", "The teacher first", "Whoever taught speaks first: what they aimed at, and what surprised them.",
         5, Speaker.HOST),
    Step("team", "The team", "The planning team speaks second: what the lesson was for, and how today will go.",
         5, Speaker.TEAM),
    Step("evidence", "Evidence", "What each of us saw and heard, case pupil by case pupil. Evidence only.",
         18, Speaker.EVERYONE, per_pupil=True, is_evidence=True),
    Step("teaching", "What it says about teaching", "What does the evidence say about the lesson's design and the "
         "teaching?", 15, Speaker.EVERYONE, is_teaching=True),
    Step("next", "Next lesson", "What will we do otherwise in the next research lesson? Write each down as a change.",
         5, Speaker.EVERYONE, is_teaching=True),
    Step("final", "Final comments", "The knowledgeable other speaks last, in full. Without one, the chair sums up.",
         15, Speaker.OTHER, is_teaching=True),
)  # fmt: skip
"""The Lesson Study Alliance's order: the team speaks second, long final comments."""

PROTOCOLS: Mapping[DiscussionProtocol, tuple[Step, ...]] = {
    DiscussionProtocol.UK: UK,
    DiscussionProtocol.LSA: LSA,
}


def steps_of(protocol: DiscussionProtocol) -> tuple[Step, ...]:
    return PROTOCOLS[protocol]


def step_state(number: int, at: int, *, is_closed: bool) -> StepState:
    """Where step *number* stands while the discussion is at step *at*."""
    if is_closed or number < at:
        return StepState.DONE
    return StepState.HERE if number == at else StepState.AHEAD


def evidence_missing(
    protocol: DiscussionProtocol, labels: Sequence[str], entered: Collection[tuple[str, str | None]]
) -> list[str]:
    """The case pupils of whom no evidence is in the record yet, in the order of *labels*.

    Args:
        labels: of the round's case pupils. Without any, one piece of evidence about the class is asked for.
        entered: (key of the step, label of the case pupil or None) of every entry.
    """
    keys = {step.key for step in steps_of(protocol) if step.is_evidence}
    told = {label for key, label in entered if key in keys}
    if not labels:
        return [] if told else [WHOLE_CLASS]
    return [label for label in labels if label not in told]


def needs_evidence(protocol: DiscussionProtocol, to: int) -> bool:
    """Whether going to step *to* means to have begun with the teaching, by stepping on it or past it."""
    return any(step.is_teaching for step in steps_of(protocol)[: to + 1])
