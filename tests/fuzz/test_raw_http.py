"""Promises 36, 40 and 49 below HTTP's own rules: bytes that no client sends, to the real server's socket.

Two readers of one stream must never see two requests in it; and whatever comes, the next honest request is answered.
"""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cast import SECRET_KEY
from live import Live, serving

from app.db import migrating

Record = Callable[[str, object], None]
SECONDS = 15
BODY = b'{"email": "a@b.example", "password": "x"}'


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    # Before any query: one engine says it all.
    url = f"sqlite:///{tmp_path_factory.mktemp('raw')}/raw.db"
    migrating.upgrade(url)
    with serving(Live(url, SECRET_KEY)) as found:
        yield found


def said(live: Live, *pieces: bytes, pause_seconds: float = 0.0, ends: bool = True) -> bytes:
    """What the server answers to *pieces* on one connection, until it closes or SECONDS without a byte have passed.

    With *ends* the stream is ended after them; without, the last request has to ask for that.
    """
    parts = urlsplit(live.origin)
    with closing(socket.create_connection((parts.hostname, parts.port), SECONDS)) as line:
        line.settimeout(SECONDS)
        found = b""
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause_seconds)
            if ends:
                line.shutdown(socket.SHUT_WR)
            while piece := line.recv(65_536):
                found += piece
        except OSError:  # Closed by the server, or silent.
            pass
        return found


def statuses(answers: bytes) -> list[int]:
    # A second answer follows the first one's body without a line's end between them.
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answers)]


def head(line: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([line, b"Host: kenkyu.test", *headers, b"", b""])


POST, GET = b"POST /api/sign-in HTTP/1.1", b"GET /api/health HTTP/1.1"
JSON = b"Content-Type: application/json"
HIDDEN = b"GET /api/health?hidden HTTP/1.1\r\nHost: kenkyu.test\r\n\r\n"
"""A request inside another's body: answered with 200 if anybody takes it for one."""

SMUGGLED: dict[str, bytes] = {
    "length and chunked": head(POST, JSON, b"Content-Length: 5", b"Transfer-Encoding: chunked") + b"0\r\n\r\n" + HIDDEN,
    "chunked and length": head(POST, JSON, b"Transfer-Encoding: chunked", b"Content-Length: 100")
    + b"0\r\n\r\n"
    + HIDDEN,
    "two lengths": head(POST, JSON, b"Content-Length: 0", b"Content-Length: %d" % len(HIDDEN)) + HIDDEN,
    "two lengths in one": head(POST, JSON, b"Content-Length: 0, %d" % len(HIDDEN)) + HIDDEN,
    "a length with a sign": head(POST, JSON, b"Content-Length: +0") + HIDDEN,
    "a negative length": head(POST, JSON, b"Content-Length: -1") + HIDDEN,
    "a length in hexadecimal": head(POST, JSON, b"Content-Length: 0x0") + HIDDEN,
    "a length of 20 digits": head(POST, JSON, b"Content-Length: 99999999999999999999") + HIDDEN,
    "chunked twice": head(POST, JSON, b"Transfer-Encoding: chunked, chunked") + b"0\r\n\r\n" + HIDDEN,
    "chunked misspelt": head(POST, JSON, b"Transfer-Encoding: xchunked") + b"0\r\n\r\n" + HIDDEN,
    "chunked, then identity": head(POST, JSON, b"Transfer-Encoding: chunked, identity") + b"0\r\n\r\n" + HIDDEN,
    "a space before the colon": head(POST, JSON, b"Transfer-Encoding : chunked") + b"0\r\n\r\n" + HIDDEN,
    "a folded header": head(POST, JSON, b"Transfer-Encoding:\r\n chunked") + b"0\r\n\r\n" + HIDDEN,
    "a tab for a name": head(POST, JSON, b"\tTransfer-Encoding: chunked") + b"0\r\n\r\n" + HIDDEN,
    "a chunk that is no number": head(POST, JSON, b"Transfer-Encoding: chunked") + b"zz\r\nx\r\n0\r\n\r\n",
    "a chunk of 17 digits": head(POST, JSON, b"Transfer-Encoding: chunked") + b"f" * 17 + b"\r\nx\r\n0\r\n\r\n",
    "a chunk that is longer than it says": head(POST, JSON, b"Transfer-Encoding: chunked") + b"1\r\nxxxxx\r\n0\r\n\r\n",
    "bare line feeds": b"POST /api/sign-in HTTP/1.1\nHost: kenkyu.test\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\r\n\r\n"
    + HIDDEN,
    "a carriage return in a value": head(POST, JSON, b"X: a\rContent-Length: 0") + HIDDEN,
    "NUL in a value": head(GET, b"X: a\0b"),
    "NUL in a name": head(GET, b"X\0Y: a"),
    "no name": head(GET, b": a"),
    "a header that is none": head(GET, b"nonsense"),
    "no version": b"GET /api/health\r\n\r\n",
    "another version": b"GET /api/health HTTP/9.9\r\nHost: x\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300,
    "nothing but ends": b"\r\n" * 2_000,
    "an address of 100,000 signs": head(b"GET /api/" + b"x" * 100_000 + b" HTTP/1.1"),
    "a header of a million signs": head(GET, b"X: " + b"x" * 1_000_000),
    "a head that never ends": GET + b"\r\n" + b"X: x\r\n" * 200_000,
    "a trailer of a million signs": head(POST, JSON, b"Transfer-Encoding: chunked") + b"0\r\nX: " + b"x" * 1_000_000,
    "ten thousand headers": head(GET, *(b"X-%d: %d" % (one, one) for one in range(10_000))),
    "a cookie of 60,000 signs": head(GET, b"Cookie: __Host-kenkyu=" + b"x" * 60_000),
    "a space in the address": b"GET /api/health x HTTP/1.1\r\nHost: x\r\n\r\n",
    "another host's whole address": head(b"GET http://evil.example/api/me HTTP/1.1"),
    "a tunnel": head(b"CONNECT evil.example:443 HTTP/1.1"),
    "a method nobody knows": head(b"PROPFIND /api/staff HTTP/1.1"),
    "a method of 5,000 letters": head(b"G" * 5_000 + b" /api/staff HTTP/1.1"),
    "an upgrade": head(
        GET, b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: x", b"Sec-WebSocket-Version: 13"
    ),
    "an upgrade to HTTP/2": head(GET, b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: x"),
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}
HARMLESS = {"no version", "a cookie of 60,000 signs", "an upgrade", "an upgrade to HTTP/2"}
"""What may be answered as if the strange part were not there; all others are refused or not answered at all."""


@pytest.mark.parametrize("name", SMUGGLED)
def test_no_second_request_is_found_in_one_and_the_server_lives(name: str, live: Live) -> None:
    """Take out: nothing of ours (the HTTP parser refuses); `http=` of uvicorn set to a parser that is lenient."""
    answers = said(live, SMUGGLED[name])

    found = statuses(answers)
    assert all(status < 500 for status in found), answers[:500]
    assert name in HARMLESS or 200 not in found, answers[:500]
    assert len(found) <= 2, answers[:800]
    assert b"evil.example" not in answers
    assert httpx.get(f"{live.url}/health", timeout=SECONDS).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [head(GET, b"X: " + b"x" * 1_000_000), head(GET, *(b"X-%d: %d" % (one, one) for one in range(10_000)))],
    ids=["one header", "ten thousand"],
)
def test_a_head_that_is_too_large_is_refused_while_it_comes(sent: bytes, live: Live) -> None:
    """Take out: `http=BoundedHeads` in app/serving.py: answered with 200, or with nothing."""
    assert statuses(said(live, sent, ends=False)) in ([431], [])  # None, where the rest of it met a closed door.
    assert statuses(said(live, head(GET, b"X: " + b"x" * 60_000, b"Connection: close"), ends=False)) == [200]


def test_half_a_request_keeps_nobody_else_waiting(live: Live, record_property: Record) -> None:
    """Take out: nothing of ours; read the body in a handler that blocks the loop."""
    parts = urlsplit(live.origin)
    halves = [
        head(POST, JSON, b"Content-Length: 1000") + b'{"email":', b"POST /api/sign-in HTTP/1.1\r\nHost:", b"G",
        head(POST, JSON, b"Transfer-Encoding: chunked") + b"5\r\n{",
    ]  # fmt: skip
    lines = [socket.create_connection((parts.hostname, parts.port), SECONDS) for _ in range(200)]
    try:
        for at, line in enumerate(lines):
            line.sendall(halves[at % len(halves)])
        slowest = 0.0
        for _ in range(20):
            began = time.monotonic()
            assert httpx.get(f"{live.url}/health", timeout=SECONDS).status_code == 200
            slowest = max(slowest, time.monotonic() - began)
    finally:
        for line in lines:
            line.close()
    record_property("half_requests", len(lines))
    record_property("slowest_health_seconds", round(slowest, 3))
    assert slowest < SECONDS / 2


def test_a_body_sent_letter_by_letter_is_read_as_one(live: Live) -> None:
    request = head(POST, JSON, b"Content-Length: %d" % len(BODY), b"Connection: close")

    answers = said(live, request, *(bytes([letter]) for letter in BODY), pause_seconds=0.005, ends=False)

    assert statuses(answers) == [401]
    assert b"application/problem+json" in answers


@pytest.mark.parametrize("how", ["length", "chunked"])
def test_nobody_sends_50_mb_before_they_are_refused(how: str, live: Live, record_property: Record) -> None:
    """Take out: the Gate, or put Sizes outside of it: what nobody sent is then read before it is refused."""
    before = live.resident_bytes()
    framing = b"Content-Length: 50000000" if how == "length" else b"Transfer-Encoding: chunked"
    piece = b"x" * 100_000 if how == "length" else b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
    parts = urlsplit(live.origin)
    began, sent, found = time.monotonic(), 0, b""
    with closing(socket.create_connection((parts.hostname, parts.port), SECONDS)) as line:
        line.settimeout(SECONDS)
        line.sendall(head(b"POST /api/staff HTTP/1.1", JSON, framing))
        first = line.recv(65_536)
        waited = time.monotonic() - began
        try:
            while sent < 50_000_000:
                line.sendall(piece)
                sent += len(piece)
            found = line.recv(65_536)
        except (ConnectionError, TimeoutError):
            pass
    grown = live.resident_bytes() - before
    record_property("refused_after_seconds", round(waited, 3))
    record_property("grown_mb", round(grown / 1e6, 1))
    assert statuses(first + found)[0] == 401
    assert waited < 2
    assert grown < 10_000_000


def test_a_refusal_of_the_parser_says_nothing_of_us(live: Live) -> None:
    answers = said(live, b"GET / HTTP/1.1\r\nbroken\r\n\r\n")

    assert statuses(answers) in ([400], [])
    assert b"uvicorn" not in answers.lower()
    assert b"Traceback" not in answers


def test_the_same_socket_answers_after_a_refusal(live: Live) -> None:
    refused = head(b"GET /api/staff HTTP/1.1")

    answers = said(live, refused + head(GET, b"Connection: close"), ends=False)

    assert statuses(answers) == [401, 200]
    assert json.loads(answers.rsplit(b"\r\n\r\n", 1)[1])["status"] == "ok"


def test_no_log_line_begins_with_what_was_sent(live: Live, tmp_path: Path) -> None:
    # CR and LF in an address or header end the request there: they never reach what is written down.
    answers = said(live, head(b"GET /api/%0d%0aforged%1b[31m HTTP/1.1", b"Connection: close"), ends=False)

    assert statuses(answers) == [401]
    assert b"forged" not in answers.split(b"\r\n\r\n", 1)[0]
