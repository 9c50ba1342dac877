"""From the draft to the fair: handing in, taking back, a lead's look, and a place at a learning fair."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import (
    TEXT,
    a_draft,
    a_group,
    accepted,
    agreed,
    all_agree,
    as_read,
    moved,
    published,
    read,
    stored,
    submitted,
    withdrawn,
)
from cast import World, browser
from conftest import Clock
from refusals import refused
from sqlmodel import col, select

from app.audit.tables import AuditEntry
from app.fair import actions
from app.fair.errors import NotYetAccepted
from app.identity.tables import Staff

MAY = ("edit", "agree", "submit", "take_back", "accept", "send_back", "publish", "withdraw", "revise")


def may(finding: dict[str, Any]) -> set[str]:
    assert set(finding["may"]) == set(MAY)
    return {verb for verb in MAY if finding["may"][verb]}


# ---- the way -------------------------------------------------------------------------------------


async def test_a_finding_goes_from_its_authors_to_a_lead_and_to_the_fair(world: World, clock: Clock) -> None:
    draft = await agreed(world)
    seen = [(draft["state"], may(await read(world.amina, draft)))]
    for person, verb in ((world.ben, "submit"), (world.hana, "accept"), (world.chloe, "publish")):
        clock.instant += timedelta(minutes=1)
        finding = await moved(person, draft, verb)
        seen.append((finding["state"], may(await read(world.amina, draft))))

    assert seen == [
        ("draft", {"edit", "submit"}),
        ("submitted", {"take_back"}),
        ("accepted", {"take_back", "publish"}),
        ("published", {"withdraw", "revise"}),
    ]
    assert finding["submitted_at"] < finding["accepted_at"] < finding["published_at"]


@pytest.mark.parametrize(
    ("make", "lead"),
    [(submitted, {"accept", "send_back"}), (accepted, {"publish"}), (published, {"withdraw"}), (withdrawn, set())],
)
async def test_a_lead_may_look_publish_and_withdraw_and_never_writes(world: World, make: Any, lead: set[str]) -> None:
    assert may(await read(world.hana, await make(world))) == lead


@pytest.mark.parametrize(
    ("make", "verbs"),
    [
        (a_draft, ("publish", "take-back", "withdraw", "revise")),
        (submitted, ("submit", "publish", "withdraw", "revise", "agree")),
        (accepted, ("submit", "accept", "send-back", "withdraw", "revise", "agree")),
        (published, ("submit", "accept", "send-back", "publish", "take-back", "agree")),
        (withdrawn, ("submit", "accept", "send-back", "publish", "take-back", "withdraw", "revise", "agree")),
    ],
)
async def test_nothing_is_done_out_of_turn(world: World, make: Any, verbs: tuple[str, ...]) -> None:
    finding = await make(world)
    before = stored(world, finding).state

    answers = [
        await (world.hana if verb in ("accept", "send-back") else world.amina).post(
            f"/findings/{finding['id']}/{verb}",
            {"words": "Mend it"} if verb == "send-back" else None,
            headers=await as_read(world.hana, finding["id"]) if verb in ("accept", "send-back") else {},
        )
        for verb in verbs
    ]

    assert {answer.status_code for answer in answers} == {409}
    assert stored(world, finding).state == before


async def test_a_finding_that_was_taken_back_is_handed_in_as_it_was_agreed_to(world: World) -> None:
    finding = await submitted(world)

    back = await moved(world.ben, finding, "take-back")
    again = await moved(world.ben, finding, "submit")

    assert (back["state"], back["what_is_missing"], again["state"]) == ("draft", [], "submitted")


async def test_taking_back_what_was_accepted_asks_a_lead_anew(world: World) -> None:
    finding = await accepted(world)
    await moved(world.amina, finding, "take-back")

    refused(await world.amina.post(f"/findings/{finding['id']}/publish"), 409, "fair/not-accepted")
    assert (await moved(world.amina, finding, "submit"))["accepted_at"] is None


async def test_what_has_its_place_at_a_fair_is_not_taken_back(world: World) -> None:
    finding = await accepted(world)
    with world.database.writing(world.hana.scope) as session:
        actions.schedule(session, world.hana.actor, UUID(finding["id"]), world.app.state.now())

    problem = refused(await world.amina.post(f"/findings/{finding['id']}/take-back"), 409, "fair/not-to-take-back")

    assert problem["state"] == "scheduled"
    assert (await moved(world.amina, finding, "publish"))["state"] == "published"


async def test_a_lead_sees_no_draft_and_what_waits_in_the_order_in_which_it_came(world: World, clock: Clock) -> None:
    first = await submitted(world, title="First")
    clock.instant += timedelta(minutes=1)
    second = await submitted(world, title="Second")
    await a_draft(world, title="Unfinished")

    listed = [
        row for row in (await world.hana.get("/findings-to-accept?limit=100")).json()["items"]
        if row["id"] in (first["id"], second["id"]) or row["title"] == "Unfinished"
    ]  # fmt: skip
    elsewhere = (await world.eve.get("/findings-to-accept?limit=100")).json()["items"]

    assert [row["title"] for row in listed] == ["First", "Second"]
    assert listed[0]["preview"].startswith("Pupils B and C spoke without being asked.")
    assert (listed[0]["author_names"], listed[0]["agreed"]) == (["Amina", "Ben", "Chloe"], 3)
    assert not {row["id"] for row in elsewhere} & {first["id"], second["id"]}
    for person in (world.amina, world.frank, world.grace):
        refused(await person.get("/findings-to-accept"), 403, "forbidden")
    refused(await world.hana.get("/findings-to-accept?after=x"), 422, "bad-cursor")


async def test_the_list_of_what_waits_has_pages(world: World, clock: Clock) -> None:
    made = []
    for number in range(3):
        clock.instant += timedelta(minutes=1)
        made.append((await submitted(world, title=f"Page {number}"))["id"])
    seen, after = [], ""
    for _ in range(50):
        page = (await world.hana.get(f"/findings-to-accept?limit=2{after}")).json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert [one for one in seen if one in made] == made
    assert len(seen) == len(set(seen))


# ---- sending back --------------------------------------------------------------------------------


async def test_what_is_sent_back_says_why_and_everybody_agrees_anew(world: World) -> None:
    finding = await submitted(world)

    back = await moved(world.hana, finding, "send-back", {"words": "Leave out the name of the street."})
    seen = await read(world.ben, finding)

    assert (back["state"], seen["sent_back"]) == ("draft", "Leave out the name of the street.")
    assert seen["version"] == finding["version"] + 1
    assert not any(author["agreed"] for author in seen["authors"])
    refused(await world.amina.post(f"/findings/{finding['id']}/submit"), 409, "fair/not-agreed")
    refused(await world.hana.get(f"/findings/{finding['id']}"), 404, "not-found")
    await all_agree(world, seen)
    await moved(world.amina, finding, "submit")
    assert (await moved(world.hana, finding, "accept"))["sent_back"] == ""


@pytest.mark.parametrize("words", [None, "", "   ", "x" * 2_001, "\x00"])
async def test_sending_back_says_what_to_mend(world: World, words: str | None) -> None:
    finding = await submitted(world)

    answer = await world.hana.post(f"/findings/{finding['id']}/send-back", {} if words is None else {"words": words})

    refused(answer, 422, "invalid-request")
    assert stored(world, finding).state == "submitted"


async def test_accepting_and_sending_back_stand_in_the_audit_log_without_words(world: World) -> None:
    one, other = await accepted(world), await submitted(world)
    await moved(world.dev, other, "send-back", {"words": "Because of the street"})

    with world.database.reading(world.hana.scope) as session:
        rows = session.exec(
            select(AuditEntry).where(col(AuditEntry.action).startswith("finding.")).order_by(AuditEntry.action)
        ).all()
    found = {str(row.subject_id): (row.action, row.by_staff_id, row.detail) for row in rows}

    assert found[one["id"]] == ("finding.accepted", world.hana.staff_id, '{"version": 1}')
    assert found[other["id"]] == ("finding.sent_back", world.dev.staff_id, '{"version": 2}')


async def test_accepting_twice_with_one_key_accepts_once(world: World) -> None:
    finding, key = await submitted(world), str(uuid4())
    path = f"/findings/{finding['id']}/accept"

    seen = await as_read(world.hana, finding["id"])

    first, again = [await world.hana.post(path, key=key, headers=seen) for _ in range(2)]

    assert (again.status_code, again.json()) == (200, first.json())
    refused(await world.dev.post(path, headers=seen), 409, "fair/not-submitted")


@pytest.mark.parametrize("person", ["amina", "frank", "grace", "eve"])
async def test_only_a_lead_of_the_school_accepts(world: World, person: str) -> None:
    finding = await submitted(world)
    expected = (404, "not-found") if person == "eve" else (403, "forbidden")

    refused(await world.people[person].post(f"/findings/{finding['id']}/accept"), *expected)
    refused(await world.people[person].post(f"/findings/{finding['id']}/send-back", {"words": "No"}), *expected)


async def test_a_lead_who_wrote_it_asks_another_lead(world: World) -> None:
    group_id = await a_group(world, "amina", "ben", "hana")
    finding = await submitted(world, group_id)

    seen = await as_read(world.hana, finding["id"])

    refused(await world.hana.post(f"/findings/{finding['id']}/accept", headers=seen), 409, "fair/own-finding")
    assert "accept" not in may(await read(world.hana, finding))
    assert (await moved(world.dev, finding, "accept"))["state"] == "accepted"


async def test_the_only_lead_of_a_school_accepts_what_they_wrote_themselves(world: World) -> None:
    group_id = await a_group(world, "amina", "hana", "dev")
    finding = await submitted(world, group_id)

    assert "accept" in may(await read(world.hana, finding))
    assert (await moved(world.hana, finding, "accept"))["state"] == "accepted"


@pytest.mark.parametrize(("verb", "body"), [("accept", None), ("send-back", {"words": "Leave out the street."})])
async def test_a_lead_answers_for_the_text_they_read_and_for_no_later_one(world: World, verb: str, body: Any) -> None:
    finding = await submitted(world)
    path, read_before = f"/findings/{finding['id']}", await as_read(world.hana, finding["id"])
    await moved(world.amina, finding, "take-back")
    changed = await world.amina.put(path, TEXT | {"findings": "Another text."}, version=finding["version"])
    await all_agree(world, changed.json())
    await moved(world.amina, finding, "submit", {"is_checked": True})

    stale = refused(await world.hana.post(f"{path}/{verb}", body, headers=read_before), 412, "stale")
    refused(await world.hana.post(f"{path}/{verb}", body), 428, "version-missing")

    assert stale["current_version"] == finding["version"] + 1
    assert stored(world, finding).state == "submitted"
    assert (await moved(world.hana, finding, verb, body))["state"] != "submitted"


async def test_an_author_who_has_left_stays_named_and_is_not_waited_for(world: World) -> None:
    draft = await a_draft(world)
    with world.database.writing(world.hana.scope) as session:
        session.exec(select(Staff).where(Staff.id == world.chloe.staff_id)).one().is_active = False
    path = f"/findings/{draft['id']}"

    before = (await world.amina.get(path)).json()["what_is_missing"]
    for person in (world.amina, world.ben):
        await person.post(f"{path}/agree")
    handed_in = await moved(world.amina, draft, "submit", {"is_checked": True})
    await moved(world.hana, draft, "accept")
    await moved(world.amina, draft, "publish")

    assert before == ["Amina and Ben have not agreed to this text yet."]
    assert [(one["name"], one["agreed"]) for one in handed_in["authors"]] == [
        ("Amina", True), ("Ben", True), ("Chloe", False)
    ]  # fmt: skip
    shown = (await browser(world.app).get(f"/fair{path}")).json()
    assert "Chloe" in shown["author_names"]


# ---- the moves of a learning fair ----------------------------------------------------------------


async def test_a_place_at_a_fair_moves_what_is_accepted_and_leaves_what_is_published(world: World) -> None:
    now = world.app.state.now()
    waiting, shown = await accepted(world), await published(world)
    states = []

    with world.database.writing(world.hana.scope) as session:
        for finding in (waiting, shown):
            one = UUID(finding["id"])
            for move in (actions.schedule, actions.unschedule, actions.schedule, actions.present, actions.schedule):
                states.append(move(session, world.hana.actor, one, now).state.value)

    assert states == ["scheduled", "accepted", "scheduled", "presented", "presented"] + ["published"] * 5
    assert (await moved(world.amina, waiting, "publish"))["state"] == "published"


async def test_what_was_shown_may_be_taken_back_to_be_mended(world: World) -> None:
    finding = await accepted(world)
    with world.database.writing(world.hana.scope) as session:
        actions.present(session, world.hana.actor, UUID(finding["id"]), world.app.state.now())

    assert (await moved(world.amina, finding, "take-back"))["state"] == "draft"


@pytest.mark.parametrize("make", [a_draft, submitted, withdrawn])
async def test_nothing_has_a_place_at_a_fair_before_it_is_accepted(world: World, make: Any) -> None:
    finding = await make(world)

    with pytest.raises(NotYetAccepted) as refusal, world.database.writing(world.hana.scope) as session:
        actions.schedule(session, world.hana.actor, UUID(finding["id"]), world.app.state.now())

    assert refusal.value.state == finding["state"]
