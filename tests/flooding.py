"""More requests than a server can answer, sent on schedule whether or not it keeps up, so that no waiting is hidden."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

PATIENCE_SECONDS = 15
CONNECTIONS_MAX = 1_000


@dataclass(frozen=True)
class Answered:
    """One request's fate. *status* 0: no answer came."""

    status: int
    seconds: float
    retry_after: int | None = None


@dataclass(frozen=True)
class Flood:
    """What became of a stream of requests."""

    rate: float
    answers: Sequence[Answered]
    seconds: float
    late_seconds: float
    """How much the sender itself fell behind its schedule: with much of it the other figures say nothing."""

    @property
    def served(self) -> list[Answered]:
        return [one for one in self.answers if 200 <= one.status < 300]

    @property
    def refused(self) -> list[Answered]:
        return [one for one in self.answers if one.status in (429, 503)]

    @property
    def goodput(self) -> float:
        """Requests served in a second."""
        return len(self.served) / self.seconds

    @property
    def statuses(self) -> Counter[int]:
        return Counter(one.status for one in self.answers)

    def __str__(self) -> str:
        return (
            f"{self.rate:.0f}/s: {dict(self.statuses)}, goodput {self.goodput:.0f}/s, "
            f"p50 {part(self.served, 0.5):.3f} s, p99 {part(self.served, 0.99):.3f} s, "
            f"refused p99 {part(self.refused, 0.99):.3f} s, late {self.late_seconds:.2f} s"
        )


def part(answers: Sequence[Answered], share: float) -> float:
    """The seconds within which that share of *answers* came; 0 of none."""
    seconds = sorted(one.seconds for one in answers)
    return seconds[min(len(seconds) - 1, int(share * len(seconds)))] if seconds else 0.0


@dataclass
class Sender:
    """Sends one kind of request to one server, over connections that are kept."""

    port: int
    path: str
    headers: dict[str, str]
    _idle: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=deque)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CONNECTIONS_MAX))

    async def flood(self, rate: float, seconds: float) -> Flood:
        """*rate* requests a second for *seconds*, and wait for what becomes of each."""
        began, sent = time.perf_counter(), []
        for number in range(int(rate * seconds)):
            ahead = began + number / rate - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            sent.append(asyncio.create_task(self._send()))
        late = time.perf_counter() - began - seconds
        answers = await asyncio.gather(*sent)
        return Flood(rate, answers, time.perf_counter() - began, max(0.0, late))

    async def _send(self) -> Answered:
        began = time.perf_counter()
        try:
            async with self._room, asyncio.timeout(PATIENCE_SECONDS):
                status, retry_after = await self._ask()
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            status, retry_after = 0, None
        return Answered(status, time.perf_counter() - began, retry_after)

    async def _ask(self) -> tuple[int, int | None]:
        """One GET. A kept connection may be closed just as it is used again: then it is asked anew, as browsers do."""
        kept = self._kept()
        if kept is not None:
            try:
                return await self._exchange(*kept)
            except ConnectionError:
                pass
            except asyncio.IncompleteReadError as cut:
                if cut.partial:
                    raise
        return await self._exchange(*await asyncio.open_connection("127.0.0.1", self.port))

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[int, int | None]:
        try:
            lines = [f"GET {self.path} HTTP/1.1", "Host: kenkyu.test"]
            lines += [f"{name}: {value}" for name, value in self.headers.items()]
            writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            said = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            await reader.readexactly(int(said.get("content-length", "0")))
        except BaseException:
            writer.close()
            raise
        self._idle.append((reader, writer))
        retry_after = said.get("retry-after", "")
        return int(head.split(" ")[1]), int(retry_after) if retry_after.isdigit() else None

    def _kept(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection that is still open: the server closes those that were idle for some seconds, as it may."""
        while self._idle:
            reader, writer = self._idle.popleft()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        return None

    def close(self) -> None:
        while self._idle:
            self._idle.popleft()[1].close()


def signed_in(secret: str) -> dict[str, str]:
    """The headers of a browser that holds a session's secret."""
    return {"Cookie": f"__Host-kenkyu={secret}", "X-Kenkyu": "1", "Sec-Fetch-Site": "same-origin"}
