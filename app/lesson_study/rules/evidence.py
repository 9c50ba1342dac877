"""What is noted in a research lesson, on paper: when it was seen, what counts as the same, what the plan says. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

OBSERVER_RULE = "Eyes and ears, not mouths and hands."
"""What observers agree to (DOMAIN 3.6): they watch and listen, and neither help nor teach."""
NOTES_MAX = 200  # In one sending; a phone that has more sends again.
NOTES_A_PERSON_MAX = 2_000  # Of one round: a note every two seconds of an hour.
PHOTOS_A_PERSON_MAX = 40  # Of one round: photographs are the largest thing a school stores.
NOTE_CHARACTERS_MAX = 4_000
CLOCK_TOLERANCE = timedelta(seconds=120)
"""A phone that is no further off than this is taken at its word; sending alone may take as long."""
LATE_AFTER = timedelta(minutes=10)
"""A note that took longer to arrive was kept on the phone: there was no signal."""
READ_AGAIN_AFTER = timedelta(minutes=15)
"""Somebody who has the same notes open for longer than this has read them again."""


class NoteOutcome(StrEnum):
    STORED = "stored"
    ALREADY = "already"
    REFUSED = "refused"


class ReadPlace(StrEnum):
    """Where somebody read another's notes."""

    NOTES = "notes"
    DISCUSSION = "discussion"
    PHOTO = "photo"
    DOCUMENT = "document"
    EXPORT = "export"


MOMENTS: Mapping[str, str] = {
    "starts": "Starts the task",
    "asks-adult": "Asks an adult",
    "asks-pupil": "Asks another pupil",
    "explains": "Explains to another pupil",
    "answers": "Answers before the class",
    "listens": "Turns to whoever speaks",
    "uses-resource": "Uses the resource",
    "changes-answer": "Changes an answer",
    "pauses": "Stops, looks at the task",
    "looks-away": "Looks away from the task",
    "is-helped": "Is helped by an adult",
    "finishes": "Finishes the task",
}
"""One-tap moments: what can be seen or heard, and nothing about why."""


@dataclass(frozen=True, slots=True)
class PhoneClock:
    """How far the phone's clock is from the server's. Positive: the phone is ahead."""

    received_at: datetime
    off: timedelta

    @property
    def off_seconds(self) -> int:
        return round(self.off.total_seconds())

    def seen_at(self, device_at: datetime) -> datetime:
        """When something was seen by the server's clock. Never later than it was received."""
        try:
            instant = device_at - self.off
        except OverflowError:
            return self.received_at
        return min(instant, self.received_at)


def phone_clock(*, sent_at: datetime, received_at: datetime) -> PhoneClock:
    """Compare the phone's clock with the server's. Exactly CLOCK_TOLERANCE apart is not off."""
    off = sent_at - received_at
    return PhoneClock(received_at, off if abs(off) > CLOCK_TOLERANCE else timedelta())


def off_words(off: timedelta) -> str:
    """ "2 minutes ahead", "1 day behind": in the largest whole unit, for people."""
    seconds = abs(int(off.total_seconds()))
    size, unit = next(
        (size, unit) for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")) if seconds >= size
    )
    count = round(seconds / size)
    return f"{count} {unit}{'' if count == 1 else 's'} {'ahead' if off > timedelta() else 'behind'}"


def clock_was_off(*, noted_at: datetime, device_at: datetime) -> bool:
    """Whether the time was put right. A phone seconds ahead is not off, though no note is from after its receipt."""
    return abs(noted_at - device_at) > CLOCK_TOLERANCE


def came_late(*, noted_at: datetime, received_at: datetime) -> bool:
    return received_at - noted_at > LATE_AFTER


# ---- what the plan of the lesson says ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedStage:
    key: str
    title: str
    minutes: int
    predictions: Mapping[str, str] = field(default_factory=dict)
    """Label of a case pupil -> what the group expects."""


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """What observers need of the research proposal."""

    learning_objective: str = ""
    stages: tuple[PlannedStage, ...] = ()
    criteria: Mapping[str, str] = field(default_factory=dict)
    """Label of a case pupil -> the success criterion."""

    def predictions(self, label: str) -> dict[str, str]:
        """What is expected of one case pupil, by stage; stages without are left out."""
        return {stage.key: stage.predictions[label] for stage in self.stages if stage.predictions.get(label)}

    def title_of(self, stage_key: str) -> str:
        """The stage's title; empty where the plan has no such stage (any more)."""
        return next((stage.title for stage in self.stages if stage.key == stage_key), "")


NO_PLAN = LessonPlan()


def plan_of(body: str) -> LessonPlan:
    """Read a stored proposal (rules/proposal.py). What it does not hold is empty."""
    found: dict[str, Any] = json.loads(body)
    return LessonPlan(
        learning_objective=found.get("learning_objective", ""),
        stages=tuple(
            PlannedStage(
                stage["key"], stage.get("title", ""), stage.get("minutes") or 0,
                {label: text for label, text in stage.get("predictions", {}).items() if text},
            )
            for stage in found.get("stages", [])
        ),
        criteria={pupil["label"]: pupil.get("success_criterion", "") for pupil in found.get("pupils", [])},
    )  # fmt: skip


# ---- while colleagues cover ----------------------------------------------------------------------

PROMPTS = (
    "Choose one pupil of {class_name} and write down word for word one thing that they say about the task.",
    "Watch one pair of {class_name} for three minutes: who speaks first, and what does the other do then?",
    "Look at one pupil's work at the start and at the end: what is there now that was not there before?",
    "Write down one question that a pupil of {class_name} asks, and whom they ask.",
    "Note the first thing that three pupils of {class_name} do when the task begins.",
    "When one pupil of {class_name} gets stuck, note what they try next, before anybody helps.",
)
"""One thing to look for while covering, so that who covers learns too. About pupils; nothing about the teacher."""


def cover_prompt(number: int, class_name: str) -> str:
    """The prompt for one need for cover: always the same for the same *number*, of any size."""
    return PROMPTS[number % len(PROMPTS)].format(class_name=class_name)
