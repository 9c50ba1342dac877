"""A start line for races over HTTP: connections that stand open, to several server processes, loosed all at once.

One race after another on the same connections, thousands of them: making a client for each would take longer than the
races. Only what our own server sends is understood: answers with a Content-Length.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from cast import Person

ANSWER_SECONDS_MAX = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What one client was told."""

    status: int
    headers: dict[str, str]
    content: bytes
    seconds: float

    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def kind(self) -> str:
        """The problem's type, or nothing."""
        return str(self.json().get("type", "")) if self.status >= 400 and self.content else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a race. Without a *key* it gets one of its own."""

    person: Person | None
    method: str
    path: str
    body: Any = None
    key: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    below: str = "/api"

    def encoded(self, host: str) -> bytes:
        content = b"" if self.body is None else json.dumps(self.body).encode()
        head = [
            f"{self.method} {self.below}{self.path} HTTP/1.1", f"Host: {host}", "X-Kenkyu: 1", "Sec-Fetch-Site: same-origin",
            f"Content-Length: {len(content)}",
        ]  # fmt: skip
        if self.person is not None:
            head.append(f"Cookie: __Host-kenkyu={self.person.secret}")
        if self.body is not None:
            head.append("Content-Type: application/json")
        if self.method == "POST":
            head.append(f"Idempotency-Key: {self.key or uuid4()}")
        head += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + content


@dataclass
class Course:
    """Open connections, spread evenly over the servers."""

    addresses: Sequence[str]
    lanes: list[tuple[asyncio.StreamReader, asyncio.StreamWriter, str]] = field(default_factory=list)

    async def race(self, asked: Sequence[Asked]) -> list[Answer]:
        """Send all at once, each on a connection of its own; answers in the order of *asked*."""
        while len(self.lanes) < len(asked):
            await self._another()
        lanes = self.lanes[: len(asked)]
        sent = [one.encoded(host) for one, (_, _, host) in zip(asked, lanes, strict=True)]
        began = time.monotonic()
        for content, (_, writer, _) in zip(sent, lanes, strict=True):
            writer.write(content)
        async with asyncio.timeout(ANSWER_SECONDS_MAX):
            return list(await asyncio.gather(*(_answer(reader, began) for reader, _, _ in lanes)))

    async def one(self, asked: Asked) -> Answer:
        (answer,) = await self.race([asked])
        return answer

    async def _another(self) -> None:
        address = urlsplit(self.addresses[len(self.lanes) % len(self.addresses)])
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        self.lanes.append((reader, writer, address.netloc))

    async def close(self) -> None:
        for _, writer, _ in self.lanes:
            writer.close()
        for _, writer, _ in self.lanes:
            await writer.wait_closed()


@asynccontextmanager
async def course(addresses: Sequence[str]) -> AsyncIterator[Course]:
    """Lanes to *addresses*, closed when the block ends."""
    found = Course(addresses)
    try:
        yield found
    finally:
        await found.close()


async def _answer(reader: asyncio.StreamReader, began: float) -> Answer:
    status_line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    content = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(status_line.split()[1]), headers, content, time.monotonic() - began)
