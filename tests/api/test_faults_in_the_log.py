"""A fault is written down by its kind and its places. Its text, which may name anybody, never reaches the log."""

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog
import uvicorn
from build_plan import asked
from build_round import a_school_at_work
from cast import NOW, World
from fastapi import FastAPI
from live import free_port
from sqlalchemy.exc import IntegrityError

from app.planner import runs
from app.web import logs
from app.worker import tidy_up

NAME = "Amina Okafor"
TEXT = f"Key (email)=({NAME}) already exists"


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """What the process writes from when a test calls `logs.install`: what stands there is another in each phase."""
    yield capsys
    structlog.reset_defaults()


def falls_over(*_: Any, **__: Any) -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(TEXT) from error


def refuses(*_: Any, **__: Any) -> None:
    raise IntegrityError("INSERT INTO staff", {"name": NAME}, Exception(TEXT))


def assert_names_nobody(written: str, line: str) -> None:
    assert line in written
    assert NAME not in written
    assert "already exists" not in written


async def test_a_request_that_falls_over(
    world: World, monkeypatch: pytest.MonkeyPatch, log: pytest.CaptureFixture[str]
) -> None:
    """Take out: `traced` in problems._crash, and `_without_its_text` in web.logs."""
    logs.install("info")
    monkeypatch.setattr("app.identity.queries.staff_member", falls_over)

    answer = await world.hana.get(f"/staff/{world.amina.staff_id}")

    written = log.readouterr().err
    assert_names_nobody(written, '"crashed"')
    assert answer.json()["request_id"] in written
    assert "KeyError" in written
    assert "falls_over" in written


async def test_a_database_that_refuses(
    world: World, monkeypatch: pytest.MonkeyPatch, log: pytest.CaptureFixture[str]
) -> None:
    """Take out: put the text back into problems.unavailable."""
    logs.install("info")
    monkeypatch.setattr("app.identity.queries.staff_member", refuses)

    answer = await world.hana.get(f"/staff/{world.amina.staff_id}")

    assert answer.status_code == 503
    assert_names_nobody(log.readouterr().err, "database failed")


async def test_a_plan_that_falls_over(world: World, log: pytest.CaptureFixture[str]) -> None:
    """Take out: `traced` in planner.runs, and `_without_its_text` in web.logs."""
    logs.install("info")
    await asked(world.hana, await a_school_at_work(world))

    runs.work_once(world.database, "test", solve=falls_over, now=lambda: NOW)

    assert_names_nobody(log.readouterr().err, "planner crashed")


async def test_retention_that_falls_over(
    world: World, monkeypatch: pytest.MonkeyPatch, log: pytest.CaptureFixture[str]
) -> None:
    """Take out: `traced` in worker._expire, and `_without_its_text` in web.logs."""
    logs.install("info")
    monkeypatch.setattr("app.lesson_study.actions.retention.expire", falls_over)

    tidy_up(world.database, NOW)

    assert_names_nobody(log.readouterr().err, "retention failed")


@pytest.mark.parametrize("given", ["itself", "as true", "as three"])
def test_an_exception_that_is_handed_to_the_log(given: str, log: pytest.CaptureFixture[str]) -> None:
    """Take out: `_without_its_text` in web.logs."""
    logs.install("info")
    try:
        falls_over()
    except ValueError as error:
        told = {"itself": error, "as true": True, "as three": sys.exc_info()}[given]
        structlog.get_logger("test").error("handed over", exc_info=told)

    written = log.readouterr().err
    assert_names_nobody(written, "handed over")
    assert "falls_over" in written


async def test_what_the_server_itself_writes_down(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch, log: pytest.CaptureFixture[str]
) -> None:
    """Take out: `_Wordless` in web.logs."""
    logs.install("info")
    monkeypatch.setattr("app.identity.queries.staff_member", falls_over)
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="info", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        await asyncio.sleep(0.02)
    try:
        headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={world.hana.secret}"}
        async with httpx.AsyncClient(headers=headers) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/api/staff/{world.amina.staff_id}")
    finally:
        server.should_exit = True
        await asyncio.to_thread(thread.join, 20)
        for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
            logging.getLogger(name).handlers.clear()

    assert answer.status_code == 500
    assert_names_nobody(log.readouterr().err, "Exception in ASGI application")
