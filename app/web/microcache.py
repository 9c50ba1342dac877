"""Public answers kept in memory for half a second, so that a crowd of readers costs what one does. ADR 0020.

Only what nobody signed in asked for, and only until the next write that changes it: the process that takes a
finding from the fair forgets every answer in the same breath. What must never happen here: an answer made for one
person reaches another, or one that was under way while something was withdrawn is kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LIFETIME = timedelta(milliseconds=500)
ENTRIES_MAX = 256
BYTES_MAX = 64_000_000
ANSWER_BYTES_MAX = 4_000_000
"""A larger answer would push out too many others."""
KEY_BYTES_MAX = 2_000
KEPT_STATUS = frozenset({200, 304})
PRIVATE = frozenset({b"cookie", b"authorization"})
"""Who sends one of these may be somebody: their answers are theirs alone."""
CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
UNUSUAL = frozenset({b"range", b"if-match", b"if-unmodified-since", b"if-range"})

Key = tuple[str, bytes, bool, bytes]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent, and when."""

    start: Message
    body: bytes
    at: datetime

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.start["headers"])


class Answers:
    """The answers of one process, bounded in number and bytes; the oldest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self.generation = 0
        """Raised whenever all are forgotten: an answer that was begun before is not kept after."""

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes held, headers included."""
        return self._bytes

    def get(self, key: Key, now: datetime) -> Kept | None:
        """The answer to *key*, unless it is too old, or the clock has been put back since."""
        found = self._kept.get(key)
        return found if found is not None and timedelta() <= now - found.at < LIFETIME else None

    def keep(self, key: Key, answer: Kept, generation: int) -> None:
        """Keep *answer*, begun in *generation*; not if everything has been forgotten since."""
        with self._lock:
            if generation != self.generation:
                return
            self._drop(key)
            self._kept[key] = answer
            self._bytes += answer.size
            while len(self._kept) > ENTRIES_MAX or self._bytes > BYTES_MAX:
                self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Forget all of them. Called from whichever thread has just committed."""
        with self._lock:
            self.generation += 1
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: Key) -> None:
        if (old := self._kept.pop(key, None)) is not None:
            self._bytes -= old.size


class Microcache:
    """ASGI: answers what is public and was just asked from memory. Stands outside everything else."""

    def __init__(self, app: ASGIApp, *, answers: Answers, paths: tuple[str, ...], now: Callable[[], datetime]) -> None:
        self.app = app
        self._answers = answers
        self._paths = paths
        self._now = now
        self._under_way: dict[Key, anyio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        kept = self._answers.get(key, self._now())
        if kept is None and (made := self._under_way.get(key)) is not None:
            # Somebody has just asked the same: once they are answered, so is everybody who waits with them.
            await made.wait()
            kept = self._answers.get(key, self._now())
        if kept is not None:
            await send(kept.start)
            await send({"type": "http.response.body", "body": b"" if is_head else kept.body})
        elif is_head:
            # Its answer has no body, and would be no answer to a GET.
            await self.app(scope, receive, send)
        else:
            await self._make(key, scope, receive, send)

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        recording = _Recording(send)
        generation = self._answers.generation
        made = self._under_way.setdefault(key, anyio.Event())
        try:
            await self.app(scope, receive, recording)
            if recording.start is not None:
                answer = Kept(recording.start, b"".join(recording.parts), self._now())
                self._answers.keep(key, answer, generation)
        finally:
            if self._under_way.get(key) is made:
                del self._under_way[key]
            made.set()

    def _key(self, scope: Scope) -> Key | None:
        """What an answer is kept under; None for what is never kept."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        path: str = scope["path"]
        if not path.startswith(self._paths):
            return None
        if path.startswith("/api/") and scope["method"] == "HEAD":
            return None  # There the application has no HEAD, whatever was asked before.
        gzip, conditions, said = False, b"", 0
        for name, value in scope["headers"]:
            if name in PRIVATE or name in UNUSUAL:
                return None
            if name == b"accept-encoding":
                # Of two, one reader takes the first and another the last: such an answer is nobody else's.
                gzip, said = b"gzip" in value, said + 1
                if said > 1:
                    return None
            elif name in CONDITIONS:
                conditions += b"\n" + name + b":" + value
        query: bytes = scope["query_string"]
        return None if len(path) + len(query) + len(conditions) > KEY_BYTES_MAX else (path, query, gzip, conditions)


class _Recording:
    """Passes an answer on and remembers it, as long as it may be kept."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._size = 0
        self._is_whole = False
        self._start: Message | None = None
        self.parts: list[bytes] = []

    @property
    def start(self) -> Message | None:
        """The first message of an answer that may be kept and was sent whole; None of any other."""
        return self._start if self._is_whole else None

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            if message["status"] in KEPT_STATUS and not _is_private(message["headers"]):
                self._start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body" and self._start is not None:
            part = message.get("body", b"")
            self._size += len(part)
            if self._size > ANSWER_BYTES_MAX:
                self._start, self.parts = None, []
            else:
                self.parts.append(part)
                self._is_whole = not message.get("more_body", False)
        await self._send(message)


def _is_private(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    for name, value in headers:
        if name.lower() == b"set-cookie" or (name.lower() == b"cache-control" and b"private" in value):
            return True
    return False
