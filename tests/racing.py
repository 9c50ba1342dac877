"""Clients that race against two real server processes on one database: what threads in one process cannot show."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import httpx
from cast import Person
from live import OPEN_HOUSE

from app.settings import Settings

ROOT = Path(__file__).parents[1]
START_SECONDS = 120
PROCESSES = 2

Send = Callable[[int, httpx.AsyncClient], Awaitable[httpx.Response]]


@contextlib.contextmanager
def servers(settings: Settings) -> Iterator[list[str]]:
    """Two server processes, each on a port of its own; answers with their addresses.

    Each has its own port, so that clients are spread over both for certain.
    """
    environment = os.environ | {
        "KENKYU_DATABASE_URL": settings.database_url, "KENKYU_SECRET_KEY": settings.secret_key,
        "KENKYU_PUBLIC_URL": settings.public_url, "KENKYU_LOG_LEVEL": "warning", "PYTHONPATH": str(ROOT),
        **OPEN_HOUSE,
    }  # fmt: skip
    ports = _free_ports(PROCESSES)
    command = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "serve",
        "--despite-faults",
        "--no-worker",
        "--port",
    ]
    running = [subprocess.Popen([*command, str(port)], cwd=ROOT, env=environment) for port in ports]
    try:
        for port, process in zip(ports, running, strict=True):
            _wait_for(port, process)
        yield [f"http://127.0.0.1:{port}/api" for port in ports]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


async def race(addresses: Sequence[str], people: Sequence[Person], send: Send) -> list[httpx.Response]:
    """Each of *people* sends at once, from a connection of their own that stands already; answers in their order."""
    async with contextlib.AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(_client(addresses[at % len(addresses)], person))
            for at, person in enumerate(people)
        ]
        await asyncio.gather(*(client.get("/me") for client in clients))
        return list(await asyncio.gather(*(send(at, client) for at, client in enumerate(clients))))


def _client(address: str, person: Person) -> httpx.AsyncClient:
    headers = {"X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin", "Cookie": f"__Host-kenkyu={person.secret}"}
    return httpx.AsyncClient(base_url=address, headers=headers, timeout=60)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        found = [stack.enter_context(socket.socket()) for _ in range(count)]
        for free in found:
            free.bind(("127.0.0.1", 0))
        return [free.getsockname()[1] for free in found]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended by itself"
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}/api/health").status_code == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
