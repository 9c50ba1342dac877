"""A cycle with something in every place where a group can write, stored as its screens store it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from build_round import a_round, a_school_at_work
from cast import NOW, Person, World

from app.lesson_study.rules.interviews import QUESTIONS
from app.lesson_study.rules.words import DiscussionProtocol, DiscussionState, NoteKind, SourceKind
from app.lesson_study.tables import (
    CasePupil,
    Cycle,
    Discussion,
    DiscussionEntry,
    EvidenceNote,
    MechanismClaim,
    NextChange,
    ProposalVersion,
    PupilInterview,
    PupilWatch,
    ResearchLesson,
    StudySource,
)

SEEN_AT = NOW + timedelta(minutes=50)
"""In the first lesson of NOW's Monday: 8:50 by the school's clocks."""


@dataclass
class Written:
    """A stored cycle, and every text that somebody wrote in it."""

    world: World
    group_id: str
    cycle_id: UUID
    lesson_id: UUID
    round_id: UUID
    pupils: dict[str, UUID]
    texts: list[str] = field(default_factory=list)

    @property
    def pdf(self) -> str:
        return f"/cycles/{self.cycle_id}/document.pdf"

    @property
    def docx(self) -> str:
        return f"/cycles/{self.cycle_id}/document.docx"

    @property
    def sheet(self) -> str:
        return f"/rounds/{self.round_id}/observation-sheet.pdf"

    def note(self, by: Person, text: str, label: str = "", stage: str = "", **more: Any) -> UUID:
        """Store a note of *by*, seen at SEEN_AT unless *more* says otherwise."""
        note = EvidenceNote(
            school_id=self.world.birch_id, round_id=self.round_id, staff_id=by.staff_id,
            case_pupil_id=self.pupils.get(label), stage_key=stage, text=text,
            **({"kind": NoteKind.WORDS, "noted_at": SEEN_AT, "device_at": SEEN_AT, "received_at": SEEN_AT} | more),
        )  # fmt: skip
        self.store(note)
        return note.id

    def store(self, *rows: Any) -> None:
        with self.world.database.writing(self.world.amina.scope) as session:
            for row in rows:
                session.add(row)
                session.flush()


def proposal(say: Any, labels: Sequence[str], stages: int = 2) -> dict[str, Any]:
    """A plan in which *say* has written every text."""
    return {
        "learning_objective": say("objective"), "rationale": say("rationale"), "resources": say("resources"),
        "new_here": say("new here"),
        "pupils": [{"label": label, "success_criterion": say(f"criterion {label}")} for label in labels],
        "stages": [
            {
                "key": f"stage-{number}", "title": say(f"stage {number}"), "minutes": 10 + number,
                "teaching": say(f"teaching {number}"), "patterns": say(f"patterns {number}"),
                "predictions": {label: say(f"prediction {label} {number}") for label in labels},
            }
            for number in range(1, stages + 1)
        ],
    }  # fmt: skip


async def a_written_cycle(
    world: World, *, around: str = "{}", labels: Sequence[str] = "ABC", stages: int = 2, **more: Any
) -> Written:
    """A cycle of Amina, Ben and Chloe with one research lesson: Amina teaches, Ben watches A and B, Chloe C.

    Args:
        around: what every text stands in, for texts that would do harm.
        more: fields of the cycle.
    """
    group_id = await a_school_at_work(world)
    booked = await world.amina.post("/rounds", a_round(world, group_id))
    assert booked.status_code == 201, booked.text
    texts: list[str] = []

    def say(words: str) -> str:
        texts.append(around.format(words.replace(" ", "-")))
        return texts[-1]

    school, amina, ben, chloe = world.birch_id, world.amina.staff_id, world.ben.staff_id, world.chloe.staff_id
    cycle = Cycle(
        school_id=school, group_id=UUID(group_id), created_by=amina, created_at=NOW, other_id=chloe,
        **({name: say(name) for name in (
            "title", "research_question", "research_theme", "baseline", "success_measure", "progress", "reflection",
            "affirmation", "reminder",
        )} | more),
    )  # fmt: skip
    pupils = {
        label: CasePupil(
            school_id=school, cycle_id=cycle.id, label=label, attributes="quiet,new_to_english",
            typifies=say(f"typifies {label}"),
        )
        for label in labels
    }  # fmt: skip
    lesson = ResearchLesson(
        school_id=school, cycle_id=cycle.id, number=1, round_id=UUID(booked.json()["id"]), version=2
    )
    written = Written(
        world, group_id, cycle.id, lesson.id, UUID(booked.json()["id"]),
        {label: row.id for label, row in pupils.items()}, texts,
    )  # fmt: skip
    watching = [(ben, label) for label in labels[:2]] + [(chloe, label) for label in labels[2:]]
    written.store(
        cycle,
        StudySource(
            school_id=school, cycle_id=cycle.id, kind=SourceKind.RESEARCH, title=say("source"),
            link="https://example.org/a-study", taken_from_it=say("taken from it"), added_by=amina, added_at=NOW,
        ),
        MechanismClaim(
            school_id=school, cycle_id=cycle.id, number=6, note=say("claim"), done_on=date(2026, 11, 1),
            by_staff_id=amina, made_at=NOW,
        ),
        *pupils.values(),
        lesson,
        ProposalVersion(
            school_id=school, research_lesson_id=lesson.id, number=2, body=json.dumps(proposal(say, labels, stages)),
            saved_by=amina, saved_at=NOW,
        ),
        *(
            PupilWatch(
                school_id=school, research_lesson_id=lesson.id, staff_id=staff_id, case_pupil_id=pupils[label].id
            )
            for staff_id, label in watching
        ),
        NextChange(
            school_id=school, research_lesson_id=lesson.id, text=say("change"), by_on=date(2026, 11, 9),
            outcome=say("outcome"), checked_at=NOW, by_staff_id=ben, made_at=NOW,
        ),
    )  # fmt: skip
    if labels:
        written.note(world.ben, say("seen of A"), "A", "stage-1")
        _talk(written, say)
    written.note(world.amina, say("seen of all"))
    return written


def _talk(written: Written, say: Any) -> None:
    """An interview with A, and a discussion of two entries."""
    world, school = written.world, written.world.birch_id
    discussion = Discussion(
        school_id=school, round_id=written.round_id, protocol=DiscussionProtocol.UK, state=DiscussionState.CLOSED,
        chair_id=world.ben.staff_id, recorder_id=world.chloe.staff_id, step_began_at=SEEN_AT, began_at=SEEN_AT,
        closed_at=SEEN_AT,
    )  # fmt: skip
    entries = [("next", None, "entry of next"), ("observed", written.pupils["A"], "entry of observed")]
    written.store(
        PupilInterview(
            school_id=school, round_id=written.round_id, case_pupil_id=written.pupils["A"],
            staff_id=world.chloe.staff_id, held_at=SEEN_AT, **{key: say(f"answer {key}") for key in QUESTIONS},
        ),
        discussion,
        *(
            DiscussionEntry(
                school_id=school, discussion_id=discussion.id, step_key=key, case_pupil_id=pupil_id,
                speaker_id=world.amina.staff_id, text=say(words), by_staff_id=world.chloe.staff_id,
                made_at=SEEN_AT + timedelta(seconds=number),
            )
            for number, (key, pupil_id, words) in enumerate(entries)
        ),
    )  # fmt: skip
