"""Asking an address that somebody typed in, and telling one something. No transaction may be open meanwhile."""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlencode, urljoin

import httpcore

from app.fetching import rules
from app.fetching.network import Deadline, GuardedBackend, Resolver, system_resolver
from app.fetching.rules import FetchRefused, Limits, Network, Target

__all__ = ["Answered", "FetchRefused", "Fetched", "Limits", "NotModified", "Way", "exchange", "fetch", "post"]

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
VALIDATOR_MAX: Final = {b"etag": 500, b"last-modified": 100}
AGENT: Final = b"Kenkyu"
_ERRORS: Final = (
    httpcore.ProtocolError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)


@cache
def _usual_tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Way:
    """How this installation gets out.

    Args:
        networks: what may be asked although it is private: a school's own server.
        resolve: replaced in tests only, as is tls.
    """

    networks: tuple[Network, ...] = ()
    resolve: Resolver = system_resolver
    tls: ssl.SSLContext = field(default_factory=_usual_tls)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address. The two validators are for the next time."""

    content: bytes
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """What stands there is what stood there before."""


@dataclass(frozen=True, slots=True)
class Answered:
    """How a post was answered. What was said besides is nobody's to see: it could come from inside a network."""

    status: int


@dataclass(slots=True)
class _Conversation:
    """All requests of one fetch: they share one deadline and one way."""

    way: Way
    limits: Limits
    deadline: Deadline

    def ask(
        self, method: str, target: Target, headers: list[tuple[bytes, bytes]], body: bytes, *, takes_answer: bool = True
    ) -> "_Answer":
        """One request, answered as far as its status, its headers and as much of its body as is taken."""
        backend = GuardedBackend(self.way.networks, self.way.resolve, self.deadline)
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        with httpcore.ConnectionPool(
            ssl_context=self.way.tls, max_connections=1, max_keepalive_connections=0, network_backend=backend
        ) as pool:
            try:
                with pool.stream(method, url, headers=headers, content=body) as response:
                    found = {name.lower(): value for name, value in response.headers}
                    takes = response.status == 200 and takes_answer
                    content = _taken(response, found, self.limits.bytes_max) if takes else b""
                    return _Answer(response.status, found, content)
            except _ERRORS:
                raise FetchRefused("The server's answer broke off, or is none that can be understood.") from None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[bytes, bytes]
    content: bytes

    def header(self, name: bytes) -> str:
        """A header that can be sent back, or nothing."""
        text = self.headers.get(name, b"").decode("latin-1")
        return text if len(text) <= VALIDATOR_MAX[name] and text.isascii() and text.isprintable() else ""


def fetch(
    way: Way, address: str, *, limits: Limits, etag: str = "", last_modified: str = ""
) -> Fetched | NotModified:  # fmt: skip
    """What stands at *address*, followed through at most limits.redirects_max redirects, each checked anew.

    Args:
        etag, last_modified: of the copy that is there already, if any.

    Raises:
        FetchRefused: nothing that can be taken came, in words.
    """
    talk = _Conversation(way, limits, Deadline.after(limits.seconds))
    target = rules.target_of(address)
    for _ in range(limits.redirects_max + 1):
        answer = talk.ask("GET", target, _asking(target, etag, last_modified), b"")
        if answer.status not in REDIRECTS:
            return _outcome(answer, was_conditional=bool(etag or last_modified))
        target = _moved(target, answer)
    raise FetchRefused("The address sends us on and on.")


def post(way: Way, address: str, body: bytes, headers: Mapping[str, str], *, limits: Limits) -> Answered:
    """Send *body* to *address*, once. Redirects are not followed: what was meant for one is not told to another.

    Raises:
        FetchRefused: nobody took it. Any answer, whatever its status, is an answer.
    """
    talk = _Conversation(way, limits, Deadline.after(limits.seconds))
    target = rules.target_of(address)
    given = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    host = [(b"Host", target.authority.encode()), (b"User-Agent", AGENT), (b"Content-Length", b"%d" % len(body))]
    return Answered(talk.ask("POST", target, host + given, body, takes_answer=False).status)


def exchange(way: Way, address: str, form: Mapping[str, str], *, limits: Limits) -> bytes:
    """What a server answers to *form*, sent to it once, by https alone. Redirects are not followed.

    Raises:
        FetchRefused: it did not answer 200 with something. What it said instead is nobody's to see.
    """
    talk = _Conversation(way, limits, Deadline.after(limits.seconds))
    target = rules.target_of(address, is_secure_only=True)
    body = urlencode(form).encode("ascii")
    headers = [
        (b"Host", target.authority.encode()), (b"User-Agent", AGENT), (b"Content-Length", b"%d" % len(body)),
        (b"Content-Type", b"application/x-www-form-urlencoded"), (b"Accept", b"application/json"),
    ]  # fmt: skip
    answer = talk.ask("POST", target, headers, body)
    if answer.status != 200 or not answer.content:
        raise FetchRefused(f"The server refused (it answered {answer.status}).", status=answer.status)
    return answer.content


def _asking(target: Target, etag: str, last_modified: str) -> list[tuple[bytes, bytes]]:
    headers = [
        (b"Host", target.authority.encode()), (b"User-Agent", AGENT), (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"gzip"),
    ]  # fmt: skip
    if etag:
        headers.append((b"If-None-Match", etag.encode()))
    if last_modified:
        headers.append((b"If-Modified-Since", last_modified.encode()))
    return headers


def _outcome(answer: _Answer, *, was_conditional: bool) -> Fetched | NotModified:
    if answer.status == 304 and was_conditional:
        return NotModified()
    if answer.status in {401, 403}:
        raise FetchRefused("The server says that we may not read what stands there.", status=answer.status)
    if answer.status in {404, 410}:
        raise FetchRefused("The server says that nothing stands at that address.", status=answer.status)
    if answer.status != 200:
        raise FetchRefused(f"The server did not hand it out (it answered {answer.status}).", status=answer.status)
    if not answer.content:
        raise FetchRefused("What stands at that address is empty.", status=answer.status)
    return Fetched(answer.content, answer.header(b"etag"), answer.header(b"last-modified"))


def _moved(target: Target, answer: _Answer) -> Target:
    try:
        place = urljoin(target.text, answer.headers.get(b"location", b"").decode("ascii"))
    except (UnicodeDecodeError, ValueError):
        raise FetchRefused("The address sends us on to one that cannot be asked.") from None
    # What was asked for in secret is not asked for in the open.
    return rules.target_of(place, is_secure_only=target.scheme == "https")


def _taken(response: httpcore.Response, headers: Mapping[bytes, bytes], bytes_max: int) -> bytes:
    """The body, unpacked, and never more than *bytes_max* of it, packed or unpacked."""
    coding = headers.get(b"content-encoding", b"identity").strip().lower()
    if coding not in {b"identity", b"", b"gzip", b"x-gzip"}:
        raise FetchRefused("What came is packed in a way that we did not ask for.")
    parts = response.iter_stream()
    unpacked = _unpacked(parts, bytes_max) if b"gzip" in coding else parts
    return _counted(unpacked, bytes_max)


def _counted(parts: Iterator[bytes], bytes_max: int) -> bytes:
    taken = bytearray()
    for part in parts:
        taken += part
        if len(taken) > bytes_max:
            raise _too_much(bytes_max)
    return bytes(taken)


def _unpacked(parts: Iterator[bytes], bytes_max: int) -> Iterator[bytes]:
    """Parts of a gzip stream, unpacked a piece at a time: a small part may stand for a thousand times as much."""
    inflating = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    came = 0
    for part in parts:
        came += len(part)
        if came > bytes_max:
            raise _too_much(bytes_max)
        left = part
        while left:
            try:
                piece = inflating.decompress(left, 65_536)
            except zlib.error:
                raise FetchRefused("What came says that it is packed, and cannot be unpacked.") from None
            left = inflating.unconsumed_tail
            yield piece
    if not inflating.eof:
        raise FetchRefused("What came is packed, and breaks off.")


def _too_much(bytes_max: int) -> FetchRefused:
    return FetchRefused(f"What stands at that address is larger than {bytes_max / 1_000_000:g} MB.")
