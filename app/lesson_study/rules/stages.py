"""The way through a cycle: which stages a mode has, in order, and which is next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.lesson_study.rules.words import LESSONS_MAX, Mode, Stage

OF_A_LESSON = (Stage.PLAN, Stage.SCHEDULE, Stage.TEACH, Stage.INTERVIEW, Stage.DISCUSS, Stage.REVISE)
"""Gone through once for each research lesson."""
LIGHT = frozenset({Stage.PROTOCOL, Stage.SCHEDULE, Stage.TEACH, Stage.DISCUSS, Stage.SHARE})
"""What a group goes through that keeps to rounds: DOMAIN 3.6 without its paper."""
TITLES = {
    Stage.PROTOCOL: "Agree how you work",
    Stage.FOCUS: "Find your question",
    Stage.STUDY: "Study what is known",
    Stage.PLAN: "Plan the lesson",
    Stage.SCHEDULE: "Book the lesson",
    Stage.TEACH: "Teach and observe",
    Stage.INTERVIEW: "Ask the pupils",
    Stage.DISCUSS: "Discuss the evidence",
    Stage.REVISE: "Say what you change",
    Stage.CONSOLIDATE: "Draw it together",
    Stage.SHARE: "Share what you learned",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of one way. `lesson_number` is None where the stage is not about one research lesson."""

    stage: Stage
    lesson_number: int | None = None


def whole_way(lessons_planned: int) -> list[Step]:
    """Every stage of a full cycle, in order; PLAN to REVISE once for each research lesson."""
    assert 1 <= lessons_planned <= LESSONS_MAX
    lessons = [Step(stage, number) for number in range(1, lessons_planned + 1) for stage in OF_A_LESSON]
    before = [Step(Stage.PROTOCOL), Step(Stage.FOCUS), Step(Stage.STUDY)]
    return [*before, *lessons, Step(Stage.CONSOLIDATE), Step(Stage.SHARE)]


def way(mode: Mode, lessons_planned: int) -> list[Step]:
    """The stages that *mode* goes through, in order."""
    return [step for step in whole_way(lessons_planned) if mode == Mode.FULL or step.stage in LIGHT]


def step_of(stage: Stage, lesson_number: int) -> Step:
    """The step that a cycle stands at."""
    return Step(stage, lesson_number if stage in OF_A_LESSON else None)


def nearest(here: Step, mode: Mode, lessons_planned: int) -> Step:
    """Where a cycle stands after its mode or number of lessons has changed: *here*, or the first stage after it.

    Forwards, because what lies behind has been gone through; nothing that was written is touched.
    """
    order = {step: place for place, step in enumerate(whole_way(LESSONS_MAX))}
    return next(step for step in way(mode, lessons_planned) if order[step] >= order[here])


def after(here: Step, steps: Sequence[Step]) -> Step | None:
    """The stage that follows; None at the last."""
    place = steps.index(here) + 1
    return steps[place] if place < len(steps) else None


def is_behind(there: Step, here: Step, steps: Sequence[Step]) -> bool:
    """Whether *there* is on the way and comes before *here*."""
    return there in steps and steps.index(there) < steps.index(here)
