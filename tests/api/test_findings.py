"""Drafting a finding, agreeing to it, handing it in, publishing and withdrawing it, as clients see it."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from build_fair import TEXT, a_draft, a_group, accepted, agreed, all_agree, published, submitted, withdrawn
from cast import NOW, World
from conftest import Clock
from refusals import refused
from sqlmodel import select

from app.fair.tables import Finding
from app.identity import queries as people
from app.school_year.tables import SchoolYear
from app.study.tables import StudyRound
from app.timetable.tables import TimetableVersion


def rounds_of(world: World, *group_ids: str) -> list[str]:
    """A round of each group, as if they had been planned."""
    with world.database.writing(world.hana.scope) as session:
        year = SchoolYear(
            school_id=world.birch_id, name=uuid4().hex, starts_on=date(2026, 9, 1), ends_on=date(2027, 7, 20),
            cycle_days="[]", created_at=NOW,
        )  # fmt: skip
        session.add(year)
        session.flush()
        version = TimetableVersion(
            school_id=world.birch_id, year_id=year.id, number=1, starts_on=year.starts_on, file_names="[]",
            teacher_count=0, lesson_count=0, committed_at=NOW, committed_by=world.hana.staff_id,
        )  # fmt: skip
        session.add(version)
        session.flush()
        made = [
            StudyRound(
                school_id=world.birch_id, group_id=UUID(group_id), host_id=world.amina.staff_id,
                version_id=version.id, held_on=date(2026, 11, 9), period=f"P{number}", starts_at=NOW,
                ends_at=NOW + timedelta(hours=1), class_name="8X", focus="Oracy", debrief_on=date(2026, 11, 9),
                debrief_starts_at=NOW + timedelta(hours=8), debrief_ends_at=NOW + timedelta(hours=9),
                created_by=world.amina.staff_id, created_at=NOW,
            )
            for number, group_id in enumerate(group_ids)
        ]  # fmt: skip
        session.add_all(made)
        return [str(row.id) for row in made]


def body(finding: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A finding as a PUT body, with changes."""
    return {key: finding[key] for key in (*TEXT, "round_ids")} | changes


def in_the_database(world: World, finding: dict[str, Any]) -> Finding:
    with world.database.reading(world.amina.scope) as session:
        return session.exec(select(Finding).where(Finding.id == UUID(finding["id"]))).one()


# ---- drafting ----------------------------------------------------------------------------------


async def test_a_member_begins_a_draft_and_everybody_in_the_group_is_its_author(world: World) -> None:
    draft = await a_draft(world)

    assert (draft["state"], draft["version"], draft["published_at"]) == ("draft", 1, None)
    assert [(author["name"], author["agreed"]) for author in draft["authors"]] == [
        ("Amina", False),
        ("Ben", False),
        ("Chloe", False),
    ]
    assert draft["what_is_missing"] == ["Amina, Ben and Chloe have not agreed to this text yet."]
    assert {key: draft[key] for key in TEXT} == TEXT


async def test_a_draft_may_be_as_good_as_empty(world: World) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", {"title": "Later"})

    assert answer.status_code == 201
    assert "Name the focus." in answer.json()["what_is_missing"]


async def test_a_draft_has_a_title(world: World) -> None:
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"title": "  "})

    assert refused(answer, 422, "invalid-request")["errors"][0]["pointer"] == "/body/title"


@pytest.mark.parametrize("outsider", ["frank", "hana", "dev"])
async def test_only_members_write_for_their_group(world: World, outsider: str) -> None:
    group_id = await a_group(world)

    refused(await world.people[outsider].post(f"/groups/{group_id}/findings", TEXT), 403, "forbidden")


async def test_writing_twice_with_one_key_is_one_draft(world: World) -> None:
    group_id, key = await a_group(world), str(uuid4())
    path = f"/groups/{group_id}/findings"

    first = await world.amina.post(path, TEXT, key=key)
    again = await world.amina.post(path, TEXT, key=key)

    assert (again.status_code, again.json()) == (201, first.json())
    assert len((await world.amina.get(path)).json()["items"]) == 1


async def test_who_joins_later_reads_the_draft_and_is_not_its_author(world: World) -> None:
    group_id = await a_group(world)
    draft = await a_draft(world, group_id)
    await world.amina.post(f"/groups/{group_id}/members", {"staff_id": str(world.frank.staff_id)})

    seen = await world.frank.get(f"/findings/{draft['id']}")
    changed = await world.frank.put(f"/findings/{draft['id']}", body(draft), version=1)

    assert (seen.status_code, len(seen.json()["authors"])) == (200, 3)
    refused(changed, 403, "forbidden")
    refused(await world.frank.post(f"/findings/{draft['id']}/agree"), 403, "forbidden")
    for verb in ("submit", "publish", "take-back", "revise"):
        refused(await world.frank.post(f"/findings/{draft['id']}/{verb}"), 403, "forbidden")


async def test_who_has_left_the_group_stays_an_author(world: World) -> None:
    group_id = await a_group(world, "amina", "ben", "chloe", "frank")
    draft = await a_draft(world, group_id)
    await world.frank.post(f"/groups/{group_id}/members/{world.frank.staff_id}/leave")

    answer = await world.frank.post(f"/findings/{draft['id']}/agree")

    assert [author["agreed"] for author in answer.json()["authors"]] == [False, False, False, True]


async def test_a_finding_comes_from_rounds_of_its_own_group_only(world: World) -> None:
    group_id, other_id = await a_group(world), await a_group(world, "frank", "grace", "hana")
    ours, theirs = rounds_of(world, group_id, other_id)

    good = await a_draft(world, group_id, round_ids=[ours, ours])
    bad = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"round_ids": [ours, theirs]})
    unknown = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"round_ids": [str(uuid4())]})
    without = await world.ben.put(f"/findings/{good['id']}", body(good, round_ids=[]), version=1)

    assert good["round_ids"] == [ours]
    refused(bad, 404, "not-found")
    refused(unknown, 404, "not-found")
    assert without.json()["round_ids"] == []


# ---- who reads ---------------------------------------------------------------------------------


@pytest.mark.parametrize("outsider", ["frank", "hana", "dev", "eve"])
async def test_a_draft_is_unknown_outside_its_group(world: World, outsider: str) -> None:
    draft, person = await a_draft(world), world.people[outsider]
    path = f"/findings/{draft['id']}"

    refused(await person.get(path), 404, "not-found")
    refused(await person.put(path, body(draft), version=1), 404, "not-found")
    for verb in ("agree", "submit", "take-back", "publish", "withdraw", "revise"):
        refused(await person.post(f"{path}/{verb}"), 404, "not-found")
    refused(await person.get(f"{path}/versions"), 404, "not-found")
    refused(await person.get(f"{path}/versions/1"), 404, "not-found")


@pytest.mark.parametrize(("outsider", "status"), [("frank", 404), ("hana", 200), ("dev", 200), ("eve", 404)])
async def test_the_making_of_a_published_finding_is_known_to_leads_of_the_school(
    world: World, outsider: str, status: int
) -> None:
    finding = await published(world)

    answer = await world.people[outsider].get(f"/findings/{finding['id']}")

    assert answer.status_code == status


async def test_a_group_lists_its_findings_last_changed_first(world: World, clock: Clock) -> None:
    group_id = await a_group(world)
    first = await a_draft(world, group_id, title="First")
    clock.instant += timedelta(minutes=1)
    await a_draft(world, group_id, title="Second")
    clock.instant += timedelta(minutes=1)
    await world.ben.put(f"/findings/{first['id']}", body(first, title="First, revised"), version=1)
    await world.ben.post(f"/findings/{first['id']}/agree")

    page = (await world.chloe.get(f"/groups/{group_id}/findings?limit=1")).json()
    rest = (await world.chloe.get(f"/groups/{group_id}/findings", params={"after": page["next"]})).json()

    assert [(row["title"], row["agreed"], row["authors"]) for row in page["items"]] == [("First, revised", 1, 3)]
    assert [row["title"] for row in rest["items"]] == ["Second"]
    assert rest["next"] is None


async def test_a_lead_from_outside_lists_what_was_published_and_not_the_drafts(world: World) -> None:
    group_id = await a_group(world)
    await a_draft(world, group_id, title="Unfinished")
    await published(world, group_id, title="Finished")

    listed = (await world.hana.get(f"/groups/{group_id}/findings")).json()["items"]

    assert [row["title"] for row in listed] == ["Finished"]


async def test_a_colleague_outside_lists_no_findings_of_a_group_and_another_school_knows_none(world: World) -> None:
    group_id = await a_group(world)

    refused(await world.frank.get(f"/groups/{group_id}/findings"), 403, "forbidden")
    refused(await world.eve.get(f"/groups/{group_id}/findings"), 404, "not-found")
    refused(await world.eve.post(f"/groups/{group_id}/findings", TEXT), 404, "not-found")


# ---- editing and agreeing ----------------------------------------------------------------------


async def test_an_edit_asks_everybody_to_agree_again(world: World) -> None:
    draft = await a_draft(world)
    await all_agree(world, draft)

    answer = await world.ben.put(f"/findings/{draft['id']}", body(draft, aims="Something else"), version=1)

    assert (answer.json()["version"], answer.headers["etag"]) == (2, '"2"')
    assert [author["agreed"] for author in answer.json()["authors"]] == [False, False, False]


async def test_two_edits_of_one_version_end_with_one(world: World) -> None:
    draft = await a_draft(world)
    path = f"/findings/{draft['id']}"

    answers = await asyncio.gather(
        *(
            person.put(path, body(draft, aims=person.name), version=1)
            for person in (world.amina, world.ben, world.chloe)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    assert (await world.amina.get(path)).json()["version"] == 2


async def test_an_edit_names_the_version_that_was_read(world: World) -> None:
    draft = await a_draft(world)

    answer = await world.amina.put(f"/findings/{draft['id']}", body(draft), version=None)

    refused(answer, 428, "version-missing")


async def test_agreeing_to_a_text_that_has_changed_since_is_refused(world: World) -> None:
    draft = await a_draft(world)
    path = f"/findings/{draft['id']}"
    await world.amina.put(path, body(draft, findings="Nothing like what you read"), version=1)

    answer = await world.ben.post(f"{path}/agree", headers={"If-Match": '"1"'})

    assert refused(answer, 412, "stale")["current_version"] == 2
    assert not any(author["agreed"] for author in (await world.ben.get(path)).json()["authors"])


# ---- publishing --------------------------------------------------------------------------------


async def test_what_every_author_agreed_to_is_published_under_the_names_of_that_day(world: World) -> None:
    group_id = await a_group(world)

    finding = await published(world, group_id)

    row = in_the_database(world, finding)
    assert (finding["state"], finding["what_is_missing"]) == ("published", [])
    assert finding["published_at"].startswith("2026-11-02T08:00:00")
    assert (row.school_name, row.author_names) == ("Birch School", '["Amina", "Ben", "Chloe"]')
    assert row.group_name.startswith("Group ")


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_a_finding_waits_for_each_of_its_authors(world: World, count: int) -> None:
    draft = await a_draft(world)
    for person in (world.amina, world.ben)[:count]:
        await person.post(f"/findings/{draft['id']}/agree")

    answer = await world.amina.post(f"/findings/{draft['id']}/submit")

    assert refused(answer, 409, "fair/not-agreed")["waiting_for"] == ["Amina", "Ben", "Chloe"][count:]
    assert in_the_database(world, draft).state == "draft"


async def test_an_agreement_to_an_older_text_does_not_count(world: World) -> None:
    draft = await a_draft(world)
    await all_agree(world, draft)
    await world.amina.put(f"/findings/{draft['id']}", body(draft, aims="Something else"), version=1)
    await world.amina.post(f"/findings/{draft['id']}/agree")

    answer = await world.amina.post(f"/findings/{draft['id']}/submit")

    assert refused(answer, 409, "fair/not-agreed")["waiting_for"] == ["Ben", "Chloe"]


@pytest.mark.parametrize(
    "changes",
    [
        {"findings": ""},
        {"focus": ""},
        {"next_time": ""},
        {"pull_quote": "one two three four five six seven"},
        {"licence": "school-internal"},
        {"licence": "school-internal", "audience": "trust"},
    ],
)
async def test_an_incomplete_finding_is_kept_as_a_draft(world: World, changes: dict[str, str]) -> None:
    draft = await a_draft(world, **changes)
    await all_agree(world, draft)

    answer = await world.amina.post(f"/findings/{draft['id']}/submit")

    assert len(refused(answer, 409, "fair/incomplete")["missing"]) == 1
    assert in_the_database(world, draft).state == "draft"


async def test_a_school_without_a_trust_shares_with_none(world: World) -> None:
    with world.database.writing(world.amina.scope) as session:
        people.school(session, world.birch_id).trust_id = None
    group_id = await a_group(world)

    answer = await world.amina.post(f"/groups/{group_id}/findings", TEXT | {"audience": "trust"})

    refused(answer, 409, "fair/no-trust")


async def test_publishing_twice_with_one_key_publishes_once(world: World) -> None:
    finding, key = await accepted(world), str(uuid4())
    path = f"/findings/{finding['id']}/publish"

    first = await world.amina.post(path, key=key)
    again = await world.amina.post(path, key=key)
    anew = await world.amina.post(path)

    assert (again.status_code, again.json()) == (200, first.json())
    assert refused(anew, 409, "fair/not-accepted")["state"] == "published"


@pytest.mark.parametrize("make", [submitted, accepted, published, withdrawn])
async def test_what_was_handed_in_is_never_edited_or_agreed_to_again(world: World, make: Any) -> None:
    finding = await make(world)
    path = f"/findings/{finding['id']}"

    refused(await world.amina.put(path, body(finding, title="Other"), version=1), 409, "fair/not-a-draft")
    refused(await world.amina.post(f"{path}/agree"), 409, "fair/not-a-draft")
    assert in_the_database(world, finding).title == TEXT["title"]


async def test_an_edit_that_races_with_handing_in_never_hands_in_an_unread_text(world: World) -> None:
    draft = await agreed(world)
    path = f"/findings/{draft['id']}"

    edited, handed_in = await asyncio.gather(
        world.ben.put(path, body(draft, title="Unread"), version=1), world.amina.post(f"{path}/submit")
    )

    assert {edited.status_code, handed_in.status_code} == {200, 409}
    row = in_the_database(world, draft)
    assert (row.state, row.title) in {("submitted", TEXT["title"]), ("draft", "Unread")}


async def test_two_who_publish_at_once_publish_once(world: World) -> None:
    finding = await accepted(world)
    path = f"/findings/{finding['id']}/publish"

    answers = await asyncio.gather(*(person.post(path) for person in (world.amina, world.ben, world.hana)))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]


# ---- withdrawing -------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["amina", "chloe", "hana", "dev"])
async def test_each_author_and_each_lead_may_withdraw(world: World, person: str) -> None:
    finding = await published(world)

    answer = await world.people[person].post(f"/findings/{finding['id']}/withdraw")

    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")


async def test_a_member_who_is_no_author_may_not_withdraw(world: World) -> None:
    group_id = await a_group(world)
    finding = await published(world, group_id)
    await world.amina.post(f"/groups/{group_id}/members", {"staff_id": str(world.frank.staff_id)})

    refused(await world.frank.post(f"/findings/{finding['id']}/withdraw"), 403, "forbidden")


@pytest.mark.parametrize("make", [a_draft, submitted, accepted, withdrawn])
async def test_only_what_is_on_the_fair_is_withdrawn(world: World, make: Any) -> None:
    finding = await make(world)

    answer = await world.amina.post(f"/findings/{finding['id']}/withdraw")

    assert refused(answer, 409, "fair/not-published")["state"] == finding["state"]
