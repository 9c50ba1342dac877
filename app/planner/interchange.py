"""Reads the interchange format `lesson-study-plan/1`; interchange_json.py writes it."""

from typing import Final

from app.planner.interchange_instance import InstanceReader
from app.planner.interchange_json import (
    FORMAT,
    figures_json,
    infeasible_json,
    instance_json,
    outcome_json,
    plan_json,
    reason_json,
)
from app.planner.json_reading import Faults, Node, UnreadableFile, parse
from app.planner.problem import (
    Debrief,
    Observation,
    Plan,
    Problem,
    Release,
    ResearchLesson,
)

__all__ = [
    "FORMAT",
    "UnreadableInstance",
    "UnreadablePlan",
    "figures_json",
    "infeasible_json",
    "instance_json",
    "outcome_json",
    "plan_json",
    "read_instance",
    "read_plan",
    "reason_json",
]

RESEARCH_LESSONS_MAX: Final = 150_000
"""As many as the largest instance could ask for."""
OBSERVATIONS_MAX: Final = 100
SLICE_MAX: Final = 1_440


class UnreadableInstance(UnreadableFile):
    """An instance that cannot be planned, with all that has to be mended first."""


class UnreadablePlan(UnreadableFile):
    """A plan's file that cannot be understood."""


def read_instance(raw: bytes) -> Problem:
    """Read an instance.

    Raises:
        UnreadableInstance: with up to 50 faults, each with its key path or its line and column.
    """
    faults = Faults(UnreadableInstance)
    root = parse(raw, faults)
    named = root.maybe("format")
    if named.is_there and named.text() != FORMAT:
        named.wrong(f'Only the format "{FORMAT}" is read; export the instance in it.')
    problem = InstanceReader(root).problem()
    faults.stop()
    return problem


def read_plan(raw: bytes) -> Plan:
    """Read the research lessons of a plan's file; what else it holds is passed over.

    Raises:
        UnreadablePlan: with up to 50 faults.
    """
    faults = Faults(UnreadablePlan)
    lessons = parse(raw, faults).key("research_lessons").items(RESEARCH_LESSONS_MAX, "research lessons")
    plan = Plan(tuple(_research_lesson(node) for node in lessons))
    faults.stop()
    return plan


def _research_lesson(node: Node) -> ResearchLesson:
    debrief = node.key("debrief")
    return ResearchLesson(
        group=node.key("group").text(),
        host=node.key("host").text(),
        on=node.key("date").date(),
        period=node.key("period").text(),
        observations=tuple(
            _observation(inner) for inner in node.key("observations").items(OBSERVATIONS_MAX, "observations")
        ),
        debrief=Debrief(debrief.key("date").date(), debrief.key("start").clock()),
    )


def _observation(node: Node) -> Observation:
    written, coverer = node.key("release"), node.maybe("cover_by")
    named = written.text()
    release = next((release for release in Release if release == named), None)
    if release is None and named:
        written.wrong(f"The release is one of {', '.join(Release)}; write one of them.")
    return Observation(
        observer=node.key("observer").text(),
        slice=node.key("slice").whole(0, SLICE_MAX),
        release=release or Release.NONE,
        cover_by=coverer.text() if coverer.is_there else None,
    )
