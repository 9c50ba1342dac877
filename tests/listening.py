"""Servers on the loopback that answer as a test tells them: for everything that goes out through app/fetching.

Each listens on an address of its own in 127.0.0.0/8, on a port that the rules allow, so that tests side by side do not
meet and nothing of the rules is switched off.
"""

import ipaddress
import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from app.fetching.rules import Network

LOOPBACK: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"),)
HEAD_MAX = 100_000


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Speak = Callable[[socket.socket, Asked], None]
"""Says whatever it likes to whoever asked."""


@dataclass
class Listener:
    """A server that is up. `speak` may be replaced at any time."""

    host: str
    port: int
    speak: Speak
    scheme: str = "http"
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


def answer(
    status: int = 200, body: bytes = b"", headers: dict[str, str] | None = None, *, length: int | None = None
) -> Speak:  # fmt: skip
    """One whole answer."""
    lines = {"Content-Length": str(len(body) if length is None else length), "Connection": "close", **(headers or {})}
    head = f"HTTP/1.1 {status} Word\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    return lambda connection, _: connection.sendall(head.encode() + body)


def in_turn(*speaks: Speak) -> Speak:
    """The first is said first; the last goes on being said."""
    left = list(speaks)

    def speak(connection: socket.socket, asked: Asked) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection, asked)

    return speak


@contextmanager
def listening(speak: Speak, *, tls: ssl.SSLContext | None = None) -> Iterator[Listener]:
    """A server for as long as the block lasts."""
    server, host = _bound()
    server.listen(20)
    server.settimeout(0.1)
    scheme = "https" if tls else "http"
    listener = Listener(host, 8443 if tls else 8080, speak, scheme)
    over = threading.Event()
    if tls:
        server.close()
        server = socket.create_server((host, 8443))
        server.settimeout(0.1)

    def run() -> None:
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                continue
            listener.connections += 1
            threading.Thread(target=_serve, args=(connection, listener, tls), daemon=True).start()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        over.set()
        thread.join()
        server.close()


def _bound() -> tuple[socket.socket, str]:
    while True:
        host = f"127.{random.randint(1, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
        with suppress(OSError):
            return socket.create_server((host, 8080)), host


def _serve(connection: socket.socket, listener: Listener, tls: ssl.SSLContext | None) -> None:
    try:
        connection.settimeout(20)
        if tls:
            connection = tls.wrap_socket(connection, server_side=True)
        asked = _read(connection)
        if asked is not None:
            listener.asked.append(asked)
            listener.speak(connection, asked)
    except OSError:
        pass  # Whoever asked has gone: that is what many of these tests are about.
    finally:
        connection.close()


def _read(connection: socket.socket) -> Asked | None:
    taken = b""
    while b"\r\n\r\n" not in taken and len(taken) < HEAD_MAX:
        part = connection.recv(65_536)
        if not part:
            return None
        taken += part
    head, _, body = taken.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65_536)
    return Asked(method, path, headers, body)
