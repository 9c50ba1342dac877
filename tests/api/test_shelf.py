"""Searching the fair: words in every form, facets, snippets, what is like a finding, and nobody else's hits."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_fair import a_group, an_outsider, published, reader
from cast import World, browser

from app.shelf.queries import searching


def a_word() -> str:
    """A word that no other test's findings hold."""
    return f"zq{uuid4().hex[:10]}"


async def found(client: httpx.AsyncClient | Any, **asked: Any) -> dict[str, Any]:
    answer = await client.get("/shelf/findings", params=asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def titles(page: dict[str, Any]) -> list[str]:
    return [item["title"] for item in page["items"]]


async def test_a_word_in_another_form_is_found(world: World) -> None:
    word = a_word()
    await published(world, title=f"Questions {word}", findings="Pupils were questioning one another.")

    for typed in (f"question {word}", f"QUESTIONED {word.upper()}", f"questions, {word}!"):
        assert titles(await found(world.amina, q=typed)) == [f"Questions {word}"], typed


async def test_accents_neither_hide_nor_matter(world: World) -> None:
    word = a_word()
    await published(world, title=f"Tŷ bach {word}", findings="Cyfle i siarad: gŵyl, môr, café.")

    for typed in ("ty", "TŶ", "gwyl", "mor", "cafe", "café"):
        assert len((await found(world.amina, q=f"{typed} {word}"))["items"]) == 1, typed


async def test_every_word_must_be_there(world: World) -> None:
    word = a_word()
    await published(world, title=f"Silence {word}")

    assert (await found(world.amina, q=f"silence {word}"))["found"] == 1
    assert (await found(world.amina, q=f"silence {word} trombone"))["found"] == 0


async def test_all_parts_of_a_finding_are_searched(world: World) -> None:
    group = await a_group(world)
    parts = ("background", "aims", "methods", "findings", "implications", "next_time", "focus", "subject", "pull_quote")
    words = {part: a_word() for part in parts}
    finding = await published(world, group, **words)

    for part, word in words.items():
        assert [one["id"] for one in (await found(world.amina, q=word))["items"]] == [finding["id"]], part


async def test_what_says_it_in_its_title_comes_before_what_is_newer(world: World) -> None:
    word, group = a_word(), await a_group(world)
    await published(world, group, title=f"On {word}")
    world.app.state.now.instant = world.app.state.now().replace(hour=9)
    await published(world, group, title="Newer", findings=f"We met {word} once.")

    assert titles(await found(world.amina, q=word)) == [f"On {word}", "Newer"]


async def test_without_words_the_newest_comes_first(world: World) -> None:
    group = await a_group(world)
    await published(world, group, title="Older")
    world.app.state.now.instant = world.app.state.now().replace(hour=9)
    await published(world, group, title="Newer")

    page = await found(world.amina, group_id=group)

    assert titles(page) == ["Newer", "Older"]
    assert page["items"][0]["snippet"][0]["is_hit"] is False


async def test_the_snippet_marks_what_was_searched_for(world: World) -> None:
    word = a_word()
    await published(world, findings=f"At first nobody spoke. Then {word} & <b>talk</b> came, and questions with it.")

    (item,) = (await found(world.amina, q=f"{word} question"))["items"]

    hits = {part["text"] for part in item["snippet"] if part["is_hit"]}
    assert hits == {word, "questions"}
    assert "<b>talk</b>" in "".join(part["text"] for part in item["snippet"])


async def test_filters_narrow_and_facets_count_what_is_left(world: World) -> None:
    word, group = a_word(), await a_group(world)
    await published(world, group, title=f"One {word}", subject="Maths", focus="Oracy", phase="ks3", mechanisms=[7, 8])
    await published(world, group, title=f"Two {word}", subject="Art", focus="oracy", phase="ks3", mechanisms=[8])
    await published(world, group, title=f"Three {word}", subject="Art", focus="Recall", phase="ks2")

    everything = await found(world.amina, q=word)
    narrowed = await found(world.amina, q=word, focus="ORACY", phase="ks3")
    both = await found(world.amina, q=word, mechanism=8, subject="art")

    assert everything["found"] == 3
    assert everything["is_cut"] is False
    assert [(one["value"], one["count"]) for one in everything["facets"]["focus"]] == [("oracy", 2), ("recall", 1)]
    assert [(one["label"], one["count"]) for one in everything["facets"]["phase"]] == [
        ("Key stage 3", 2), ("Key stage 2", 1),
    ]  # fmt: skip
    assert [(one["value"], one["count"]) for one in everything["facets"]["mechanism"]] == [("8", 2), ("7", 1)]
    assert [(one["value"], one["count"]) for one in everything["facets"]["school"]] == [(str(world.birch_id), 3)]
    assert sorted(titles(narrowed)) == [f"One {word}", f"Two {word}"]
    assert [(one["value"], one["count"]) for one in narrowed["facets"]["subject"]] == [("art", 1), ("maths", 1)]
    assert titles(both) == [f"Two {word}"]


async def test_pages_hold_every_hit_once(world: World) -> None:
    word, group = a_word(), await a_group(world)
    for number in range(5):
        await published(world, group, title=f"{number} {word if number % 2 else 'other'}", findings=f"Of {word}.")

    seen, after = [], {}
    while True:
        page = await found(world.amina, q=word, limit=2, **after)
        seen += titles(page)
        assert page["found"] == 5
        if page["next"] is None:
            break
        after = {"after": page["next"]}

    assert len(seen) == 5
    assert len(set(seen)) == 5
    assert {title[0] for title in seen[:2]} == {"1", "3"}


async def test_older_hits_than_the_most_are_cut_and_it_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    word, group = a_word(), await a_group(world)
    await published(world, group, title=f"Older {word}")
    world.app.state.now.instant = world.app.state.now().replace(hour=9)
    for number in range(2):
        await published(world, group, title=f"{number} {word}")
    monkeypatch.setattr(searching, "HITS_MAX", 2)

    cut = await found(world.amina, q=word)
    monkeypatch.setattr(searching, "HITS_MAX", 3)
    whole = await found(world.amina, q=word)

    assert (cut["found"], cut["is_cut"]) == (2, True)
    assert sorted(titles(cut)) == [f"0 {word}", f"1 {word}"]
    assert (whole["found"], whole["is_cut"]) == (3, False)


@pytest.mark.parametrize("audience", ["group", "school", "trust", "everyone"])
async def test_a_finding_is_found_by_its_audience_alone_and_counted_by_nobody_else(world: World, audience: str) -> None:
    word = a_word()
    await published(world, focus=word, audience=audience)
    outsider = an_outsider(world.app)
    reads = {
        "group": {"member"}, "school": {"member", "colleague", "lead"},
        "trust": {"member", "colleague", "lead", "trust"},
        "everyone": {"member", "colleague", "lead", "trust", "outside", "public"},
    }[audience]  # fmt: skip
    people = {
        "member": world.ben, "colleague": world.frank, "lead": world.hana, "trust": world.fay, "outside": outsider,
        "public": browser(world.app),
    }  # fmt: skip

    for who, person in people.items():
        for asked in ({"q": word}, {"focus": word}):
            page = await found(person, **asked)
            expected = 1 if who in reads else 0
            assert (len(page["items"]), page["found"]) == (expected, expected), (who, asked)
            assert [one["count"] for one in page["facets"]["focus"]] == [1] * expected, (who, asked)
        labels = (await person.get("/shelf/labels", params={"kind": "focus", "q": word})).json()["items"]
        assert len(labels) == (1 if who in reads else 0), who


async def test_drafts_are_not_found_and_what_is_withdrawn_is_found_no_more(world: World) -> None:
    from build_fair import a_draft

    word, group = a_word(), await a_group(world)
    await a_draft(world, group, title=f"Draft {word}")
    finding = await published(world, group, title=f"Public {word}")

    before = titles(await found(world.amina, q=word))
    await world.amina.post(f"/findings/{finding['id']}/withdraw")

    assert before == [f"Public {word}"]
    assert (await found(world.amina, q=word))["found"] == 0
    assert (await found(world.amina, group_id=group))["found"] == 0


async def test_hostile_words_are_words(world: World) -> None:
    for typed in (
        '"', '"" OR 1', "NEAR(a b)", "title:x", "a* b*", "-x", "^x", "(", ")))", "'; DROP TABLE finding; --", "{title}:x",
        "AND OR NOT", "a & b | !c <-> d", ":*", "\\", "%", "_", "日本語", "हिन्दी", "🙂", "é", "e\u0301", "x" * 200,
    ):  # fmt: skip
        answer = await world.amina.get("/shelf/findings", params={"q": typed})
        assert answer.status_code == 200, (typed, answer.text)


async def test_only_marks_find_nothing_rather_than_everything(world: World) -> None:
    await published(world)

    assert (await found(world.amina, q="*** !!"))["found"] == 0


async def test_what_cannot_be_asked_is_said(world: World) -> None:
    for asked in (
        {"q": "word " * 10_000}, {"q": "a\0b"}, {"mechanism": 15}, {"mechanism": 0}, {"phase": "ks9"},
        {"school_id": "x"}, {"after": "nonsense"}, {"limit": 101},
    ):  # fmt: skip
        answer = await world.amina.get("/shelf/findings", params=asked)
        assert answer.status_code == 422, asked


async def test_the_public_searches_without_signing_in(world: World) -> None:
    word = a_word()
    await published(world, title=word)

    async with reader(world) as client:
        answer = await client.get("/api/shelf/findings", params={"q": word})

    assert (answer.status_code, answer.json()["found"]) == (200, 1)


async def test_like_this_are_those_that_share_most(world: World) -> None:
    focus, group = a_word(), await a_group(world)
    first = await published(world, group, title="Waiting after questions", focus=focus, mechanisms=[9])
    near = await published(world, group, title="Waiting before answers", focus=focus, mechanisms=[9])
    far = await published(world, group, title="Quite another thing", focus=focus, subject="Art", phase="ks1")

    answer = await world.amina.get(f"/shelf/findings/{first['id']}/like")

    like = [one["id"] for one in answer.json()["items"]]
    assert like[:2] == [near["id"], far["id"]]
    assert first["id"] not in like
    assert len(like) <= 6


async def test_like_this_answers_as_the_finding_does(world: World) -> None:
    finding = await published(world, audience="school")
    public = await published(world)
    await world.amina.post(f"/findings/{public['id']}/withdraw")

    assert (await world.eve.get(f"/shelf/findings/{finding['id']}/like")).status_code == 404
    assert (await world.amina.get(f"/shelf/findings/{uuid4()}/like")).status_code == 404
    gone = await world.eve.get(f"/shelf/findings/{public['id']}/like")
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/fair/withdrawn")


async def test_labels_are_suggested_by_any_part_of_them(world: World) -> None:
    word, group = a_word(), await a_group(world)
    await published(world, group, focus=f"Wait time {word}")
    await published(world, group, focus=f"wait  TIME {word}")
    await published(world, group, focus=f"Oracy {word}", subject=f"Wait {word}")

    focus = (await world.amina.get("/shelf/labels", params={"kind": "focus", "q": f"TIME {word}"})).json()["items"]
    any_kind = (await world.amina.get("/shelf/labels", params={"q": word})).json()["items"]

    assert [(one["kind"], one["value"], one["count"]) for one in focus] == [("focus", f"wait time {word}", 2)]
    assert {(one["kind"], one["value"]) for one in any_kind} == {
        ("focus", f"wait time {word}"), ("focus", f"oracy {word}"), ("subject", f"wait {word}"),
    }  # fmt: skip
