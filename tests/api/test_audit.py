"""The audit log: what was done stands there for leads, in figures and dates, and nobody takes it away."""

from uuid import uuid4

import pytest
from cast import NOW, World
from refusals import refused
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from app.audit import actions
from app.audit.tables import AuditEntry


def written(world: World, *acts: str) -> None:
    with world.database.writing(world.hana.scope) as session:
        for act in acts:
            actions.write(session, world.hana.actor, world.birch_id, act, "roster", None, {"names": 3}, NOW)


async def test_leads_read_what_was_done_newest_first(world: World) -> None:
    loaded = await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})
    assert loaded.status_code == 200, loaded.text

    for lead in (world.hana, world.dev):
        found = (await lead.get("/audit")).json()["items"]

        assert [(one["action"], one["subject_kind"], one["by_name"], one["detail"]) for one in found] == [
            ("roster.loaded", "roster", "Hana", {"names": 1}),
        ]  # fmt: skip


async def test_what_the_product_did_by_itself_has_nobody_behind_it(world: World) -> None:
    cycle_id = uuid4()
    with world.database.writing(world.hana.scope) as session:
        detail = {"ends_on": NOW.date(), "at": NOW, "notes": 2, "nothing": None}
        actions.write(session, None, world.birch_id, "evidence.expired", "cycle", cycle_id, detail, NOW)

    (line,) = (await world.dev.get("/audit")).json()["items"]

    assert (line["by_name"], line["subject_id"]) == (None, str(cycle_id))
    assert line["detail"] == {
        "ends_on": "2026-11-02", "at": "2026-11-02T08:00:00+00:00", "notes": 2, "nothing": None,
    }  # fmt: skip


async def test_one_act_can_be_asked_for_alone_and_pages_follow(world: World) -> None:
    written(world, "retention.chosen", "roster.deleted", "retention.chosen", "retention.chosen")

    first = (await world.hana.get("/audit", params={"action": "retention.chosen", "limit": 2})).json()
    second = (
        await world.hana.get("/audit", params={"action": "retention.chosen", "limit": 2, "after": first["next"]})
    ).json()

    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert second["next"] is None
    assert {one["action"] for one in first["items"] + second["items"]} == {"retention.chosen"}
    refused(await world.hana.get("/audit", params={"after": "x"}), 422, "bad-cursor")


async def test_another_school_s_log_is_empty_of_ours_and_teachers_read_none(world: World) -> None:
    written(world, "retention.chosen")

    assert (await world.eve.get("/audit")).json()["items"] == []
    for reader in (world.amina, world.grace):
        refused(await reader.get("/audit"), 403, "forbidden")


async def test_leads_do_not_see_what_teachers_do_nor_when_they_sign_in(world: World) -> None:
    """Take out: `told` in audit.queries.audit_page. R_VIS: who wrote, watched or read what is closed to leaders."""
    cheap_session = await world.amina.post("/sessions/end-all")
    assert cheap_session.status_code == 204
    changed = await world.ben.put("/my-notices", (await world.ben.get("/my-notices")).json(), version=None)
    added = await world.hana.post("/staff", {"code": "NEW", "name": "Nia New"})
    assert added.status_code == 201, added.text

    found = (await world.dev.get("/audit")).json()["items"]

    assert [(one["action"], one["what"], one["by_name"]) for one in found] == [
        ("add_staff", "Add a member of staff", "Hana"),
    ], changed.text


async def test_everybody_has_a_record_of_their_own_that_nobody_else_reads(world: World) -> None:
    """Take out: `own` in audit.queries.own_page."""
    await world.grace.post("/sessions/end-all")
    found = await world.hana.get(f"/staff/{world.ben.staff_id}")
    wish = {name: found.json()[name] for name in ("code", "name", "email", "department", "fte_percent", "is_active")}
    edited = await world.hana.put(
        f"/staff/{world.ben.staff_id}", wish | {"department": "Art"}, version=found.json()["version"]
    )
    assert edited.status_code == 200, edited.text

    mine = (await world.ben.get("/my-record")).json()["items"]
    hers = (await world.hana.get("/my-record")).json()["items"]

    assert [(one["action"], one["by_name"], one["subject_id"]) for one in mine] == [
        ("edit_staff", "Hana", str(world.ben.staff_id)),
    ]
    assert [one["action"] for one in hers] == ["edit_staff"]
    assert (await world.chloe.get("/my-record")).json()["items"] == []


async def test_no_entry_is_changed_or_taken_away(world: World) -> None:
    written(world, "retention.chosen")
    mine = col(AuditEntry.school_id) == world.birch_id

    for statement in (update(AuditEntry).where(mine).values(action="roster.deleted"), delete(AuditEntry).where(mine)):
        with pytest.raises(Exception) as refusal, world.database.writing(world.hana.scope) as session:
            session.execute(statement)
        assert isinstance(refusal.value.__cause__ or refusal.value, DBAPIError)

    assert [one["action"] for one in (await world.hana.get("/audit")).json()["items"]] == ["retention.chosen"]
