"""SIGTERM: nobody new is let in, what is under way is answered, then it ends. One process and several."""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Iterator

import pytest
from live import Live, serving

from app.settings import Settings

BODY = b'{"email": "nobody@birch.example", "password": "a password of nobody at all"}'


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def stopped(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Live]:
    live = Live(
        settings.database_url, settings.secret_key, workers=request.param,
        arguments=("--despite-faults", "--no-worker"),
    )  # fmt: skip
    with serving(live):
        yield live


def begin(port: int) -> socket.socket:
    """A request of which the last byte is still to come."""
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    head = f"POST /api/sign-in HTTP/1.1\r\nHost: kenkyu.test\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    line.sendall(head.encode() + BODY[:-1])
    return line


def is_let_in(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def finish_while_stopping(port: int, pid: int) -> bytes:
    """The answer to a request that was half sent when the server was told to stop."""
    line = begin(port)
    time.sleep(1)
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + 8
    while is_let_in(port):
        assert time.monotonic() < until, "somebody new is let in"
        time.sleep(0.05)
    with contextlib.closing(line):
        line.sendall(BODY[-1:])
        with line.makefile("rb") as answer:
            return answer.read()


def test_what_is_under_way_is_answered_and_nobody_new_is_let_in(stopped: Live) -> None:
    """Take out: `timeout_graceful_shutdown`, or `listener.close` where the signal is passed on."""
    assert stopped._process is not None

    answer = finish_while_stopping(stopped.port, stopped._process.pid)
    stopped._process.wait(30)

    assert answer.startswith(b"HTTP/1.1 401 "), answer
    assert b"/problems/sign-in/refused" in answer
