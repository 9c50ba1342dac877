"""Sockets that lead only where they may, all until one time.

A name is resolved once, every answer is checked, and the very address that was checked is connected to, so that a name
that answers differently the second time gains nothing.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import httpcore

from app.fetching import rules
from app.fetching.rules import FetchRefused, Network

ADDRESSES_TRIED: Final = 3
Resolver = Callable[[str, int], list[str]]
"""The network addresses of a host name, as text."""


def system_resolver(host: str, port: int) -> list[str]:
    """What the machine's own resolver says."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    # A zone (fe80::1%eth0) is cut off: such an address is refused in any case.
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


@dataclass(frozen=True, slots=True)
class Deadline:
    """When everything has to be over."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            FetchRefused: none.
        """
        if (left := self.ends - monotonic()) <= 0:
            raise too_slow()
        return left


def too_slow() -> FetchRefused:
    return FetchRefused("The server took too long to answer.")


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and to nothing else."""

    def __init__(self, networks: tuple[Network, ...], resolve: Resolver, deadline: Deadline) -> None:
        self._networks = networks
        self._resolve = resolve
        self._deadline = deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A connection to *host*; the certificate is checked against the name by whoever asked for it."""
        addresses = rules.checked(self._resolved(host, port), self._networks)
        for address in addresses[:ADDRESSES_TRIED]:
            try:
                opened = socket.create_connection((str(address), port), self._deadline.left())
            except TimeoutError:
                continue
            except OSError:
                continue
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return TimedStream(opened, self._deadline)
        self._deadline.left()
        raise FetchRefused("Nobody answers at that address.")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise FetchRefused("That is no address of a server.")

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing is tried twice here")

    def _resolved(self, host: str, port: int) -> list[str]:
        """What *host* stands for. The system's resolver knows no time limit, so it is waited for in a thread."""
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        found: list[str] = []
        asking = threading.Thread(
            target=lambda: found.extend(self._resolve(host, port)), name="fetch-resolver", daemon=True
        )
        asking.start()
        asking.join(self._deadline.left())
        if asking.is_alive():
            raise too_slow()
        return found


class TimedStream(httpcore.NetworkStream):
    """A socket of which every step ends by the deadline, however slowly the other side drips."""

    def __init__(self, opened: socket.socket, deadline: Deadline) -> None:
        self._socket = opened
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(self._deadline.left())
            return self._socket.recv(max_bytes)
        except TimeoutError:
            raise too_slow() from None
        except OSError:
            raise FetchRefused("The connection broke off.") from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            while buffer:
                self._socket.settimeout(self._deadline.left())
                buffer = buffer[self._socket.send(buffer) :]
        except TimeoutError:
            raise too_slow() from None
        except OSError:
            raise FetchRefused("The connection broke off.") from None

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._deadline.left())
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError:
            self.close()
            raise FetchRefused("The server's certificate does not fit its name, or nobody vouches for it.") from None
        except TimeoutError:
            self.close()
            raise too_slow() from None
        except OSError:
            self.close()
            raise FetchRefused("No secure connection could be made to that server.") from None
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return None
