"""Promise 49: what is too large is refused before it is read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from cast import World
from live import Live, serving
from refusals import is_problem

from app.main import BODY_BYTES_MAX
from app.settings import Settings

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def live(settings: Settings) -> Iterator[Live]:
    with serving(Live(settings.database_url, settings.secret_key)) as one:
        yield one


def megabytes(count: int) -> Iterator[bytes]:
    yield b'{"name": "'
    for _ in range(count):
        yield b"x" * 1_000_000
    yield b'"}'


SIGNED_IN_ONLY = [
    ("POST", "/rounds", JSON), ("POST", "/staff", JSON), ("PUT", "/school", JSON),
    ("POST", "/timetable-imports", {"Content-Type": "multipart/form-data; boundary=x"}),
]  # fmt: skip


@pytest.mark.concurrent
def test_nobody_who_sends_fifty_megabytes_is_refused_at_once_and_costs_no_memory(live: Live) -> None:
    """Take out: `app.add_middleware(Gate)`, and leave the refusal to the routes."""
    before = live.resident_bytes()
    for method, path, headers in SIGNED_IN_ONLY:
        for length in ({}, {"Content-Length": str(50_000_000 + 12)}):
            with httpx.Client(base_url=live.url, timeout=20) as client:
                try:
                    answer = client.request(method, path, content=megabytes(50), headers=headers | length)
                except httpx.WriteError:
                    continue  # Refused and hung up before we had said it all: as good as an answer.
                assert answer.status_code == 401, (path, answer.text)
                assert is_problem(answer)
                assert answer.elapsed < timedelta(seconds=8), path
    assert live.resident_bytes() - before < 10_000_000


@pytest.mark.concurrent
@pytest.mark.parametrize("path", ["/sign-in", "/tokens", f"/invitations/{'x' * 43}/accept", "/demo/sign-in"])
def test_what_is_open_to_nobody_takes_no_more_than_a_little(live: Live, path: str) -> None:
    """Take out: `max_body_size` in main.create_app."""
    before = live.resident_bytes()
    with httpx.Client(base_url=live.url, timeout=20) as client:
        answer = client.post(path, content=b"x" * (BODY_BYTES_MAX + 1), headers=JSON)

    assert answer.status_code == 413
    assert is_problem(answer)
    assert live.resident_bytes() - before < 10_000_000


async def test_who_is_signed_in_is_told_that_it_is_too_large(world: World) -> None:
    """Take out: `max_body_size`. With the length said, and without."""

    async def chunks() -> Any:
        for _ in range(BODY_BYTES_MAX // 100_000 + 1):
            yield b"x" * 100_000

    for content in (b"x" * (BODY_BYTES_MAX + 1), chunks()):
        answer = await world.hana.client.post("/staff", content=content, headers=JSON | {"Idempotency-Key": "k"})
        assert answer.status_code == 413
        assert is_problem(answer)
