"""Questions to the team of a finding, and what the team answers."""

from uuid import uuid4

import pytest
from build_fair import an_outsider, published, reader
from cast import World, browser

from app.shelf import actions
from app.shelf.actions import asking


async def test_a_reader_asks_and_an_author_answers(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"

    asked = await world.frank.post(path, {"text": "How long did you wait?"})
    answered = await world.ben.post(f"/questions/{asked.json()['id']}/answers", {"text": "Ten seconds."})
    (seen,) = (await world.eve.get(path)).json()["items"]

    assert (asked.status_code, answered.status_code) == (201, 201)
    assert (seen["text"], seen["by_name"], seen["school_name"]) == ("How long did you wait?", "Frank", "Birch School")
    assert [(one["text"], one["by_name"]) for one in seen["answers"]] == [("Ten seconds.", "Ben")]
    assert seen["may_answer"] is False
    assert (await world.ben.get(path)).json()["items"][0]["may_answer"] is True


async def test_another_school_asks_and_reads_the_answer(world: World) -> None:
    for audience, asker in (("trust", world.fay), ("everyone", an_outsider(world.app))):
        finding = await published(world, audience=audience)
        path = f"/fair/findings/{finding['id']}/questions"

        asked = await asker.post(path, {"text": "In Year 7 too?"})
        answered = await world.amina.post(f"/questions/{asked.json()['id']}/answers", {"text": "Yes."})
        (seen,) = (await asker.get(path)).json()["items"]

        assert (asked.status_code, answered.status_code) == (201, 201), audience
        assert [one["text"] for one in seen["answers"]] == ["Yes."], audience


async def test_the_public_reads_questions_to_public_findings_only(world: World) -> None:
    public, trust = await published(world), await published(world, audience="trust")
    for finding in (public, trust):
        await world.frank.post(f"/fair/findings/{finding['id']}/questions", {"text": "Why?"})

    async with reader(world) as client:
        read = await client.get(f"/api/fair/findings/{public['id']}/questions")
        hidden = await client.get(f"/api/fair/findings/{trust['id']}/questions")

    assert (len(read.json()["items"]), hidden.status_code) == (1, 404)


async def test_only_authors_answer(world: World) -> None:
    finding = await published(world)
    asked = (await world.frank.post(f"/fair/findings/{finding['id']}/questions", {"text": "Why?"})).json()
    path = f"/questions/{asked['id']}/answers"

    refused = {
        "colleague": await world.frank.post(path, {"text": "I know."}),
        "lead": await world.hana.post(path, {"text": "I know."}),
        "trust": await world.fay.post(path, {"text": "I know."}),
        "outsider": await an_outsider(world.app).post(path, {"text": "I know."}),
        "nobody": await browser(world.app).post(path, json={"text": "I know."}, headers={"Idempotency-Key": "x"}),
    }

    assert {who: answer.status_code for who, answer in refused.items()} == {
        "colleague": 403, "lead": 403, "trust": 403, "outsider": 403, "nobody": 401,
    }  # fmt: skip


async def test_what_one_may_not_read_is_not_found(world: World) -> None:
    finding = await published(world, audience="school")
    asked = (await world.frank.post(f"/fair/findings/{finding['id']}/questions", {"text": "Why?"})).json()

    assert (await world.eve.get(f"/fair/findings/{finding['id']}/questions")).status_code == 404
    assert (await world.eve.post(f"/fair/findings/{finding['id']}/questions", {"text": "Why?"})).status_code == 404
    assert (await world.eve.post(f"/questions/{asked['id']}/answers", {"text": "So."})).status_code == 404
    assert (await world.amina.post(f"/questions/{uuid4()}/answers", {"text": "So."})).status_code == 404


async def test_a_withdrawn_finding_is_gone_with_its_questions(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"
    asked = (await world.frank.post(path, {"text": "Why?"})).json()
    await world.amina.post(f"/findings/{finding['id']}/withdraw")

    answers = [
        await world.eve.get(path), await world.eve.post(path, {"text": "Why?"}),
        await world.amina.post(f"/questions/{asked['id']}/answers", {"text": "So."}),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert {answer.json()["type"] for answer in answers} == {"/problems/fair/withdrawn"}


async def test_names_of_pupils_are_refused_in_both(world: World) -> None:
    loaded = await world.hana.post("/pupils/roster", {"names": ["Quentin Quill"]})
    assert loaded.status_code in (200, 201), loaded.text
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"
    asked = (await world.frank.post(path, {"text": "Why?"})).json()

    named = await world.frank.post(path, {"text": "Did Quentin Quill speak?"})
    answered = await world.amina.post(f"/questions/{asked['id']}/answers", {"text": "Quentin Quill did."})

    assert (named.status_code, answered.status_code) == (409, 409)
    assert {named.json()["type"], answered.json()["type"]} == {"/problems/finding/names-a-pupil"}
    assert len((await world.frank.get(path)).json()["items"]) == 1


async def test_the_same_key_asks_once(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"

    first = await world.frank.post(path, {"text": "Why?"}, key="one")
    again = await world.frank.post(path, {"text": "Why?"}, key="one")
    answers = [
        await world.amina.post(f"/questions/{first.json()['id']}/answers", {"text": "So."}, key="two") for _ in range(2)
    ]

    assert first.json() == again.json()
    assert answers[0].json() == answers[1].json()
    (seen,) = (await world.frank.get(path)).json()["items"]
    assert len(seen["answers"]) == 1


async def test_questions_and_answers_have_a_limit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert actions.ask is asking.ask
    monkeypatch.setattr(asking, "QUESTIONS_MAX", 2)
    monkeypatch.setattr(asking, "ANSWERS_MAX", 1)
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"

    asked = [await world.frank.post(path, {"text": "Why?"}) for _ in range(3)]
    answers = f"/questions/{asked[0].json()['id']}/answers"
    answered = [await world.amina.post(answers, {"text": "So."}) for _ in range(2)]

    assert [one.status_code for one in asked] == [201, 201, 409]
    assert asked[2].json()["questions_max"] == 2
    assert [one.status_code for one in answered] == [201, 409]
    assert answered[1].json()["answers_max"] == 1
    assert (await world.grace.post(path, {"text": "And I?"})).status_code == 201


async def test_bad_words_are_refused_and_hostile_ones_come_back_as_they_were(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"

    for text in ("", "   ", "x" * 2001, "a\0b", "\u202eevil"):
        assert (await world.frank.post(path, {"text": text})).status_code == 422, repr(text)
    assert (await world.frank.post(path, {"text": "x", "by_name": "Hana"})).status_code == 422
    hostile = "<script>alert(1)</script> ![x](javascript:alert(1)) {{7*7}}"
    assert (await world.frank.post(path, {"text": hostile})).json()["text"] == hostile
    assert (await world.frank.post(path, {"text": "x" * 2000})).status_code == 201


async def test_questions_are_read_in_pages_newest_first(world: World) -> None:
    finding = await published(world)
    path = f"/fair/findings/{finding['id']}/questions"
    for number in range(3):
        world.app.state.now.instant = world.app.state.now().replace(minute=number + 1)
        await world.frank.post(path, {"text": f"{number}?"})

    first = (await world.frank.get(path, params={"limit": 2})).json()
    second = (await world.frank.get(path, params={"limit": 2, "after": first["next"]})).json()

    assert [one["text"] for one in first["items"] + second["items"]] == ["2?", "1?", "0?"]
    assert second["next"] is None
    assert (await world.frank.get(path, params={"after": "nonsense"})).status_code == 422
