"""What three of Larkmere's groups ask, plan and see in their cycles, whatever subject they teach."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PupilText:
    """A case pupil: words of the closed list, whom they stand for, what would count, what is expected at each stage."""

    label: str
    attributes: tuple[str, ...]
    typifies: str
    success: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    kind: str
    title: str
    taken: str


@dataclass(frozen=True, slots=True)
class CycleText:
    """One cycle. `stages` are title, minutes and what the host does; `seen` and `said` are by label and stage."""

    group: str
    title: str
    question: str
    baseline: str
    measure: str
    sources: tuple[SourceText, ...]
    objective: str
    rationale: str
    new_here: str
    pupils: tuple[PupilText, ...]
    stages: tuple[tuple[str, int, str], ...]
    seen: tuple[tuple[str, int, str], ...]
    interviews: tuple[tuple[str, dict[str, str]], ...]
    said: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    reminder: str


_PLANNING: Final = CycleText(
    group="Planning their own work",
    title="A plan that is used, not only written",
    question="When pupils see a plan fail and mend it together, do they go back to their own plan while they work?",
    baseline="In September we looked at 24 extended answers. Nineteen had a plan above them; in three we could see "
    "that the plan had been changed or followed after the first paragraph.",
    measure="Each case pupil goes back to the plan at least once without being told, and can say why.",
    sources=(
        SourceText(
            "guidance",
            "Guidance report on metacognition and self-regulated learning",
            "Model the thinking, not only the product: say aloud why a step of the plan is dropped.",
        ),
        SourceText(
            "curriculum",
            "Our schemes of work for the autumn term",
            "Every subject has one extended task in November; only one of them gives time to plan.",
        ),
    ),
    objective="Pupils mend a plan before they begin to write, and change it once while they write.",
    rationale="Our pupils treat the plan as a page to be filled before the real work. They have never watched a plan "
    "fail. If we show one failing, and mend it aloud, the plan may become a tool.",
    new_here="The plan is written in pencil on a strip that stays beside the answer, and may be cut.",
    pupils=(
        PupilText(
            "A",
            ("middle_prior", "talkative"),
            "Those who say it well and write half of it",
            "Moves or strikes out one part of the plan, and says why.",
            ("Suggests a mend aloud, early.", "Fills the strip quickly, in order.", "Does not look at it again."),
        ),
        PupilText(
            "B",
            ("higher_prior", "quiet"),
            "Those who plan in their heads",
            "Uses the strip to add something that was not there at first.",
            ("Listens, writes nothing.", "Leaves boxes empty.", "Writes at once, at length."),
        ),
        PupilText(
            "C",
            ("lower_prior", "unsure"),
            "Those who wait for the first sentence",
            "Begins within two minutes, from the strip.",
            ("Looks at the neighbour.", "Copies two words from the board.", "Starts after help."),
        ),
    ),
    stages=(
        ("A plan that fails", 10, "The host reads out a plan and the answer it led to, and asks where it went wrong."),
        ("Mend it, write yours", 15, "In pairs pupils cut and move the strips of the plan; then they write their own."),
        ("Work with the plan", 25, "Pupils write. After ten minutes: one minute only to look at the strip."),
    ),
    seen=(
        ("A", 0, "“It says the same thing twice, there and there.”"),
        ("B", 0, "Reads the strip to the end. Does not speak."),
        ("C", 0, "Looks at the board, then at the neighbour’s strip."),
        ("C", 1, "Cuts the strip in two. Holds one piece above the other."),
        ("A", 1, "Writes four boxes in order, one after another."),
        ("B", 1, "Two boxes empty. Draws an arrow back to the first."),
        ("C", 2, "Copies the first box as the first sentence. Begins 70 seconds in."),
        ("B", 2, "Stops after a paragraph. Fills the empty box, then goes on."),
        ("A", 2, "Strip under the elbow until the minute; reads it, strikes out the third box."),
        ("A", 2, "“I’d already said that one.”"),
    ),
    interviews=(
        ("A", {"learned": "That you can cross bits out of a plan.", "helped": "The minute when nobody wrote."}),
        ("C", {"can_do_now": "Start from the first box.", "change": "Have the strips bigger."}),
    ),
    said=(
        ("A", "Struck out the third box in the silent minute, not before; said aloud why."),
        ("B", "Went back unprompted to an empty box after the first paragraph."),
        ("C", "Began from the strip within two minutes; did not look at it again."),
    ),
    changes=(
        "Give the silent minute twice, after seven and after fifteen minutes.",
        "Make the strips twice as large, with one box that is empty on purpose.",
    ),
    reminder="An empty strip on the corner of each exercise book.",
)
_EXPLAINING: Final = CycleText(
    group="Explaining before writing",
    title="Say it, then write it",
    question="Does saying the whole explanation to a partner first change what pupils put on paper?",
    baseline="Of 28 pupils, 20 used a reason when they spoke to us, 9 when they wrote about the same thing.",
    measure="A reason that was said aloud is found again in what each case pupil writes.",
    sources=(
        SourceText(
            "research",
            "Studies of oral rehearsal before writing",
            "Rehearsing whole sentences helps most when the listener has a job.",
        ),
    ),
    objective="Pupils give one reason aloud in a whole sentence and keep it in writing.",
    rationale="What our pupils say is often better than what they write. We want to see where it is lost.",
    new_here="The listener keeps a tally of reasons and gives it back before anybody writes.",
    pupils=(
        PupilText(
            "A",
            ("talkative", "writes_little"),
            "Those who speak readily and write little",
            "Uses “because” once on paper.",
            ("Speaks first.", "Gives a reason.", "Writes the answer only."),
        ),
        PupilText(
            "B",
            ("quiet", "confident"),
            "Those who are quiet and secure in writing",
            "Speaks for two turns.",
            ("Waits.", "Explains when asked.", "Writes three sentences."),
        ),
        PupilText(
            "C",
            ("new_to_english",),
            "Those who are new to English",
            "Links two cards with a word.",
            ("Uses cards.", "Single words.", "Copies a stem."),
        ),
    ),
    stages=(
        ("Recall", 8, "Three cards from last lesson, put in order without speaking."),
        ("Explain aloud", 17, "In pairs, with roles: one explains, one counts reasons."),
        ("Write", 20, "The same explanation on paper, the tally beside it."),
    ),
    seen=(
        ("A", 1, "“It goes further because there is less to stop it.”"),
        ("B", 1, "Speaks twice, both times when the partner stops."),
        ("C", 1, "Puts two cards side by side and says “so”."),
        ("A", 2, "Writes the first half of the sentence that was said. Stops."),
    ),
    interviews=(),
    said=(),
    changes=(),
    reminder="",
)
_STARTING: Final = CycleText(
    group="Ready to start",
    title="The first two minutes of a task",
    question="Which of the questions that pupils ask in the first two minutes are about the words of the task?",
    baseline="",
    measure="",
    sources=(),
    objective="",
    rationale="",
    new_here="",
    pupils=(),
    stages=(),
    seen=(),
    interviews=(),
    said=(),
    changes=(),
    reminder="",
)

TEXTS: Final = (_PLANNING, _EXPLAINING, _STARTING)
"""One that has discussed its first lesson and planned the second; one that has watched; one that has begun."""
