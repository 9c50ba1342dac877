"""What a group writes in its cycle: texts, sources, and case pupils who are letters."""

from typing import Any

import build_cycle as cycles
import pytest
from build_cycle import (
    PUPILS,
    SOURCE,
    TEXTS,
    a_cycle,
    a_cycle_at_work,
    choose_pupils,
    ok,
    planned,
    write,
)
from build_round import a_group
from cast import Clock, World
from refusals import refused

# ---- writing -------------------------------------------------------------------------------------


async def test_texts_are_written_on_the_version_that_was_read(world: World) -> None:
    cycle = await a_cycle(world)
    url = f"/cycles/{cycle['id']}"

    saved = await world.ben.put(url, TEXTS, version=1)

    assert (saved.headers["etag"], saved.json()["version"]) == ('"2"', 2)
    assert {name: saved.json()[name] for name in TEXTS if name not in ("other_id", "earlier_id")} == {
        name: text for name, text in TEXTS.items() if name not in ("other_id", "earlier_id")
    }
    refused(await world.chloe.put(url, TEXTS, version=1), 412, "stale")
    refused(await world.chloe.put(url, TEXTS, version=None), 428, "version-missing")
    assert (await world.amina.get(url)).headers["etag"] == '"2"'


@pytest.mark.parametrize(
    ("field", "most"),
    [("research_question", 2_000), ("baseline", 4_000), ("progress", 10_000), ("reminder", 500), ("title", 200)],
)
async def test_a_text_may_be_as_long_as_its_field_and_no_longer(world: World, field: str, most: int) -> None:
    cycle = await a_cycle(world)
    url = f"/cycles/{cycle['id']}"

    refused(await world.amina.put(url, TEXTS | {field: "x" * (most + 1)}, version=1), 422, "invalid-request")
    assert ok(await world.amina.put(url, TEXTS | {field: "x" * most}, version=1))[field] == "x" * most


async def test_a_script_is_kept_as_the_text_that_it_is(world: World) -> None:
    cycle = await a_cycle(world)
    script = "<script>alert(1)</script>"

    saved = await write(world.amina, cycle, baseline=script)

    assert saved["baseline"] == script


async def test_what_may_name_a_pupil_is_told_when_a_text_is_saved(world: World) -> None:
    cycle = await a_cycle(world)

    saved = await write(world.amina, cycle, baseline="Write to pupil.one@school.example about it.")

    assert [(one["field"], one["word"]) for one in saved["names"]] == [("baseline", "pupil.one@school.example")]
    assert (await cycles.read(world.amina, cycle))["baseline"] == "Write to pupil.one@school.example about it."


# ---- sources and case pupils ---------------------------------------------------------------------


async def test_sources_are_added_changed_and_taken_away(world: World) -> None:
    cycle = await a_cycle(world)
    url = f"/cycles/{cycle['id']}/sources"

    made = ok(await world.ben.post(url, SOURCE))
    changed = ok(await world.chloe.client.put(f"{url}/{made['id']}", json=SOURCE | {"kind": "colleague", "link": ""}))
    gone = await world.amina.client.delete(f"{url}/{made['id']}")

    assert (made["is_credible"], made["added_by_name"]) == (True, "Ben")
    assert (changed["is_credible"], changed["link"], changed["added_by_name"]) == (False, "", "Ben")
    assert (gone.status_code, (await cycles.read(world.amina, cycle))["sources"]) == (204, [])
    refused(await world.amina.client.delete(f"{url}/{made['id']}"), 404, "not-found")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org", "x"])
async def test_a_link_goes_to_the_web_and_nowhere_else(world: World, link: str) -> None:
    cycle = await a_cycle(world)

    refused(await world.amina.post(f"/cycles/{cycle['id']}/sources", SOURCE | {"link": link}), 422, "invalid-request")


async def test_a_cycle_holds_fifty_sources(world: World) -> None:
    cycle = await a_cycle(world)
    url = f"/cycles/{cycle['id']}/sources"

    for _ in range(50):
        ok(await world.amina.post(url, SOURCE))

    refused(await world.amina.post(url, SOURCE), 409, "cycle/too-many-sources")


async def test_a_source_is_found_only_in_its_own_cycle(world: World) -> None:
    cycle = await a_cycle(world)
    source = ok(await world.amina.post(f"/cycles/{cycle['id']}/sources", SOURCE))
    others = await a_group(world, world.amina, world.frank, world.grace, name="Others")
    another = await a_cycle(world, others)

    refused(await world.amina.client.delete(f"/cycles/{another['id']}/sources/{source['id']}"), 404, "not-found")


async def test_case_pupils_are_letters_with_words_from_a_list(world: World) -> None:
    cycle = await a_cycle(world)

    saved = await choose_pupils(world.amina, cycle)

    assert [(one["label"], one["attributes"], one["typifies"]) for one in saved["pupils"]] == [
        ("A", ["higher_prior", "quiet"], "Those who know and do not say"),
        ("B", [], "Those who talk and do not write"),
        ("C", ["multilingual"], ""),
    ]


@pytest.mark.parametrize(
    "pupil",
    [
        {"label": "G"},
        {"label": "a"},
        {"label": "Sam"},
        {"label": "A", "name": "Sam"},
        {"label": "A", "attributes": ["sen"]},
    ],
)
async def test_there_is_no_place_for_a_pupils_name(world: World, pupil: dict[str, Any]) -> None:
    cycle = await a_cycle(world)

    answer = await world.amina.client.put(f"/cycles/{cycle['id']}/pupils", json={"pupils": [pupil]})

    refused(answer, 422, "invalid-request")


async def test_one_letter_is_one_pupil_and_stays_the_same_pupil(world: World) -> None:
    cycle = await a_cycle(world)
    first = await choose_pupils(world.amina, cycle)

    twice = await world.amina.client.put(f"/cycles/{cycle['id']}/pupils", json={"pupils": [PUPILS[0], PUPILS[0]]})
    fewer = await choose_pupils(world.amina, cycle, [PUPILS[1] | {"typifies": "Others"}])

    assert refused(twice, 422, "cycle/label-twice")["labels"] == ["A"]
    assert [(one["id"], one["typifies"]) for one in fewer["pupils"]] == [(first["pupils"][1]["id"], "Others")]


async def test_case_pupils_may_be_chosen_on_the_version_that_was_read(world: World) -> None:
    cycle = await a_cycle(world)
    url, body = f"/cycles/{cycle['id']}/pupils", {"pupils": PUPILS}

    chosen = await world.amina.put(url, body, version=1)

    assert (chosen.status_code, chosen.headers["etag"]) == (200, '"2"')
    refused(await world.ben.put(url, {"pupils": PUPILS[:1]}, version=1), 412, "stale")


async def test_a_pupil_with_evidence_cannot_go_and_one_who_is_only_watched_can(world: World, clock: Clock) -> None:
    cycle = await a_cycle_at_work(world)
    await planned(world, cycle)
    round_id = await cycles.book(world, cycle["group_id"])
    ok(await cycles.link(world, cycle["lessons"][0]["id"], round_id))
    pupils = (await cycles.read(world.amina, cycle))["pupils"]
    await cycles.note(world.ben, round_id, pupils[0]["id"], cycles.in_lesson(clock))

    answer = await world.amina.client.put(f"/cycles/{cycle['id']}/pupils", json={"pupils": [PUPILS[1]]})
    fewer = await choose_pupils(world.amina, cycle, [PUPILS[0]])

    assert refused(answer, 409, "cycle/pupil-in-use")["labels"] == ["A"]
    assert [one["label"] for one in fewer["pupils"]] == ["A"]
    lesson = ok(await world.amina.get(f"/research-lessons/{cycle['lessons'][0]['id']}"))
    assert [(one["name"], one["pupil_labels"]) for one in lesson["watch"]] == [("Ben", ["A"])]
