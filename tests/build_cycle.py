"""Cycles made over HTTP, as their groups make them, stage by stage."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from build_round import a_group, a_round, a_school_at_work
from cast import Clock, Person, World
from refusals import refused

from app.identity import actions as identity

MONDAYS = ("2026-11-02", "2026-11-09")
TEXTS = {
    "title": "Talk before writing", "mode": "full", "lessons_planned": 2, "protocol": "uk", "other_id": None,
    "earlier_id": None, "research_question": "Does talk first help pupils to give reasons?",
    "research_theme": "Reasons in words", "baseline": "Four of 28 give a reason.",
    "success_measure": "Half give a reason unasked.", "progress": "", "reflection": "", "affirmation": "",
    "reminder": "",
}  # fmt: skip
PUPILS = [
    {"label": "A", "attributes": ["quiet", "higher_prior"], "typifies": "Those who know and do not say"},
    {"label": "B", "attributes": [], "typifies": "Those who talk and do not write"},
    {"label": "C", "attributes": ["multilingual"], "typifies": ""},
]
SOURCE = {
    "kind": "research", "title": "On exploratory talk", "link": "https://example.org/talk", "taken_from_it": "Pairs.",
}  # fmt: skip
STAGE = {
    "key": "opening", "title": "Opening", "minutes": 10, "teaching": "Ask in pairs",
    "predictions": {"A": "Listens", "B": "Asks", "C": "Waits"}, "patterns": "",
}  # fmt: skip
PROPOSAL = {
    "learning_objective": "Give one reason", "rationale": "", "resources": "", "new_here": "Pairs before paper",
    "pupils": [{"label": label, "success_criterion": f"{label} gives a reason"} for label in "ABC"],
    "stages": [STAGE],
}  # fmt: skip


def ok(answer: Any) -> dict[str, Any]:
    assert answer.is_success, answer.text
    return answer.json()


async def a_cycle(world: World, group_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """A cycle that Amina has started, of the group of Amina, Ben and Chloe, who have all agreed to the protocol."""
    group_id = group_id or await a_group(world, world.amina, world.ben, world.chloe)
    body = {"title": "Talk before writing", "mode": "full", "lessons_planned": 2, "protocol": "uk"} | changes
    return ok(await world.amina.post(f"/groups/{group_id}/cycles", body))


async def a_cycle_at_work(world: World, **changes: Any) -> dict[str, Any]:
    """The same, in a school with a timetable and minutes: rounds can be booked."""
    return await a_cycle(world, await a_school_at_work(world), **changes)


async def read(person: Person, cycle: dict[str, Any]) -> dict[str, Any]:
    return ok(await person.get(f"/cycles/{cycle['id']}"))


async def write(person: Person, cycle: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Change some texts of the cycle as it stands now."""
    now = await read(person, cycle)
    kept = {name: now[name] for name in TEXTS if name not in ("other_id", "earlier_id")}
    kept |= {
        "other_id": now["other"] and now["other"]["staff_id"], "earlier_id": now["earlier"] and now["earlier"]["id"],
    }  # fmt: skip
    return ok(await person.put(f"/cycles/{cycle['id']}", kept | changes, version=now["version"]))


async def advance(person: Person, cycle: dict[str, Any]) -> dict[str, Any]:
    return ok(await person.post(f"/cycles/{cycle['id']}/advance", {}))


async def choose_pupils(person: Person, cycle: dict[str, Any], pupils: Any = None) -> dict[str, Any]:
    body = {"pupils": PUPILS if pupils is None else pupils}
    return ok(await person.client.put(f"/cycles/{cycle['id']}/pupils", json=body))


async def save(person: Person, lesson_id: str, base: int, **changes: Any) -> Any:
    """PUT the proposal; the answer, whatever it is."""
    body = {"base_version": base, "proposal": PROPOSAL | changes}
    return await person.client.put(f"/research-lessons/{lesson_id}/proposal", json=body)


async def watch(world: World, lesson_id: str, **labels: str) -> Any:
    """PUT who watches whom: watch(world, id, ben="AB", chloe="C")."""
    body = [
        {"staff_id": str(world.people[name].staff_id), "pupil_labels": list(pupils)} for name, pupils in labels.items()
    ]
    return await world.amina.client.put(f"/research-lessons/{lesson_id}/watch", json={"watch": body})


async def book(world: World, group_id: str, number: int = 1, **more: Any) -> str:
    """A round of the group on the Monday of that number, watched by Ben, discussed for 45 minutes; its id."""
    day = MONDAYS[number - 1]
    debrief = {"held_on": day, "start": "15:05", "minutes": 45}
    wish = a_round(world, group_id, held_on=day, debrief=debrief) | more
    return str(ok(await world.amina.post("/rounds", wish))["id"])


async def link(world: World, lesson_id: str, round_id: str | None) -> Any:
    return await world.amina.client.put(f"/research-lessons/{lesson_id}/round", json={"round_id": round_id})


async def note(
    person: Person, round_id: str, pupil_id: str | None, at: datetime, text: str = "Turned to the neighbour"
) -> None:
    one = {
        "id": str(uuid4()), "kind": "words", "text": text, "case_pupil_id": pupil_id, "stage_key": "opening",
        "device_at": at.isoformat(),
    }  # fmt: skip
    answer = ok(await person.client.post(f"/rounds/{round_id}/notes", json={"sent_at": at.isoformat(), "notes": [one]}))
    assert [result["outcome"] for result in answer["results"]] == ["stored"]


async def discuss(world: World, round_id: str, pupils: list[dict[str, Any]], *, close: bool = True) -> None:
    """Hold the discussion: Chloe chairs, Ben records what was seen of each pupil."""
    chairs = {"chair_id": str(world.chloe.staff_id), "recorder_id": str(world.ben.staff_id)}
    talk = ok(await world.chloe.post(f"/rounds/{round_id}/discussion", chairs))
    evidence = next(place for place, step in enumerate(talk["steps"]) if step["is_evidence"])
    for step in range(evidence):
        ok(await world.chloe.post(f"/discussions/{talk['id']}/step", {"from": step, "to": step + 1}))
    for pupil in pupils:
        entry = {
            "id": str(uuid4()), "step_key": talk["steps"][evidence]["key"], "text": "Gave one reason",
            "case_pupil_id": pupil["id"],
        }  # fmt: skip
        ok(await world.ben.post(f"/discussions/{talk['id']}/entries", entry))
    if close:
        last = len(talk["steps"]) - 1
        ok(await world.chloe.post(f"/discussions/{talk['id']}/step", {"from": evidence, "to": last}))
        ok(await world.chloe.post(f"/discussions/{talk['id']}/close"))


def signed_in_again(world: World, clock: Clock) -> None:
    """A week later everybody signs in anew: nobody's session lives that long unused."""
    for person in world.everyone():
        with world.database.writing(person.scope) as session:
            _, person.secret = identity.open_session(session, person.actor.account_id, "test", clock.instant)
        person._client = None


def in_lesson(clock: Clock, number: int = 1) -> datetime:
    """Put the clock into the lesson of that number, and answer with its instant."""
    clock.instant = datetime.fromisoformat(f"{MONDAYS[number - 1]}T09:00:00+00:00").astimezone(UTC)
    return clock.instant


def after_lesson(clock: Clock, number: int = 1) -> datetime:
    """Put the clock into the evening of that day."""
    clock.instant = datetime.fromisoformat(f"{MONDAYS[number - 1]}T17:00:00+00:00").astimezone(UTC)
    return clock.instant


async def up_to_plan(world: World, cycle: dict[str, Any]) -> dict[str, Any]:
    """From the start to the plan of the first research lesson."""
    await advance(world.amina, cycle)
    await write(world.amina, cycle, **{name: TEXTS[name] for name in ("research_question", "success_measure")})
    await advance(world.amina, cycle)
    ok(await world.ben.post(f"/cycles/{cycle['id']}/sources", SOURCE))
    return await advance(world.amina, cycle)


async def planned(world: World, cycle: dict[str, Any]) -> dict[str, Any]:
    """Ready to book the first research lesson."""
    await up_to_plan(world, cycle)
    await choose_pupils(world.amina, cycle)
    lesson_id = cycle["lessons"][0]["id"]
    ok(await save(world.amina, lesson_id, 1))
    ok(await watch(world, lesson_id, ben="AB", chloe="C"))
    return await advance(world.amina, cycle)


async def lacks(world: World, cycle: dict[str, Any]) -> list[str]:
    """Where the refusal to go on takes people."""
    answer = await world.amina.post(f"/cycles/{cycle['id']}/advance", {})
    return [one["to"] for one in refused(answer, 409, "cycle/stage-not-finished")["missing"]]


def here(cycle: dict[str, Any]) -> tuple[str, int | None]:
    """The stage in which a cycle stands, and of which lesson."""
    return next((one["stage"], one["lesson_number"]) for one in cycle["stages"] if one["state"] == "here")


def states(cycle: dict[str, Any], state: str) -> list[tuple[str, int | None]]:
    """The stages of a cycle that are in *state*."""
    return [(one["stage"], one["lesson_number"]) for one in cycle["stages"] if one["state"] == state]
