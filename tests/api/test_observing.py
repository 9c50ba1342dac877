"""What observers and those who cover are given: the plan, whom to watch, and one thing to look for."""

import pytest
from build_evidence import (
    IN_CLASS,
    a_note,
    a_plain_round,
    a_studied_round,
    noted,
    rows,
)
from build_round import a_round, a_school_at_work, watching
from cast import World
from conftest import Clock
from refusals import refused

from app.lesson_study.rules import evidence as rules
from app.lesson_study.tables import EvidenceRead

# ---- what a phone needs ----------------------------------------------------------------------------


async def test_a_phone_gets_the_plan_and_whom_to_watch_in_one_answer(world: World, clock: Clock) -> None:
    studied = await a_studied_round(world)
    clock.instant = IN_CLASS

    seen = (await world.ben.get(f"/rounds/{studied.round_id}/observing")).json()

    assert seen["rule"] == "Eyes and ears, not mouths and hands."
    assert seen["round"] | {"held_on": "2026-11-02"} == seen["round"]
    assert (seen["round"]["class_name"], seen["round"]["host_name"], seen["round"]["room"]) == ("7A", "Amina", "M1")
    assert (seen["cycle_id"], seen["research_lesson_id"]) == (studied.cycle_id, studied.lesson_id)
    assert seen["learning_objective"] == "Explain why fractions need a common whole"
    assert [(one["key"], one["minutes"]) for one in seen["stages"]] == [("start", 10), ("talk", 20)]
    assert [(one["label"], one["is_mine"], one["success_criterion"]) for one in seen["pupils"]] == [
        ("A", True, "Says why"),
        ("B", False, "Shows it with strips"),
    ]
    assert seen["pupils"][0]["predictions"] == {"start": "Folds at once", "talk": "Waits"}
    assert seen["pupils"][1]["predictions"] == {"talk": "Explains"}
    assert seen["pupils"][0]["attributes"] == ["quiet", "unsure"]
    assert seen["may_note"]
    assert len(seen["moments"]) == len(rules.MOMENTS)
    assert seen["server_now"] == "2026-11-02T09:00:00Z"


async def test_a_round_outside_any_cycle_can_be_observed_too(world: World) -> None:
    round_id, _ = await a_plain_round(world)

    seen = (await world.ben.get(f"/rounds/{round_id}/observing")).json()

    assert (seen["cycle_id"], seen["pupils"], seen["stages"], seen["learning_objective"]) == (None, [], [], "")
    assert await noted(world, world.ben, round_id, a_note())


async def test_a_phone_holds_nobody_else_s_notes(world: World) -> None:
    studied = await a_studied_round(world)
    await noted(world, world.chloe, studied.round_id, a_note("Chloe's"))
    await noted(world, world.ben, studied.round_id, a_note("Ben's"))

    seen = (await world.ben.get(f"/rounds/{studied.round_id}/observing")).json()

    assert [note["text"] for note in seen["mine"]] == ["Ben's"]
    assert rows(world, EvidenceRead) == []


# ---- while colleagues cover ------------------------------------------------------------------------


async def a_class_to_cover(world: World) -> str:
    """Chloe watches Amina; Ben is asked to take 8B meanwhile. Answers with the id of the need."""
    group_id = await a_school_at_work(world)
    wish = a_round(world, group_id, observers=[watching(world.chloe, 0, world.ben)])
    made = await world.amina.post("/rounds", wish)
    assert made.status_code == 201, made.text
    need: str = made.json()["observations"][0]["cover"]["id"]
    return need


async def test_whoever_covers_gets_the_focus_and_one_thing_to_look_for(world: World) -> None:
    slot_id = await a_class_to_cover(world)

    asked = await world.ben.get(f"/cover-slots/{slot_id}/prompt")
    await world.ben.post(f"/cover-slots/{slot_id}/accept")
    agreed = await world.ben.get(f"/cover-slots/{slot_id}/prompt")

    assert (asked.status_code, asked.json()["focus"]) == (200, "Explaining before writing")
    assert asked.json() == agreed.json() == (await world.amina.get(f"/cover-slots/{slot_id}/prompt")).json()
    assert asked.json()["prompt"] in {prompt.format(class_name="8B") for prompt in rules.PROMPTS}


@pytest.mark.parametrize("person", ["hana", "dev", "grace"])
async def test_who_only_answers_for_cover_gets_no_prompt(world: World, person: str) -> None:
    slot_id = await a_class_to_cover(world)

    refused(await world.people[person].get(f"/cover-slots/{slot_id}/prompt"), 403, "forbidden")


@pytest.mark.parametrize("person", ["frank", "eve"])
async def test_who_has_nothing_to_do_with_a_class_to_cover_knows_of_no_prompt(world: World, person: str) -> None:
    slot_id = await a_class_to_cover(world)

    refused(await world.people[person].get(f"/cover-slots/{slot_id}/prompt"), 404, "not-found")
