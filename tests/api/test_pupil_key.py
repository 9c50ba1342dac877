"""A group's own key from labels to pupils: sealed, for its members alone, and gone by its day, as clients see it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from build import a_year
from build_cycle import a_cycle, ok, signed_in_again
from build_group import guest_of
from cast import NOW, Clock, World
from conftest import Put
from refusals import refused
from sqlmodel import select

from app.lesson_study.tables import PupilKey

TEXT = "A: Amira Khan\nB: Siân Llywelyn\nC: نور الهاشمي"


async def kept(world: World, cycle: dict[str, Any], text: str = TEXT, version: int = 0) -> dict[str, Any]:
    return ok(await world.amina.put(f"/cycles/{cycle['id']}/pupil-key", {"text": text}, version=version))


async def test_members_keep_open_change_and_delete_their_key(world: World) -> None:
    await a_year(world.hana)
    cycle = await a_cycle(world)
    path = f"/cycles/{cycle['id']}/pupil-key"
    refused(await world.ben.get(path), 404, "not-found")

    assert await kept(world, cycle) == {"text": TEXT, "ends_on": "2027-07-21", "version": 1}
    opened = await world.ben.get(path)
    assert opened.json() == {"text": TEXT, "ends_on": "2027-07-21", "version": 1}
    assert opened.headers["ETag"] == '"1"'
    assert opened.headers["Cache-Control"] == "private, no-store"

    changed = ok(await world.chloe.put(path, {"text": "A: nobody"}, version=1))
    assert (changed["text"], changed["version"]) == ("A: nobody", 2)
    for _ in range(2):
        assert (await world.ben.client.delete(path)).status_code == 204
    refused(await world.ben.get(path), 404, "not-found")


async def test_the_database_alone_does_not_open_it(world: World) -> None:
    cycle = await a_cycle(world)
    await kept(world, cycle)

    with world.database.reading(world.amina.scope) as session:
        row = session.exec(select(PupilKey).where(PupilKey.cycle_id == UUID(cycle["id"]))).one()

    assert not any(word in repr(row.model_dump()) for word in ("Amira", "Khan", "Llywelyn", "نور"))


async def test_who_keeps_opens_and_deletes_stands_in_the_audit_log_and_what_it_says_does_not(world: World) -> None:
    cycle = await a_cycle(world)
    await kept(world, cycle)
    ok(await world.ben.get(f"/cycles/{cycle['id']}/pupil-key"))
    await world.chloe.client.delete(f"/cycles/{cycle['id']}/pupil-key")

    answer = await world.dev.get("/audit")

    acts = {(one["action"], one["by_name"], one["subject_id"]) for one in answer.json()["items"]}
    assert acts == {
        ("pupil_key.kept", "Amina", cycle["id"]), ("pupil_key.opened", "Ben", cycle["id"]),
        ("pupil_key.deleted", "Chloe", cycle["id"]),
    }  # fmt: skip
    assert "Amira" not in answer.text


async def test_nobody_but_members_comes_near_it(world: World) -> None:
    cycle = await a_cycle(world)
    await kept(world, cycle)
    guest = await guest_of(world, {"id": cycle["group_id"]})
    path = f"/cycles/{cycle['id']}/pupil-key"

    for person in (world.hana, world.dev, world.frank, world.grace, guest):
        refused(await person.get(path), 403, "forbidden")
        refused(await person.put(path, {"text": "A: x"}, version=1), 403, "forbidden")
        refused(await person.client.delete(path), 403, "forbidden")
    for person in (world.eve, world.fay):
        refused(await person.get(path), 404, "not-found")
        refused(await person.put(path, {"text": "A: x"}, version=1), 404, "not-found")
        refused(await person.client.delete(path), 404, "not-found")
    assert ok(await world.amina.get(path))["text"] == TEXT


async def test_nobody_overwrites_what_a_colleague_has_kept_meanwhile(world: World) -> None:
    cycle = await a_cycle(world)
    await kept(world, cycle)
    path = f"/cycles/{cycle['id']}/pupil-key"

    assert refused(await world.ben.put(path, {"text": "A: x"}, version=0), 412, "stale")["current_version"] == 1
    refused(await world.ben.put(path, {"text": "A: x"}, version=None), 428, "version-missing")
    assert ok(await world.amina.get(path))["text"] == TEXT


@pytest.mark.parametrize("text", ["😀" * 4000, "ن" * 4000, "x"])
async def test_four_thousand_characters_of_any_script_fit(world: World, text: str) -> None:
    cycle = await a_cycle(world)

    assert (await kept(world, cycle, text))["text"] == text
    assert ok(await world.amina.get(f"/cycles/{cycle['id']}/pupil-key"))["text"] == text


@pytest.mark.parametrize(
    "body", [{"text": "x" * 4001}, {"text": ""}, {}, {"text": "A\x00"}, {"text": "A", "name": "B"}]
)
async def test_a_key_that_cannot_be_kept_is_refused(world: World, body: dict[str, str]) -> None:
    cycle = await a_cycle(world)

    refused(await world.amina.put(f"/cycles/{cycle['id']}/pupil-key", body, version=0), 422, "invalid-request")


async def test_it_is_gone_on_the_school_s_day_even_if_no_job_has_run(world: World, clock: Clock) -> None:
    await a_year(world.hana)
    wish = {"evidence_months": 24, "key_days": 0, "keys_end_on": "2026-11-04"}
    ok(await world.hana.put("/retention", wish, version=0))
    cycle = await a_cycle(world)
    path = f"/cycles/{cycle['id']}/pupil-key"
    assert (await kept(world, cycle))["ends_on"] == "2026-11-04"

    clock.instant = datetime(2026, 11, 3, 23, 59, tzinfo=UTC)
    signed_in_again(world, clock)
    assert (await world.amina.get(path)).status_code == 200
    clock.instant = datetime(2026, 11, 4, 0, 0, tzinfo=UTC)
    refused(await world.amina.get(path), 404, "not-found")


async def test_a_school_without_a_year_keeps_keys_to_the_end_of_august(world: World) -> None:
    assert (await kept(world, await a_cycle(world)))["ends_on"] == "2027-08-31"


async def test_it_goes_with_its_cycle_or_so_many_days_later(world: World, clock: Clock) -> None:
    await a_year(world.hana)
    cycle = await a_cycle(world)
    await kept(world, cycle)
    path = f"/cycles/{cycle['id']}/pupil-key"
    ok(await world.amina.post(f"/cycles/{cycle['id']}/abandon", {"reason": "A colleague left"}))

    refused(await world.amina.get(path), 404, "not-found")
    refused(await world.amina.put(path, {"text": TEXT}, version=1), 409, "cycle/ended")
    ok(await world.hana.put("/retention", {"evidence_months": 24, "key_days": 2, "keys_end_on": None}, version=0))
    assert ok(await world.amina.get(path))["ends_on"] == "2026-11-04"
    clock.instant = NOW.replace(day=4)
    signed_in_again(world, clock)
    refused(await world.amina.get(path), 404, "not-found")


async def test_under_another_secret_it_says_that_it_cannot_be_opened(world: World, put: Put) -> None:
    cycle = await a_cycle(world)
    await kept(world, cycle)
    settings = world.app.state.settings
    changed = settings.model_copy(update={"secret_key": "another-secret-key-0123456789-abcdefghijklm"})
    put("settings", changed)

    refused(await world.amina.get(f"/cycles/{cycle['id']}/pupil-key"), 409, "pupils/key-cannot-be-opened")
