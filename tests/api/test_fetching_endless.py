"""Fetching from servers that drip, never end, or send bombs: all are cut in time and size. RELIABILITY promise 43."""

import contextlib
import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from listening import LOOPBACK, Asked, answer, listening

from app.fetching.fetch import Fetched, FetchRefused, Limits, Way, fetch, post

WAY = Way(LOOPBACK)
LIMITS = Limits(seconds=10, bytes_max=5_000_000, redirects_max=3)
HASTY = Limits(seconds=1.0, bytes_max=5_000_000)
CUT_WITHIN = 10.0
GIVES_UP_AFTER = 600
"""Signs of a drip, twelve seconds and more: whoever waits for longer than they said is seen, and does not wait for ever."""


def _drip_head(connection: socket.socket, asked: Asked) -> None:
    _drip(connection, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000)


def _drip_body(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    _drip(connection, b"x" * 100_000)


def _drip(connection: socket.socket, said: bytes) -> None:
    for sign in said[:GIVES_UP_AFTER]:
        connection.sendall(bytes([sign]))
        time.sleep(0.02)


def _silent(connection: socket.socket, asked: Asked) -> None:
    connection.settimeout(12)
    with contextlib.suppress(TimeoutError):
        connection.recv(1)


@pytest.mark.parametrize("speak", [_drip_head, _drip_body, _silent])
def test_a_server_that_drips_or_says_nothing_is_cut(speak: Callable[[socket.socket, Asked], None]) -> None:
    began = time.monotonic()

    with listening(speak) as server, pytest.raises(FetchRefused, match="too long"):
        fetch(WAY, server.url, limits=HASTY)

    assert time.monotonic() - began < CUT_WITHIN


def test_slow_redirects_share_one_time() -> None:
    def slowly(connection: socket.socket, asked: Asked) -> None:
        time.sleep(0.5)
        answer(302, headers={"Location": "/"})(connection, asked)

    with listening(slowly) as server, pytest.raises(FetchRefused, match="too long"):
        fetch(WAY, server.url, limits=HASTY)


def test_a_handshake_that_never_ends_is_cut() -> None:
    """Take out: the time that wrap_socket has in fetching/network.py."""
    # To a server that waits for the end of a request's head, the first words of TLS are a head that goes on.
    with listening(_silent) as server, pytest.raises(FetchRefused, match="too long"):
        fetch(WAY, server.url.replace("http:", "https:"), limits=HASTY)


def _endless(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65_536)


def _endless_head(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X: " + b"x" * 8000 + b"\r\n")


def _endless_early_answers(connection: socket.socket, asked: Asked) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")


@pytest.mark.parametrize("speak", [_endless, _endless_head, _endless_early_answers])
def test_a_server_that_never_ends_is_cut(speak: Callable[[socket.socket, Asked], None]) -> None:
    began = time.monotonic()

    with listening(speak) as server, pytest.raises(FetchRefused):
        fetch(WAY, server.url, limits=HASTY)

    assert time.monotonic() - began < CUT_WITHIN


def test_exactly_as_much_as_may_be_is_taken_and_one_byte_more_is_not() -> None:
    limits = Limits(bytes_max=100_000)
    with listening(answer(200, b"x" * 100_000)) as server:
        found = fetch(WAY, server.url, limits=limits)
    with listening(answer(200, b"x" * 100_001)) as server, pytest.raises(FetchRefused, match=r"larger than 0.1 MB"):
        fetch(WAY, server.url, limits=limits)

    assert isinstance(found, Fetched)
    assert len(found.content) == 100_000


@pytest.mark.parametrize("times", [1, 50])
def test_a_gzip_bomb_is_cut_before_it_is_unpacked(times: int) -> None:
    packed = gzip.compress(b"\0" * 100_000_000, 9, mtime=0) if times == 1 else gzip.compress(b"\0" * 5_000_001) * times
    assert len(packed) < 5_000_000

    said = answer(200, packed, {"Content-Encoding": "gzip"})
    with listening(said) as server, traced() as peak, pytest.raises(FetchRefused, match="larger"):
        fetch(WAY, server.url, limits=LIMITS)

    assert peak[0] < 4 * LIMITS.bytes_max


@contextmanager
def traced() -> Iterator[list[int]]:
    """The most bytes that were held at once meanwhile."""
    peak: list[int] = []
    tracemalloc.start()
    try:
        yield peak
        peak.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def test_what_is_packed_and_stands_for_nothing_is_counted_as_it_came() -> None:
    """Take out: the count of what came in fetch._unpacked. Empty blocks unpack to nothing, however many there are."""
    packed = gzip.compress(b"", mtime=0)[:10] + b"\x00\x00\x00\xff\xff" * 1_200_000

    said = answer(200, packed, {"Content-Encoding": "gzip"})
    with listening(said) as server, pytest.raises(FetchRefused, match="larger"):
        fetch(WAY, server.url, limits=LIMITS)


def test_what_comes_packed_is_unpacked() -> None:
    with listening(answer(200, gzip.compress(b"week" * 50_000), {"Content-Encoding": "GZIP"})) as server:
        found = fetch(WAY, server.url, limits=LIMITS)

    assert found == Fetched(b"week" * 50_000)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", b"\x8b\x00"), ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0)), ("deflate", zlib.compress(b"x")),
        ("gzip", b"not packed"), ("gzip", gzip.compress(b"week" * 50_000, mtime=0)[:-20]), ("gzip", b""),
    ],
)  # fmt: skip
def test_what_is_packed_in_another_way_or_breaks_off_is_refused(coding: str, body: bytes) -> None:
    with listening(answer(200, body, {"Content-Encoding": coding})) as server, pytest.raises(FetchRefused):
        fetch(WAY, server.url, limits=LIMITS)


def _nonsense(connection: socket.socket, asked: Asked) -> None:
    connection.sendall(b"\x00\xff220 mail.school.example ESMTP\r\n")


@pytest.mark.parametrize(
    "speak", [_nonsense, answer(200, b"half", length=1000), lambda connection, asked: connection.close()]
)
def test_what_is_no_whole_answer_is_refused(speak: Callable[[socket.socket, Asked], None]) -> None:
    with listening(speak) as server, pytest.raises(FetchRefused):
        fetch(WAY, server.url, limits=HASTY)


def test_nobody_there_is_said_in_words() -> None:
    with listening(answer()) as server:
        pass

    with pytest.raises(FetchRefused, match="Nobody answers"):
        fetch(WAY, server.url, limits=LIMITS)


@pytest.mark.parametrize("speak", [_drip_head, _silent])
def test_a_post_to_a_server_that_does_not_answer_is_cut(speak: Callable[[socket.socket, Asked], None]) -> None:
    with listening(speak) as server, pytest.raises(FetchRefused, match="too long"):
        post(WAY, server.url, b"{}", {}, limits=HASTY)


def test_a_post_does_not_wait_for_the_end_of_an_endless_answer() -> None:
    with listening(_endless) as server:
        assert post(WAY, server.url, b"{}", {}, limits=LIMITS).status == 200
