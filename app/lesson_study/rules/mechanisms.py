"""The 14 mechanisms of professional development and the six components of lesson study, shown by what happened. Pure.

Source: DOMAIN 3.8 (EEF 2021; collaborative lesson research). Which event shows which mechanism is our own reading, and
so is said in words each time. Nothing here is counted against anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.fair.rules.mechanisms import MECHANISMS, PARTS, Part

__all__ = ["HONEST_LINE", "MECHANISMS", "PARTS", "Happened"]

HONEST_LINE = (
    "The largest trial of lesson study in England (EEF, 2017, 181 schools) found no gain in pupils' attainment, though "
    "teachers valued it. Kenkyu claims none: what you see here says how well a cycle is designed, not what it will do."
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What a cycle holds that shows mechanisms."""

    earlier_title: str = ""
    question: str = ""
    measure: str = ""
    credible: int = 0
    affirmation: str = ""
    reminder: str = ""
    members: int = 0
    taught: Sequence[int] = ()
    """Numbers of the research lessons that were taught."""
    discussed: Sequence[int] = ()
    """Numbers of those whose record is closed, or whose debrief was held."""
    records: int = 0
    """Closed records of discussions."""
    dated_changes: int = 0
    checked_changes: int = 0
    proposals: int = 0
    """Research lessons with a written proposal."""
    other_name: str = ""
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """One of the six components of collaborative lesson research, and whether the cycle has it."""

    number: int
    name: str
    is_met: bool
    why: str


def evidence(happened: Happened) -> dict[int, list[str]]:
    """Number of each mechanism that events show -> what shows it, in sentences."""
    shown = {
        2: [f"It goes on from “{happened.earlier_title}”."] if happened.earlier_title else [],
        3: ["The group agreed on a research question."] if happened.question else [],
        4: [_counted(happened.credible, "credible source was", "credible sources were") + " studied."]
        if happened.credible else [],
        5: ["The group has said what went as hoped."] if happened.affirmation else [],
        7: ([f"{happened.members} colleagues go through it together."] if happened.members > 1 else [])
        + [f"The group discussed research lesson {number} together." for number in happened.discussed],
        8: [f"Colleagues watched research lesson {number}." for number in happened.taught],
        9: [_counted(happened.records, "discussion has its record", "discussions have their records") + "."]
        if happened.records else [],
        11: ["A reminder for the classroom is chosen."] if happened.reminder else [],
        12: [_counted(happened.dated_changes, "change has a day", "changes have a day") + " to be tried by."]
        if happened.dated_changes else [],
        13: [_counted(happened.checked_changes, "change was", "changes were") + " looked at again."]
        if happened.checked_changes else [],
        14: [f"The lesson was taught again as research lesson {number}." for number in happened.taught if number > 1],
    }  # fmt: skip
    return {number: sentences for number, sentences in shown.items() if sentences}


def held_by_part(held: Sequence[int]) -> dict[Part, int]:
    """How many mechanisms of each part the cycle holds."""
    return {part: sum(one.part == part and one.number in held for one in MECHANISMS) for part in PARTS}


def is_balanced(held: Sequence[int]) -> bool:
    """Whether each of the four parts holds at least one: what the review calls a balanced design."""
    return all(held_by_part(held).values())


def fidelity(happened: Happened) -> list[Component]:
    """The six components: what is there, and of what is not, what would make it so."""
    taught_and_discussed = set(happened.taught) & set(happened.discussed)
    return [
        Component(
            1, "A clear research purpose", bool(happened.question and happened.measure),
            "A question and a measure are written." if happened.question and happened.measure
            else "Write the research question, and how you will know.",
        ),
        Component(
            2, "Kyouzai kenkyuu: studying what is taught", happened.credible > 0,
            _counted(happened.credible, "credible source was", "credible sources were") + " studied."
            if happened.credible else "Study at least one credible source before you plan.",
        ),
        Component(
            3, "A written research proposal", happened.proposals > 0,
            "The plan is written." if happened.proposals else "Write the proposal of a research lesson.",
        ),
        Component(
            4, "A live research lesson and its discussion", bool(taught_and_discussed),
            "A research lesson was watched and discussed." if taught_and_discussed
            else "Teach a research lesson with colleagues watching, and discuss it.",
        ),
        Component(
            5, "Knowledgeable others", bool(happened.other_name),
            f"{happened.other_name} goes with you." if happened.other_name
            else "Invite somebody who knows the subject and stands outside the group.",
        ),
        Component(
            6, "Sharing of results", happened.is_published,
            "The finding is published." if happened.is_published else "Publish a finding.",
        ),
    ]  # fmt: skip


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
