"""A research lesson of a cycle with case pupils A and B and a plan of two stages, its notes and its discussion."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from build_round import a_round, a_school_at_work
from cast import NOW, Person, World
from sqlmodel import SQLModel, select

from app.lesson_study.tables import CasePupil, Cycle, ProposalVersion, PupilWatch, ResearchLesson

IN_CLASS = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A quarter of an hour into Amina's lesson with 7A."""
AFTER_CLASS = datetime(2026, 11, 2, 15, 10, tzinfo=UTC)
"""In the debrief of that day."""
PROPOSAL = {
    "learning_objective": "Explain why fractions need a common whole",
    "rationale": "They add the bottoms",
    "resources": "Paper strips",
    "new_here": "",
    "pupils": [
        {"label": "A", "success_criterion": "Says why"},
        {"label": "B", "success_criterion": "Shows it with strips"},
    ],
    "stages": [
        {"key": "start", "title": "Fold the strips", "minutes": 10, "teaching": "Hand out", "patterns": "",
         "predictions": {"A": "Folds at once", "B": ""}},
        {"key": "talk", "title": "Talk in pairs", "minutes": 20, "teaching": "Listen", "patterns": "",
         "predictions": {"A": "Waits", "B": "Explains"}},
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Studied:
    """Ids of a round in a cycle, as texts."""

    round_id: str
    group_id: str
    cycle_id: str
    lesson_id: str
    pupil_a: str
    pupil_b: str


async def a_plain_round(world: World) -> tuple[str, str]:
    """A round of Amina, Ben and Chloe outside any cycle; answers with the ids of round and group."""
    group_id = await a_school_at_work(world)
    made = await world.amina.post("/rounds", a_round(world, group_id))
    assert made.status_code == 201, made.text
    return made.json()["id"], group_id


async def a_studied_round(world: World, *, labels: str = "AB") -> Studied:
    """The same round as the first research lesson of a cycle of theirs."""
    round_id, group_id = await a_plain_round(world)
    return into_a_cycle(world, round_id, group_id, labels=labels)


def into_a_cycle(world: World, round_id: str, group_id: str, *, labels: str = "AB") -> Studied:
    """Make a round the first research lesson of a new cycle, with case pupils *labels*."""
    with world.database.writing(world.amina.scope) as session:
        own: dict[str, Any] = {"school_id": world.birch_id}
        cycle = Cycle(
            **own, group_id=UUID(group_id), title="A common whole", created_by=world.amina.staff_id, created_at=NOW
        )
        session.add(cycle)
        session.flush()
        lesson = ResearchLesson(**own, cycle_id=cycle.id, number=1, round_id=UUID(round_id), version=2)
        pupils = [CasePupil(**own, cycle_id=cycle.id, label=one, attributes="quiet,unsure") for one in labels]
        session.add_all([lesson, *pupils])
        session.flush()
        session.add(
            ProposalVersion(
                **own, research_lesson_id=lesson.id, number=2, body=json.dumps(PROPOSAL),
                saved_by=world.amina.staff_id, saved_at=NOW,
            )
        )  # fmt: skip
        if pupils:
            session.add(
                PupilWatch(**own, research_lesson_id=lesson.id, staff_id=world.ben.staff_id, case_pupil_id=pupils[0].id)
            )
        ids = [str(pupil.id) for pupil in pupils] + ["", ""]
        return Studied(round_id, group_id, str(cycle.id), str(lesson.id), ids[0], ids[1])


def a_note(text: str = "Folds the strip in three", **changes: Any) -> dict[str, Any]:
    """One note of a batch, about the whole class."""
    return {
        "id": str(uuid4()), "kind": "words", "text": text, "stage_key": "", "device_at": IN_CLASS.isoformat(),
    } | changes  # fmt: skip


def batch(*notes: dict[str, Any], sent_at: datetime = IN_CLASS) -> dict[str, Any]:
    """The body of POST /rounds/{id}/notes."""
    return {"sent_at": sent_at.isoformat(), "notes": list(notes)}


async def noted(world: World, person: Person, round_id: str, *notes: dict[str, Any]) -> list[str]:
    """Notes of *person*, stored; answers with their ids."""
    world.app.state.now.instant = max(world.app.state.now.instant, IN_CLASS)
    answer = await person.post(f"/rounds/{round_id}/notes", batch(*notes, sent_at=world.app.state.now.instant))
    assert answer.status_code == 200, answer.text
    assert {result["outcome"] for result in answer.json()["results"]} == {"stored"}, answer.text
    return [note["id"] for note in notes]


async def begun(world: World, round_id: str, **changes: Any) -> dict[str, Any]:
    """A discussion of the round, led by Ben, written by Chloe; the clock stands in the debrief."""
    world.app.state.now.instant = AFTER_CLASS
    wish = {"chair_id": str(world.ben.staff_id), "recorder_id": str(world.chloe.staff_id)} | changes
    answer = await world.amina.post(f"/rounds/{round_id}/discussion", wish)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def an_entry(text: str = "Folded it in three, then looked at B", **changes: Any) -> dict[str, Any]:
    """One point of a record."""
    return {"id": str(uuid4()), "step_key": "open", "text": text} | changes


async def closed(world: World, discussion_id: str, *pupil_ids: str) -> dict[str, Any]:
    """Take a UK discussion to its evidence, tell it of *pupil_ids*, and close it."""
    moved = await world.ben.post(f"/discussions/{discussion_id}/step", {"from": 0, "to": 3})
    assert moved.status_code == 200, moved.text
    for pupil_id in pupil_ids:
        entry = an_entry(step_key="observed", case_pupil_id=pupil_id)
        assert (await world.chloe.post(f"/discussions/{discussion_id}/entries", entry)).status_code == 201
    answer = await world.ben.post(f"/discussions/{discussion_id}/close")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(world: World, table: type[SQLModel], *, person: Person | None = None) -> list[Any]:
    """All of Birch's rows of *table*."""
    with world.database.reading((person or world.amina).scope) as session:
        return list(session.exec(select(table)).all())


async def step(person: Person, talk: dict[str, Any], before: int, to: int, **more: Any) -> httpx.Response:
    """What *person* is answered who takes the discussion from step *before* to *to*."""
    return await person.post(f"/discussions/{talk['id']}/step", {"from": before, "to": to}, **more)


async def enter(person: Person, talk: dict[str, Any], **changes: Any) -> httpx.Response:
    """What *person* is answered who records a point."""
    return await person.post(f"/discussions/{talk['id']}/entries", an_entry(**changes))


async def read(person: Person, studied: Studied) -> dict[str, Any]:
    """The discussion of a round as *person* sees it."""
    answer = await person.get(f"/rounds/{studied.round_id}/discussion")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def led_by(world: World, chair: str = "ben", recorder: str = "chloe") -> dict[str, str]:
    """The wish for a discussion with this chair and this recorder."""
    return {"chair_id": str(world.people[chair].staff_id), "recorder_id": str(world.people[recorder].staff_id)}


async def sent(world: World, person: str, round_id: str, *notes: dict[str, Any], at: datetime = IN_CLASS) -> Any:
    """What the server says to a batch."""
    answer = await world.people[person].post(f"/rounds/{round_id}/notes", batch(*notes, sent_at=at))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def items(world: World, person: str, round_id: str) -> list[dict[str, Any]]:
    """The notes of a round that *person* reads."""
    answer = await world.people[person].get(f"/rounds/{round_id}/notes")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def outcomes(answer: dict[str, Any]) -> list[str]:
    """What became of each note of a batch."""
    return [result["outcome"] for result in answer["results"]]
