"""Public answers kept for half a second: what is kept, for whom, how much of it, and when it is forgotten."""

import asyncio
import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from build_fair import a_draft, published, reader
from build_public import on_the_fair, one_public, take_back
from cast import NOW, Clock, World, browser
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from app.web import microcache
from app.web.microcache import Answers, Kept, Microcache

Answer = Callable[[Request], Response]


class Counting:
    """A small server behind the cache, which counts how often it was asked."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.asked = 0
        self.clock = Clock()
        self.answers = Answers()
        self._answer = answer or (lambda _: Response(b"x" * 2_000, headers={"ETag": '"one"'}))
        app = Starlette(routes=[Route("/{path:path}", self._count, methods=["GET", "HEAD", "POST"])])
        app.add_middleware(GZipMiddleware, minimum_size=1_000)
        app.add_middleware(Microcache, answers=self.answers, paths=("/kept",), now=self.clock)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://kenkyu.test")

    async def _count(self, request: Request) -> Response:
        self.asked += 1
        return self._answer(request)

    async def get(self, path: str = "/kept", method: str = "GET", **headers: str) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.request(method, path, headers=sent)


async def test_the_second_reader_within_half_a_second_is_answered_from_memory() -> None:
    server = Counting()

    first, second = await server.get(), await server.get()

    assert server.asked == 1
    assert (second.status_code, second.content, second.headers) == (first.status_code, first.content, first.headers)


@pytest.mark.parametrize(("later_ms", "asked"), [(0, 1), (499, 1), (500, 2), (-1, 2)])
async def test_an_answer_is_kept_for_just_under_half_a_second_and_not_when_the_clock_goes_back(
    later_ms: int, asked: int
) -> None:
    server = Counting()

    await server.get()
    server.clock.instant += timedelta(milliseconds=later_ms)
    await server.get()

    assert server.asked == asked


@pytest.mark.parametrize("header", [{"cookie": "a=b"}, {"authorization": "Bearer x"}, {"cookie": ""}])
async def test_who_may_be_somebody_is_neither_answered_from_memory_nor_kept(header: dict[str, str]) -> None:
    server = Counting(lambda request: Response(request.headers.get("cookie", "") + "answer"))

    await server.get(**header)
    anonymous = await server.get()
    await server.get(**header)

    assert server.asked == 3
    assert anonymous.text == "answer"


@pytest.mark.parametrize("headers", [{"Set-Cookie": "a=b"}, {"Cache-Control": "private, max-age=9"}])
async def test_an_answer_that_is_meant_for_one_reader_is_not_kept(headers: dict[str, str]) -> None:
    server = Counting(lambda _: Response("x", headers=headers))

    await server.get()
    await server.get()

    assert (server.asked, len(server.answers)) == (2, 0)


@pytest.mark.parametrize("status", [201, 404, 410, 422, 500, 503])
async def test_only_what_went_well_is_kept(status: int) -> None:
    server = Counting(lambda _: Response("x", status))

    await server.get()

    assert (await server.get()).status_code == status
    assert server.asked == 2


@pytest.mark.parametrize("path", ["/other", "/api/my-week", "/"])
async def test_only_public_addresses_are_kept(path: str) -> None:
    server = Counting()

    await server.get(path)
    await server.get(path)

    assert server.asked == 2


async def test_a_post_is_passed_on_and_its_answer_is_nobody_elses() -> None:
    server = Counting()

    await server.get(method="POST")
    await server.get()
    await server.get(method="POST")

    assert server.asked == 3


async def test_each_query_has_its_own_answer() -> None:
    server = Counting(lambda request: Response(request.url.query))

    texts = [(await server.get(f"/kept?{query}")).text for query in ("a=1", "a=2", "", "a=1")]

    assert (texts, server.asked) == (["a=1", "a=2", "", "a=1"], 3)


async def test_a_head_after_a_get_has_its_headers_and_no_body() -> None:
    server = Counting()

    shown = await server.get()
    head = await server.get(method="HEAD")

    assert server.asked == 1
    assert (head.status_code, head.content, head.headers) == (200, b"", shown.headers)


async def test_a_head_first_is_not_taken_for_the_answer_to_a_get() -> None:
    server = Counting()

    await server.get(method="HEAD")

    assert (await server.get()).content == b"x" * 2_000


async def test_whoever_takes_gzip_gets_it_and_nobody_else() -> None:
    server = Counting()

    for encoding, is_packed in (("gzip, br", True), ("identity", False), ("gzip", True), ("", False)):
        async with server.client.stream("GET", "/kept", headers={"Accept-Encoding": encoding}) as answer:
            raw = b"".join([part async for part in answer.aiter_raw()])
        assert (answer.headers.get("content-encoding") == "gzip") is is_packed
        assert (gzip.decompress(raw) if is_packed else raw) == b"x" * 2_000
    assert server.asked == 2


async def test_two_words_on_encoding_spoil_nobody_elses_answer() -> None:
    server = Counting()
    twice = [("accept-encoding", "gzip"), ("accept-encoding", "identity")]

    await server.client.request("GET", "/kept", headers=twice)
    plain = await server.get(accept_encoding="identity")

    assert server.asked == 2
    assert "content-encoding" not in plain.headers


async def test_the_api_has_no_head_whatever_was_asked_before(world: World) -> None:
    public = browser(world.app)
    assert (await public.get("/fair/findings")).status_code == 200

    assert (await public.head("/fair/findings")).status_code == 405


async def test_a_304_is_kept_for_those_who_know_the_same_and_for_nobody_else() -> None:
    def answer(request: Request) -> Response:
        return Response(status_code=304 if request.headers.get("if-none-match") == '"one"' else 200)

    server = Counting(answer)

    statuses = [
        (await server.get(**known)).status_code
        for known in ({"if_none_match": '"one"'}, {}, {"if_none_match": '"two"'}, {"if_none_match": '"one"'}, {},
                      {"if_modified_since": '"one"'})
    ]  # fmt: skip

    assert (statuses, server.asked) == ([304, 200, 200, 304, 200, 200], 4)


@pytest.mark.parametrize("name", ["range", "if_match", "if_range", "if_unmodified_since"])
async def test_unusual_conditions_are_for_the_application(name: str) -> None:
    server = Counting()

    await server.get()
    await server.get(**{name: "x"})

    assert server.asked == 2


async def test_an_answer_that_comes_in_parts_is_kept_whole() -> None:
    server = Counting(lambda _: StreamingResponse(iter([b"a", b"b", b"c"])))

    first, second = await server.get(), await server.get()

    assert (first.content, second.content, server.asked) == (b"abc", b"abc", 1)


async def test_an_answer_that_breaks_off_is_not_kept() -> None:
    def parts() -> Any:
        yield b"a"
        raise RuntimeError("broken off")

    server = Counting(lambda _: StreamingResponse(parts()))

    with pytest.raises(RuntimeError):
        await server.get()

    assert len(server.answers) == 0


async def test_no_more_than_so_many_answers_are_kept_and_the_oldest_go_first() -> None:
    server = Counting()
    for number in range(microcache.ENTRIES_MAX + 1):
        await server.get(f"/kept?{number}")
    asked = server.asked

    await server.get("/kept?1")
    assert (server.asked, len(server.answers)) == (asked, microcache.ENTRIES_MAX)
    await server.get("/kept?0")
    assert server.asked == asked + 1


def test_no_more_than_so_many_bytes_are_kept_and_they_are_counted_right() -> None:
    answers = Answers()
    start = {"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]}
    large = Kept(start, b"x" * (microcache.BYTES_MAX // 3), NOW)

    for number in range(5):
        answers.keep((f"/{number}", b"", False, b""), large, 0)
    answers.keep(("/4", b"", False, b""), large, 0)

    assert (len(answers), answers.size) == (2, 2 * large.size)
    answers.forget()
    assert (len(answers), answers.size) == (0, 0)


async def test_a_very_large_answer_and_a_very_long_address_pass_by() -> None:
    large = Counting(lambda _: Response(b"x" * (microcache.ANSWER_BYTES_MAX + 1), headers={"Content-Encoding": "none"}))
    exact = Counting(lambda _: Response(b"x" * microcache.ANSWER_BYTES_MAX, headers={"Content-Encoding": "none"}))

    assert len((await large.get()).content) == microcache.ANSWER_BYTES_MAX + 1
    await exact.get()
    await exact.get("/kept?" + "x" * microcache.KEY_BYTES_MAX)

    assert (len(large.answers), len(exact.answers)) == (0, 1)


async def test_what_was_under_way_while_everything_was_forgotten_is_not_kept() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    answers = Answers()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        begun.set()
        await go_on.wait()
        await Response("old")(scope, receive, send)

    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=Microcache(slow, answers=answers, paths=("/",), now=Clock())),
        base_url="https://kenkyu.test",
    )
    asking = asyncio.create_task(client.get("/"))
    await begun.wait()
    answers.forget()
    go_on.set()

    assert (await asking).text == "old"
    assert len(answers) == 0


async def test_those_who_ask_the_same_at_once_wait_for_one_answer() -> None:
    go_on, asked = asyncio.Event(), 0
    answers = Answers()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        nonlocal asked
        asked += 1
        await go_on.wait()
        await Response("one", 200 if scope["query_string"] != b"fails" else 503)(scope, receive, send)

    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=Microcache(slow, answers=answers, paths=("/",), now=Clock())),
        base_url="https://kenkyu.test",
    )
    same = [asyncio.create_task(client.get("/")) for _ in range(10)]
    failing = [asyncio.create_task(client.get("/?fails")) for _ in range(3)]
    await asyncio.sleep(0.05)
    waiting = asked
    go_on.set()

    assert [(await one).text for one in same] == ["one"] * 10
    assert [(await one).status_code for one in failing] == [503] * 3
    assert waiting == 2
    assert asked == 1 + 3  # What is not kept, each asks for alone.


# ---- in the application ------------------------------------------------------------------------


async def statement_count(world: World, path: str, count: int = 1) -> int:
    """How many statements asking for *path* so often makes."""
    said: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        for _ in range(count):
            assert (await reader(world).get(path)).status_code == 200
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)
    return len(said)


PATHS = ["/fair", "/fair/{id}", "/feeds/fair.json", "/feeds/fair.atom", "/oai?verb=Identify", "/sitemap/1.xml",
         "/api/fair/findings"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_a_crowd_asks_the_database_once(world: World, path: str) -> None:
    (finding_id,) = await on_the_fair(world)
    path = path.format(id=finding_id)
    await statement_count(world, path)

    assert await statement_count(world, path, 10) == 0


@pytest.mark.parametrize(
    "path", ["/fair", "/feeds/fair.json", "/feeds/fair.atom", "/sitemap/1.xml", "/api/fair/findings"]
)
async def test_what_is_withdrawn_is_gone_from_memory_with_the_commit(world: World, path: str) -> None:
    finding = await published(world)
    await reader(world).get(path)

    answer = await world.amina.post(f"/findings/{finding['id']}/withdraw")
    after = await reader(world).get(path)

    assert answer.status_code == 200
    shown = after.text if "feeds" not in path else after.text.replace(f"urn:uuid:{finding['id']}", "", 1)
    assert finding["id"] not in shown


async def test_the_page_of_what_is_withdrawn_says_so_at_once(world: World) -> None:
    finding_id, _ = await one_public(world)
    before = await reader(world).get(f"/fair/{finding_id}")

    take_back(world, finding_id, NOW)

    assert (before.status_code, (await reader(world).get(f"/fair/{finding_id}")).status_code) == (200, 410)


async def test_what_is_published_is_there_at_once(world: World) -> None:
    subject = f"Subject {uuid4().hex}"
    before = await reader(world).get(f"/feeds/fair.json?subject={subject}")

    finding = await published(world, subject=subject)

    assert before.json()["items"] == []
    assert finding["id"] in (await reader(world).get(f"/feeds/fair.json?subject={subject}")).text


async def test_a_write_that_is_not_about_the_fair_forgets_nothing(world: World) -> None:
    await reader(world).get("/fair")
    generation = world.app.state.answers.generation

    answer = await world.hana.post("/groups", {
        "name": f"Group {uuid4().hex[:6]}", "focus": "Oracy", "facilitator_id": str(world.amina.staff_id),
        "member_ids": [str(world.people[name].staff_id) for name in ("amina", "ben", "chloe")],
    })  # fmt: skip

    assert answer.status_code == 201
    assert world.app.state.answers.generation == generation


async def test_a_draft_that_is_rolled_back_forgets_nothing(world: World) -> None:
    draft = await a_draft(world)
    generation = world.app.state.answers.generation

    answer = await world.amina.post(f"/findings/{draft['id']}/withdraw")

    assert answer.status_code == 409
    assert world.app.state.answers.generation == generation


async def test_signed_in_readers_see_their_own_fair_beside_the_crowd(world: World) -> None:
    mine = await published(world, audience="school", licence="school-internal")

    public = (await reader(world).get("/api/fair/findings")).text
    own = (await world.amina.get("/fair/findings")).text
    again = (await reader(world).get("/api/fair/findings")).text

    assert [mine["id"] in text for text in (public, own, again)] == [False, True, False]


async def test_answers_from_memory_carry_the_same_headers_of_safety(world: World) -> None:
    first, second = await reader(world).get("/fair"), await reader(world).get("/fair")

    numbers = [answer.headers.pop("x-request-id") for answer in (first, second)]
    assert second.headers == first.headers
    assert len(set(numbers)) == 2, "each request has a number of its own, from memory too"
    assert "frame-ancestors 'none'" in second.headers["content-security-policy"]
