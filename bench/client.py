"""A load client in plain asyncio: kept-alive connections, prebuilt requests, latencies in milliseconds."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one run."""

    requests: int
    seconds: float
    latencies_ms: Sequence[float]
    refused: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """An HTTP/1.1 request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if method != "GET":
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def run(port: int, requests: Sequence[bytes], *, clients: int, seconds_max: float, repeat: bool) -> Measured:
    """Send *requests* over *clients* connections until they or *seconds_max* run out; again and again if *repeat*."""
    return asyncio.run(_run(port, requests, clients, seconds_max, repeat=repeat))


async def _run(port: int, requests: Sequence[bytes], clients: int, seconds_max: float, *, repeat: bool) -> Measured:
    latencies: list[float] = []
    refused = 0
    queue = _cycle(requests) if repeat else iter(requests)
    ends = time.perf_counter() + seconds_max

    async def worker() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for wanted in queue:
            began = time.perf_counter()
            if began > ends:
                break
            writer.write(wanted)
            status = await _answer(reader)
            latencies.append((time.perf_counter() - began) * 1000)
            refused += status >= 400
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(clients)))
    return Measured(len(latencies), time.perf_counter() - began, latencies, refused)


def _cycle(requests: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    status = int(head[9:12])
    if status == 304:
        return status  # It has no body, and need not say how long none is.
    start = lowered.index(b"content-length:") + 15
    length = int(lowered[start : lowered.index(b"\r\n", start)])
    await reader.readexactly(length)
    return status
