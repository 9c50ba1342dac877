"""From the draft to the fair: handing in, taking back, a lead's look, and what the gate refuses."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build import a_timetable
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
    submitted,
    withdrawn,
)
from cast import World, browser
from conftest import Clock
from refusals import refused
from sqlmodel import select

from app.audit.tables import AuditEntry
from app.fair import actions
from app.fair.errors import NotYetAccepted
from app.fair.tables import Finding, FindingLabel
from app.identity import queries as people
from app.identity.tables import Staff
from app.study.tables import StudyRound

MAY = ("edit", "agree", "submit", "take_back", "accept", "send_back", "publish", "withdraw", "revise")


def may(finding: dict[str, Any]) -> set[str]:
    assert set(finding["may"]) == set(MAY)
    return {verb for verb in MAY if finding["may"][verb]}


async def read(person: Any, finding: dict[str, Any]) -> dict[str, Any]:
    answer = await person.get(f"/findings/{finding['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def a_round(world: World, group_id: str, *, host: str = "amina", class_name: str = "9B/Sc2") -> str:
    """A research lesson of the group, as if it had been planned, in a year with a timetable."""
    version_id = a_timetable(world, [(world.amina, "Monday", "P1", "7A", "Maths")])
    with world.database.writing(world.hana.scope) as session:
        row = StudyRound(
            school_id=world.birch_id, group_id=UUID(group_id), host_id=world.people[host].staff_id,
            version_id=version_id, held_on=date(2026, 11, 9), period=uuid4().hex[:8],
            starts_at=world.app.state.now(), ends_at=world.app.state.now() + timedelta(hours=1),
            class_name=class_name, focus="Oracy", debrief_on=date(2026, 11, 9),
            debrief_starts_at=world.app.state.now() + timedelta(hours=8),
            debrief_ends_at=world.app.state.now() + timedelta(hours=9), created_by=world.amina.staff_id,
            created_at=world.app.state.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return str(row.id)


def stored(world: World, finding: dict[str, Any]) -> Finding:
    with world.database.reading(world.amina.scope) as session:
        return session.exec(select(Finding).where(Finding.id == UUID(finding["id"]))).one()


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
            select(AuditEntry).where(AuditEntry.subject_kind == "finding").order_by(AuditEntry.action)  # type: ignore[arg-type]
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


# ---- what the gate refuses -----------------------------------------------------------------------


async def test_a_host_who_is_not_in_the_group_any_more_is_an_author_and_agrees_too(world: World) -> None:
    group_id = await a_group(world)
    held = await a_round(world, group_id, host="frank")
    draft = await a_draft(world, group_id, round_ids=[held])
    for person in (world.amina, world.ben, world.chloe):
        await moved(person, draft, "agree")

    waiting = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/not-agreed")
    await moved(world.frank, draft, "agree")

    assert waiting["waiting_for"] == ["Frank"]
    assert [author["name"] for author in draft["authors"]] == ["Amina", "Ben", "Chloe", "Frank"]
    assert (await moved(world.frank, draft, "submit"))["state"] == "submitted"


@pytest.mark.parametrize("field", ["title", "pull_quote", "background", "aims", "methods", "findings", "implications"])
async def test_a_class_of_a_named_lesson_with_a_date_is_refused_in_every_text(world: World, field: str) -> None:
    group_id = await a_group(world)
    held = await a_round(world, group_id, class_name="Maple Room")
    draft = await agreed(world, group_id, round_ids=[held], **{field: "maple room, 9 November"})

    problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "finding/class-with-date")

    assert (problem["field"], problem["class_name"], problem["date"]) == (field, "maple room", "9 November")
    assert stored(world, draft).state == "draft"


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("We watched 7A on 9 November 2026.", True),
        ("We watched 7**A** on 9 *November*.", True),
        ("We watched 7&#65; on 2026-11-09.", True),
        ("[our class](https://school.example 'Year 7A, 9th of November')", True),
        ("We watched 7A in November.", False),
        ("On 9 November we watched a class of Year 7.", False),
    ],
)
async def test_any_class_of_the_timetable_beside_a_date_is_refused_however_it_is_written(
    world: World, text: str, is_refused: bool
) -> None:
    await a_round(world, await a_group(world))
    draft = await agreed(world, methods=text)

    answer = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})

    if is_refused:
        assert refused(answer, 409, "finding/class-with-date")["field"] == "methods"
    else:
        assert answer.status_code == 200, answer.text


async def test_a_name_that_comes_onto_the_roster_later_keeps_an_accepted_finding_from_the_fair(world: World) -> None:
    finding = await accepted(world, methods="As amira khan said.")
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})

    answer = await world.amina.post(f"/findings/{finding['id']}/publish")

    problem = refused(answer, 409, "finding/names-a-pupil")
    assert (problem["field"], stored(world, finding).state) == ("methods", "accepted")


async def test_a_name_hidden_by_marks_is_found(world: World) -> None:
    await world.hana.post("/pupils/roster", {"names": ["Amira Khan"]})
    for text in ("As am**ira** khan said", "As &#97;mira khan said", "See [this](https://a.example 'amira khan')"):
        draft = await agreed(world, methods=text)
        answer = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})
        assert refused(answer, 409, "finding/names-a-pupil")["field"] == "methods"


async def test_a_picture_that_is_gone_keeps_a_draft_from_being_handed_in(world: World) -> None:
    draft = await agreed(world, methods=f"![the board](file:{uuid4()})")

    problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/incomplete")

    assert problem["missing"] == ["Methods: a picture in the text is no longer among the files."]


async def test_a_school_that_left_its_trust_hands_in_nothing_for_it(world: World) -> None:
    draft = await agreed(world, audience="trust")
    with world.database.writing(world.amina.scope) as session:
        people.school(session, world.birch_id).trust_id = None

    refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "fair/no-trust")


# ---- fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize("mechanisms", [[0], [15], [1, 1], list(range(1, 16)), ["3"], [1.5], None])
async def test_mechanisms_are_numbers_of_the_list_each_once(world: World, mechanisms: Any) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"mechanisms": mechanisms})

    refused(answer, 422, "invalid-request")


async def test_ten_thousand_mechanisms_are_refused_before_anything_is_stored(world: World) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"mechanisms": [1] * 10_000})

    refused(answer, 422, "invalid-request")
    assert (await world.amina.get(f"/groups/{group_id}/findings")).json()["items"] == []


async def test_mechanisms_come_back_in_order_and_file_the_finding(world: World) -> None:
    finding = await published(world, mechanisms=[14, 1, 8], focus="  Oral   REASONS ")

    with world.database.reading(world.amina.scope) as session:
        rows = session.exec(select(FindingLabel).where(FindingLabel.finding_id == UUID(finding["id"]))).all()

    assert finding["mechanisms"] == [1, 8, 14]
    assert {(row.kind.value, row.value, row.label) for row in rows} == {
        ("mechanism", "1", "Managing cognitive load"), ("mechanism", "8", "Modelling the technique"),
        ("mechanism", "14", "Prompting context-specific repetition"), ("focus", "oral reasons", "Oral   REASONS"),
        ("subject", "maths", "Maths"), ("phase", "ks3", "Key stage 3"),
        ("group", finding["group_id"], finding["group_name"]), ("school", str(world.birch_id), "Birch School"),
    }  # fmt: skip


async def test_a_finding_says_which_one_it_adapts_while_that_may_be_read(world: World) -> None:
    shown = await published(world, title="Waiting")
    draft = await a_draft(world, adapts_id=shown["id"])
    seen = (await read(world.amina, draft))["adapts"]
    await moved(world.amina, shown, "withdraw")

    assert seen == {"id": shown["id"], "title": "Waiting", "school_name": "Birch School"}
    assert (await read(world.amina, draft))["adapts"] is None
    kept = await world.amina.put(
        f"/findings/{draft['id']}", TEXT | {"adapts_id": shown["id"], "title": "Mine"}, version=draft["version"]
    )
    assert kept.status_code == 200, kept.text


@pytest.mark.parametrize("make", [a_draft, accepted, None])
async def test_what_may_not_be_read_on_the_fair_is_not_adapted(world: World, make: Any) -> None:
    group_id = await a_group(world)
    finding_id = (await make(world))["id"] if make else str(uuid4())

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"adapts_id": finding_id})

    refused(answer, 404, "not-found")


async def test_a_withdrawn_finding_is_not_adapted_any_more(world: World) -> None:
    group_id, gone = await a_group(world), await withdrawn(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"adapts_id": gone["id"]})

    refused(answer, 410, "fair/withdrawn")


# ---- versions and preview ------------------------------------------------------------------------


async def test_every_saved_text_is_kept_and_read_by_the_group_alone(world: World) -> None:
    group_id = await a_group(world)
    draft = await a_draft(world, group_id, aims="First aim")
    path = f"/findings/{draft['id']}"
    await world.ben.put(path, TEXT | {"aims": "Second aim"}, version=1)
    await world.amina.post(f"/groups/{group_id}/members", {"staff_id": str(world.frank.staff_id)})

    listed = (await world.frank.get(f"{path}/versions")).json()["items"]
    first = (await world.frank.get(f"{path}/versions/1")).json()

    assert [(row["number"], row["by_name"]) for row in listed] == [(2, "Ben"), (1, "Amina")]
    assert (first["texts"]["aims"], first["by_name"]) == ("First aim", "Amina")
    refused(await world.amina.get(f"{path}/versions/3"), 404, "not-found")
    refused(await world.amina.get(f"{path}/versions/0"), 422, "invalid-request")
    refused(await world.amina.get(f"{path}/versions/{2**31}"), 422, "invalid-request")
    refused(await world.eve.get(f"{path}/versions/1"), 404, "not-found")


async def test_a_lead_reads_what_was_handed_in_and_not_how_it_came_about(world: World) -> None:
    finding = await submitted(world)

    refused(await world.hana.get(f"/findings/{finding['id']}/versions"), 403, "forbidden")
    refused(await world.hana.get(f"/findings/{finding['id']}/versions/1"), 403, "forbidden")


async def test_the_longest_texts_there_can_be_are_kept(world: World) -> None:
    long = '"\\' * 5_000
    sections = ("background", "aims", "methods", "findings", "implications", "next_time")

    draft = await a_draft(world, **dict.fromkeys(sections, long))

    kept = (await world.amina.get(f"/findings/{draft['id']}/versions/1")).json()
    assert kept["texts"]["next_time"] == long


async def test_a_preview_is_what_the_fair_would_show(world: World) -> None:
    answer = await world.amina.post("/findings/preview", {"texts": {"aims": "*So* <script>alert(1)</script>"}})

    assert answer.json() == {"html": {"aims": "<p><em>So</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>"}}


async def test_a_preview_takes_as_many_texts_as_a_finding_has_and_knows_no_foreign_finding(world: World) -> None:
    draft = await a_draft(world)

    refused(await world.amina.post("/findings/preview", {"texts": dict.fromkeys("abcdefghi", "x")}), 422,
            "invalid-request")  # fmt: skip
    refused(await world.amina.post("/findings/preview", {"texts": {"a": "x" * 10_001}}), 422, "invalid-request")
    refused(await world.eve.post("/findings/preview", {"texts": {}, "finding_id": draft["id"]}), 404, "not-found")
    nobody = await browser(world.app).post("/findings/preview", json={"texts": {}})
    refused(nobody, 401, "not-signed-in")


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
