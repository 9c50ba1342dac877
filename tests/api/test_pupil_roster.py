"""The roster as digests, names in what people type, and what cannot be published, as clients see it."""

import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_fair import a_draft, all_agree, moved, on_the_fair, published
from cast import NOW, Person, World
from openpyxl import Workbook
from refusals import refused
from sqlmodel import select

from app.pupils.tables import PupilName
from app.web.tables import IdempotentRequest

NAMES = ["Amira Khan", "Anne-Marie Smith", "Łukasz Żółkiewski", "Grace Okoro"]


async def loaded(world: World, names: list[str] | None = None) -> None:
    answer = await world.hana.post("/pupils/roster", {"names": names or NAMES})
    assert answer.status_code == 200, answer.text


async def upload(person: Person, content: bytes, name: str = "roster.csv", key: str | None = None) -> httpx.Response:
    return await person.client.post(
        "/pupils/roster/file", files={"file": (name, content, "text/csv")},
        headers={"Idempotency-Key": key or str(uuid4())},
    )  # fmt: skip


async def words_in(person: Person, **texts: str) -> list[tuple[str, str, bool]]:
    answer = await person.post("/pupils/check", {"texts": texts})
    assert answer.status_code == 200, answer.text
    return [(one["field"], one["word"], one["certain"]) for one in answer.json()["names"]]


# ---- the roster ------------------------------------------------------------------------------------------


async def test_a_roster_is_loaded_replaced_and_forgotten(world: World) -> None:
    assert (await world.hana.get("/pupils/roster")).json() == {"names": 0, "loaded_at": None, "by_name": None}

    first = await world.hana.post("/pupils/roster", {"names": [*NAMES, NAMES[0], "7"]})
    assert first.json() == {"count": 4}
    told = (await world.dev.get("/pupils/roster")).json()
    assert (told["names"], told["by_name"], told["loaded_at"]) == (4, "Hana", "2026-11-02T08:00:00Z")

    await loaded(world, ["Zoe Quirke"])
    assert await words_in(world.amina, note="We saw Amira and Zoe") == [("note", "Zoe", True)]

    assert (await world.hana.client.delete("/pupils/roster")).status_code == 204
    assert (await world.hana.client.delete("/pupils/roster")).status_code == 204
    assert (await world.hana.get("/pupils/roster")).json()["names"] == 0
    assert await words_in(world.amina, note="We saw Zoe") == []
    acts = [one["action"] for one in (await world.hana.get("/audit")).json()["items"]]
    assert sorted(acts) == ["roster.deleted", "roster.loaded", "roster.loaded"]


async def test_no_name_of_the_roster_is_stored_anywhere(world: World) -> None:
    await loaded(world)

    with world.database.reading(world.hana.scope) as session:
        rows = session.exec(select(PupilName).where(PupilName.school_id == world.birch_id)).all()
        kept = session.exec(select(IdempotentRequest).where(IdempotentRequest.school_id == world.birch_id)).all()
    stored = repr([row.model_dump() for row in rows]) + repr([row.model_dump() for row in kept])

    assert len(rows) >= len(NAMES) * 3
    assert all(len(row.digest) == 64 for row in rows)
    assert not any(word.casefold() in stored.casefold() for name in NAMES for word in name.replace("-", " ").split())


async def test_two_schools_with_the_same_pupil_have_nothing_in_common(world: World) -> None:
    await loaded(world)
    assert (await world.eve.post("/pupils/roster", {"names": NAMES})).status_code == 200

    digests = []
    for person in (world.hana, world.eve):
        with world.database.reading(person.scope) as session:
            school_id = person.actor.school_id
            digests.append(set(session.exec(select(PupilName.digest).where(PupilName.school_id == school_id))))

    assert digests[0]
    assert digests[0] & digests[1] == set()


async def test_the_same_upload_twice_is_one(world: World) -> None:
    key = str(uuid4())
    answers = [await world.hana.post("/pupils/roster", {"names": NAMES}, key=key) for _ in range(2)]

    assert [answer.json() for answer in answers] == [{"count": 4}] * 2
    assert len((await world.hana.get("/audit")).json()["items"]) == 1
    refused(await world.hana.post("/pupils/roster", {"names": ["Zoe Q"]}, key=key), 422, "idempotency/key-reused")


async def test_only_leads_load_read_about_and_forget_the_roster(world: World) -> None:
    for person in (world.amina, world.grace):
        refused(await person.post("/pupils/roster", {"names": NAMES}), 403, "forbidden")
        refused(await person.get("/pupils/roster"), 403, "forbidden")
        refused(await person.client.delete("/pupils/roster"), 403, "forbidden")
        refused(await upload(person, b"Amira Khan"), 403, "forbidden")


async def test_another_school_s_roster_finds_nothing_here(world: World) -> None:
    await loaded(world)

    assert await words_in(world.fay, note="We saw Amira Khan write") == [("note", "Amira Khan", False)]
    assert (await world.eve.get("/pupils/roster")).json()["names"] == 0


async def test_five_thousand_names_are_taken_and_one_more_is_not(world: World) -> None:
    letters = "abcdefghijklmnopqr"
    names = [f"{a}{b}{c}na {c}{b}{a}ski".title() for a in letters for b in letters for c in letters][:5001]

    assert (await world.hana.post("/pupils/roster", {"names": names[:5000]})).json() == {"count": 5000}
    refused(await world.hana.post("/pupils/roster", {"names": names}), 422, "invalid-request")
    refused(await upload(world.hana, "\n".join(names).encode()), 422, "pupils/roster-unreadable")
    assert (await world.hana.get("/pupils/roster")).json()["names"] == 5000


@pytest.mark.parametrize("names", [[], [""], ["x" * 201], ["Amira\x00Khan"], "Amira", None])
async def test_a_list_that_cannot_be_read_is_refused(world: World, names: Any) -> None:
    refused(await world.hana.post("/pupils/roster", {"names": names}), 422, "invalid-request")


async def test_a_list_without_a_letter_is_refused_and_keeps_the_roster(world: World) -> None:
    await loaded(world)

    refused(await world.hana.post("/pupils/roster", {"names": ["1234", "--"]}), 422, "pupils/roster-unreadable")

    assert (await world.hana.get("/pupils/roster")).json()["names"] == 4


# ---- files -------------------------------------------------------------------------------------------------


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"Amira Khan\r\nZoe Quirke\r\n\r\n",
        b"Khan, Amira\nQuirke, Zoe\n",
        b"Surname,Forename,Year\nKhan,Amira,7\nQuirke,Zoe,8\n",
        b"UPN;Legal Surname;Legal Forename\nA1;Khan;Amira\nA2;Quirke;Zoe",
        b"Student Name\tForm\nAmira Khan\t7A\nZoe Quirke\t7B\n",
        "\ufeffForename,Surname\nAmira,Khan\nZoe,Quirke".encode(),
        "Amira Khan\nZoe Quirke".encode("utf-16"),
        workbook(("Forename", "Surname", "UPN"), ("Amira", "Khan", 1), (None, None, None), ("Zoe", "Quirke", 2)),
        workbook(("Amira", "Khan"), ("Zoe", "Quirke")),
    ],
)  # fmt: skip
async def test_rosters_come_as_text_table_or_workbook(world: World, content: bytes) -> None:
    answer = await upload(world.hana, content)

    assert answer.json() == {"count": 2}, answer.text
    assert await words_in(world.amina, a="we saw amira khan", b="and Quirke") == [
        ("a", "amira khan", True),
        ("b", "Quirke", True),
    ]


async def test_a_workbook_of_names_written_in_windows_letters_is_read(world: World) -> None:
    assert (await upload(world.hana, "Siân Llŷr".replace("ŷ", "y").encode("cp1252"))).json() == {"count": 1}

    assert await words_in(world.amina, a="we saw sian llyr") == [("a", "sian llyr", True)]


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"12\n34", b"PK\x03\x04 no zip at all", b"\x89PNG\r\n\x00\x00", b"x" * 900_001, b"y" * 300],
    ids=["empty", "blank", "numbers", "broken workbook", "picture", "large", "one long name"],
)  # fmt: skip
async def test_a_file_without_names_is_refused_with_what_would_be_read(world: World, content: bytes) -> None:
    problem = refused(await upload(world.hana, content), 422, "pupils/roster-unreadable")

    assert "Forename" in problem["detail"]


async def test_a_workbook_that_unpacks_to_far_more_is_refused(world: World) -> None:
    bomb = workbook(*[("a" * 30_000,)] * 500)
    assert len(bomb) < 900_000

    refused(await upload(world.hana, bomb, "roster.xlsx"), 422, "pupils/roster-unreadable")


# ---- names in what is typed ----------------------------------------------------------------------------------


async def test_everybody_on_the_staff_is_warned_of_names_and_nothing_is_stored(world: World) -> None:
    await loaded(world)

    for person in (world.amina, world.hana, world.grace, world.dev):
        assert await words_in(person, question="How does Amira speak?", note="nobody") == [("question", "Amira", True)]
    assert len((await world.hana.get("/audit")).json()["items"]) == 1


async def test_without_a_roster_what_looks_like_a_name_is_asked_about(world: World) -> None:
    found = await words_in(world.amina, note="We saw Jack T. write, born 12/03/2014: jack@birch.example, A123456789012")

    assert found == [
        ("note", "Jack T.", False), ("note", "12/03/2014", False), ("note", "jack@birch.example", False),
        ("note", "A123456789012", True),
    ]  # fmt: skip


async def test_a_colleague_s_name_is_a_question(world: World) -> None:
    await loaded(world, ["Amina Hall", "Ben Ode"])

    found = await words_in(world.amina, note="Then Amina hosted and Ben Ode drew; Ode left")

    assert found == [("note", "Amina", False), ("note", "Ben Ode", True), ("note", "Ode", True)]


async def test_texts_of_50_000_bytes_are_looked_through_and_one_more_is_not(world: World) -> None:
    half = {"a": "é" * 12_500, "b": "x" * 25_000}

    assert (await world.amina.post("/pupils/check", {"texts": half})).json() == {"names": []}
    problem = refused(
        await world.amina.post("/pupils/check", {"texts": half | {"c": "y"}}), 422, "pupils/texts-too-long"
    )
    assert problem["bytes_max"] == 50_000
    many = {f"f{number}": "x" for number in range(61)}
    refused(await world.amina.post("/pupils/check", {"texts": many}), 422, "invalid-request")


# ---- publishing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "field",
    [
        "title",
        "pull_quote",
        "background",
        "aims",
        "methods",
        "findings",
        "implications",
        "next_time",
        "focus",
        "subject",
    ],
)
async def test_a_pupil_s_name_in_any_part_of_a_finding_keeps_it_from_the_fair(world: World, field: str) -> None:
    await loaded(world)
    draft = await a_draft(world, audience="school", **{field: "as amira khan said"})
    await all_agree(world, draft)

    for body in (None, {"is_checked": True}):
        problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit", body), 409, "finding/names-a-pupil")

    assert (problem["field"], problem["word"]) == (field, "amira khan")
    assert (await world.amina.get(f"/findings/{draft['id']}")).json()["state"] == "draft"


async def test_what_looks_like_a_name_is_handed_in_when_the_authors_have_looked(world: World) -> None:
    draft = await a_draft(world, methods="We followed Jack T. for a term.")
    await all_agree(world, draft)

    problem = refused(await world.amina.post(f"/findings/{draft['id']}/submit"), 409, "finding/names-not-checked")
    assert [(one["field"], one["word"]) for one in problem["names"]] == [("methods", "Jack T.")]
    assert "Jack T." in problem["detail"]

    done = await world.amina.post(f"/findings/{draft['id']}/submit", {"is_checked": True})
    assert done.json()["state"] == "submitted", done.text


async def test_a_finding_about_labels_is_published_as_before(world: World) -> None:
    await loaded(world)
    draft = await a_draft(world)
    await all_agree(world, draft)

    handed_in = await world.amina.post(f"/findings/{draft['id']}/submit")
    await moved(world.hana, draft, "accept")
    answer = await world.amina.post(f"/findings/{draft['id']}/publish")

    assert handed_in.status_code == 200, handed_in.text
    assert answer.json()["state"] == "published", answer.text
    assert answer.json()["published_at"] == NOW.isoformat().replace("+00:00", "Z")


async def test_what_is_said_at_the_fair_names_no_pupil(world: World) -> None:
    """Take out: react_checked's question in app/fair/actions/reacting.py."""
    await loaded(world)
    draft = await a_draft(world)
    await on_the_fair(world, draft)
    path = f"/fair/findings/{draft['id']}/reactions"

    named = refused(
        await world.frank.post(path, {"kind": "tried", "text": "It helped Amira Khan"}), 409, "finding/names-a-pupil"
    )

    assert (named["field"], named["word"]) == ("text", "Amira Khan")
    assert (await world.frank.get(path)).json()["items"] == []
    assert (await world.frank.post(path, {"kind": "tried", "text": "It helped pupil A"})).status_code == 201


@pytest.mark.parametrize("text", ["It helped the girl of 12/03/2014", "She is born on 12 March 2014"])
async def test_what_is_said_at_the_fair_holds_no_date_of_birth(world: World, text: str) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}"

    answers = [
        await world.frank.post(f"{path}/reactions", {"kind": "tried", "text": text}),
        await world.frank.post(f"{path}/questions", {"text": text}),
    ]

    assert [refused(one, 409, "finding/names-a-pupil")["word"] in text for one in answers] == [True, True]
    recent = {"kind": "tried", "text": "We tried it on 12/10/2026"}
    assert (await world.frank.post(f"{path}/reactions", recent)).status_code == 201
