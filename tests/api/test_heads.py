"""Whoever sends half a request, or one byte now and then, is not waited for."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvicorn
from fastapi import FastAPI, Request

from app.web import heads
from app.web.heads import BoundedHeads

PATIENCE = 0.6
FOREVER = 20.0
"""Seconds after which a test gives up: nothing here takes them."""


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a server listens that reads whole bodies, with little patience."""
    monkeypatch.setattr(heads, "PATIENCE_SECONDS", PATIENCE)
    app = FastAPI()

    @app.post("/")
    async def count(request: Request) -> int:
        return len(await request.body())

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, http=BoundedHeads, ws="none", log_level="critical"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def answer_to(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """All that comes until the server closes."""
    with closing(socket.create_connection(("127.0.0.1", port), FOREVER)) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause)
            return b"".join(iter(lambda: line.recv(65_536), b""))
        except ConnectionError:
            return b""


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    "half",
    [b"", b"G", HEAD, HEAD + b"Content-Length: 10\r\n\r\n12345", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"],
    ids=["nothing", "a letter", "a head", "a body", "a chunk"],
)
def test_half_a_request_is_given_up(half: bytes, port: int) -> None:
    """Take out: `_wait` in connection_made, on_message_begin or on_headers_complete: this waits for ever."""
    began = time.monotonic()

    answer = answer_to(port, half)

    assert b"200 OK" not in answer
    assert PATIENCE * 0.5 < time.monotonic() - began < FOREVER / 2


def test_a_byte_now_and_then_is_not_enough(port: int) -> None:
    """Take out: the share of time in on_body, so that each byte buys the whole of it again."""
    answer = answer_to(port, HEAD + b"Content-Length: 100\r\n\r\n", *[b"x"] * 20, pause=PATIENCE / 4)

    assert b"200 OK" not in answer


def test_who_sends_slowly_and_steadily_is_waited_for(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setattr(heads, "BODY_BYTES_A_SECOND", 1)

    answer = answer_to(port, HEAD + b"Content-Length: 20\r\n\r\n", *[b"xx"] * 10, pause=PATIENCE / 4)

    assert answer.endswith(b"20")


def test_patience_ends_with_the_request_not_with_its_answer(port: int) -> None:
    """What is kept alive is uvicorn's own business: five seconds, by its `timeout_keep_alive`."""
    one = HEAD.replace(b"close", b"keep-alive") + b"Content-Length: 1\r\n\r\nx"

    answer = answer_to(port, one, HEAD + b"Content-Length: 2\r\n\r\nxx", pause=PATIENCE * 2)

    assert answer.count(b"200 OK") == 2
