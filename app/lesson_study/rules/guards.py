"""What stands between a stage and the next, in sentences, each with the place where it is put right. Pure.

DOMAIN 3.6. Nothing here is stored: what is missing is worked out from what the group has entered, each time anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.lesson_study.rules.stages import Step
from app.lesson_study.rules.words import Mode, SourceKind, Stage

CREDIBLE = frozenset({SourceKind.RESEARCH, SourceKind.GUIDANCE, SourceKind.CURRICULUM})
PUPILS_ADVISED = 3  # DOMAIN 3.6: typically three.
PLD_MINUTES_ADVISED = 45
PLD_HOURS_ADVISED = 36


class Place(StrEnum):
    """Where the screen takes somebody who wants to put right what is missing."""

    PROTOCOL = "protocol"
    FOCUS = "focus"
    SOURCES = "sources"
    PUPILS = "pupils"
    PROPOSAL = "proposal"
    WATCH = "watch"
    SCHEDULE = "schedule"
    NOTES = "notes"
    INTERVIEWS = "interviews"
    DISCUSSION = "discussion"
    CHANGES = "changes"
    CONSOLIDATE = "consolidate"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Missing:
    text: str
    to: Place


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The round in which a research lesson is taught."""

    is_live: bool
    """Neither called off nor made impossible by a new timetable."""
    is_discussed: bool
    starts_at: datetime
    ends_at: datetime
    debrief_starts_at: datetime
    debrief_minutes: int
    open_cover: int
    """Half hours for whose class nobody has agreed to stand in yet."""
    observers: frozenset[str]
    """Names of those who are booked to watch."""


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """What has been entered about one research lesson. Labels of case pupils throughout."""

    has_objective: bool = False
    with_criterion: frozenset[str] = frozenset()
    with_prediction: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()
    watchers: frozenset[str] = frozenset()
    """Names of those who watch a pupil."""
    round: RoundFacts | None = None
    noted: frozenset[str] = frozenset()
    notes: int = 0
    """Of any pupil or of none."""
    interviewed: frozenset[str] = frozenset()
    discussed: frozenset[str] = frozenset()
    """Pupils with an entry in the record of the discussion."""
    is_record_closed: bool = False
    has_record: bool = False
    changes: int = 0


NOTHING_YET = LessonFacts()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the guards ask about a cycle."""

    mode: Mode
    group_missing: Sequence[str] = ()
    """What the group itself lacks: members, signatures to its protocol."""
    question: str = ""
    baseline: str = ""
    measure: str = ""
    sources: Collection[SourceKind] = ()
    labels: Sequence[str] = ()
    lessons: dict[int, LessonFacts] = field(default_factory=dict)
    progress: str = ""
    reflection: str = ""
    has_finding: bool = False
    is_published: bool = False
    now: datetime | None = None

    def lesson(self, step: Step) -> LessonFacts:
        assert step.lesson_number is not None
        return self.lessons.get(step.lesson_number, NOTHING_YET)


def missing(step: Step, facts: Facts) -> list[Missing]:
    """What must be there before the cycle goes on from *step*; empty when nothing is missing."""
    match step.stage:
        case Stage.PROTOCOL:
            return [Missing(sentence, Place.PROTOCOL) for sentence in facts.group_missing]
        case Stage.FOCUS:
            return _focus(facts)
        case Stage.STUDY:
            return _study(facts)
        case Stage.PLAN:
            return _plan(facts, facts.lesson(step))
        case Stage.SCHEDULE:
            return _schedule(facts.lesson(step))
        case Stage.TEACH:
            return _teach(facts, facts.lesson(step))
        case Stage.INTERVIEW:
            return []
        case Stage.DISCUSS:
            return _discuss(facts, facts.lesson(step))
        case Stage.REVISE:
            return _revise(facts.lesson(step))
        case Stage.CONSOLIDATE:
            return _consolidate(facts)
        case Stage.SHARE:
            return _share(facts)


def warnings(step: Step, facts: Facts) -> list[str]:
    """What research advises otherwise, allowed all the same. Sentences for the screen."""
    match step.stage:
        case Stage.FOCUS:
            return (
                [] if facts.baseline else ["Say where pupils stand now: without it nobody can tell what has changed."]
            )
        case Stage.PLAN:
            return _plan_advice(facts, facts.lesson(step))
        case Stage.SCHEDULE:
            return _schedule_advice(facts.lesson(step))
        case Stage.INTERVIEW:
            without = [label for label in facts.labels if label not in facts.lesson(step).interviewed]
            return [f"Nobody has spoken with {_pupils(without)} yet. Five minutes each is enough."] if without else []
        case _:
            return []


def _focus(facts: Facts) -> list[Missing]:
    found = []
    if not facts.question:
        found.append(Missing("Write your research question.", Place.FOCUS))
    if not facts.measure:
        found.append(Missing("Say how you will know that pupils have learned it.", Place.FOCUS))
    return found


def _study(facts: Facts) -> list[Missing]:
    if CREDIBLE & set(facts.sources):
        return []
    if facts.sources:
        return [Missing("Add research, guidance or curriculum: a credible source beside what you have.", Place.SOURCES)]
    return [Missing("Add at least one credible source: research, guidance or curriculum.", Place.SOURCES)]


def _plan(facts: Facts, lesson: LessonFacts) -> list[Missing]:
    if not facts.labels:
        return [Missing("Choose your case pupils; three are usual.", Place.PUPILS)]
    found = []
    if without := [label for label in facts.labels if label not in lesson.with_criterion]:
        found.append(Missing(f"Say what success is for {_pupils(without)}.", Place.PROPOSAL))
    if without := [label for label in facts.labels if label not in lesson.with_prediction]:
        found.append(Missing(f"Predict what {_pupils(without)} will do in at least one stage.", Place.PROPOSAL))
    if without := [label for label in facts.labels if label not in lesson.watched]:
        found.append(Missing(f"Decide who watches {_pupils(without)}.", Place.WATCH))
    return found


def _plan_advice(facts: Facts, lesson: LessonFacts) -> list[str]:
    found = []
    if not lesson.has_objective:
        found.append("The plan has no learning objective yet.")
    if facts.labels and len(facts.labels) < PUPILS_ADVISED:
        found.append("Three case pupils are usual: they stand for groups of learners.")
    return found


def _schedule(lesson: LessonFacts) -> list[Missing]:
    booked = lesson.round
    if booked is None:
        return [Missing("Book the lesson, or choose a round that is booked.", Place.SCHEDULE)]
    if not booked.is_live:
        return [Missing("The round was called off, or the timetable has changed. Choose another.", Place.SCHEDULE)]
    if booked.open_cover:
        halves = "half hour has" if booked.open_cover == 1 else "half hours have"
        return [Missing(f"{booked.open_cover} {halves} no cover that anybody agreed to yet.", Place.SCHEDULE)]
    return []


def _schedule_advice(lesson: LessonFacts) -> list[str]:
    booked = lesson.round
    if booked is None:
        return []
    found = []
    if booked.debrief_minutes < PLD_MINUTES_ADVISED:
        found.append(
            f"A full discussion takes {PLD_MINUTES_ADVISED} minutes; {booked.debrief_minutes} are booked for it."
        )
    if booked.debrief_starts_at - booked.ends_at > timedelta(hours=PLD_HOURS_ADVISED):
        found.append(f"The discussion is more than {PLD_HOURS_ADVISED} hours after the lesson.")
    if absent := sorted(lesson.watchers - booked.observers):
        found.append(f"{_names(absent)} {_has(absent)} a pupil to watch, and is not booked to observe.")
    return found


def _teach(facts: Facts, lesson: LessonFacts) -> list[Missing]:
    booked = lesson.round
    if booked is None or not booked.is_live:
        return _schedule(lesson)
    if facts.now is not None and facts.now < booked.starts_at:
        return [Missing("The lesson has not been taught yet.", Place.SCHEDULE)]
    if without := [label for label in facts.labels if label not in lesson.noted]:
        return [Missing(f"There is no note about {_pupils(without)} yet.", Place.NOTES)]
    if not lesson.notes:
        return [Missing("There is no note from the lesson yet.", Place.NOTES)]
    return []


def _discuss(facts: Facts, lesson: LessonFacts) -> list[Missing]:
    if facts.mode == Mode.LIGHT and lesson.round is not None and lesson.round.is_discussed:
        return []
    if not lesson.has_record:
        return [Missing("Hold the discussion, and keep its record.", Place.DISCUSSION)]
    if without := [label for label in facts.labels if label not in lesson.discussed]:
        return [Missing(f"Enter what you saw {_pupils(without)} do.", Place.DISCUSSION)]
    if not lesson.is_record_closed:
        return [Missing("Close the record of the discussion.", Place.DISCUSSION)]
    return []


def _revise(lesson: LessonFacts) -> list[Missing]:
    return [] if lesson.changes else [Missing("Write down at least one thing to change next time.", Place.CHANGES)]


def _consolidate(facts: Facts) -> list[Missing]:
    found = []
    if not facts.progress:
        found.append(Missing("Say what became of the case pupils.", Place.CONSOLIDATE))
    if not facts.reflection:
        found.append(Missing("Write what you take from this cycle.", Place.CONSOLIDATE))
    return found


def _share(facts: Facts) -> list[Missing]:
    if facts.is_published:
        return []
    if facts.has_finding:
        return [Missing("Publish your finding, or say why it stays in the group.", Place.FINDING)]
    return [Missing("Write a finding from this cycle, or say why it stays in the group.", Place.FINDING)]


def _pupils(labels: Sequence[str]) -> str:
    return f"pupil {labels[0]}" if len(labels) == 1 else f"pupils {_names(labels)}"


def _names(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _has(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"
