"""Which addresses may be asked, and how much of an answer is taken. Pure: nothing is resolved and nobody is asked."""

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import idna

ADDRESS_MAX: Final = 2000
PORTS: Final = {"http": frozenset({80, 8080, 8443}), "https": frozenset({443, 8080, 8443})}
"""Where web servers listen. On any other port something else may be talked into doing harm."""
PORT_USUAL: Final = {"http": 80, "https": 443}
HOST_MAX: Final = 253

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SHAPE: Final = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>\[[^\]]*\]|[^/?#:@\[\]\\]*)(?P<rest>.*)")
_PORT_AND_PATH: Final = re.compile(r"(?::(?P<port>[0-9]{1,5}))?(?P<path>(?:[/?].*)?)")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_OTHER_DOTS: Final = "\u3002\uff0e\uff61"
"""Dots of other alphabets, which the library would take for ours."""
_PATH_KEPT: Final = "!$%&'()*+,-./:;=?@_~"

_CLOSED: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
)  # fmt: skip
"""Written out, because `is_private` and `is_global` of the standard library leave some of them out (RELIABILITY E25).

Of IPv6 only 2000::/3 is open at all: ::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8 are not in it."""
_OPEN_IPV6: Final = ipaddress.IPv6Network("2000::/3")
_METADATA: Final = frozenset(
    ipaddress.ip_address(text) for text in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192")
)
"""Where clouds tell a machine its own secrets. No setting opens them."""


class FetchRefused(Exception):
    """It was not asked, or what came cannot be taken; in words that a lead may read, never with the address.

    Args:
        words: what went wrong.
        status: the answer's, where there was one.
    """

    def __init__(self, words: str, *, status: int | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is taken, all redirects together."""

    seconds: float = 10.0
    bytes_max: int = 5_000_000
    """As it came, and as it was unpacked."""
    redirects_max: int = 3


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was read: every part is ASCII, the host is a plain name or an address in its one right form."""

    scheme: str
    host: str
    port: int
    path: str
    """With the query; begins with a slash."""

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORT_USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target_of(address: str, *, is_secure_only: bool = False) -> Target:
    """Read an address that somebody typed.

    Args:
        is_secure_only: nothing but https is taken.

    Raises:
        FetchRefused: it is none that may ever be asked, whoever answers there.
    """
    if not address or len(address) > ADDRESS_MAX:
        raise FetchRefused(f"An address has 1 to {ADDRESS_MAX} characters.")
    if not address.isprintable() or any(sign.isspace() for sign in address) or "\\" in address:
        raise FetchRefused("The address holds a space, a line break or a backslash.")
    shape = _SHAPE.fullmatch(address)
    scheme = shape["scheme"].lower() if shape else ""
    # Calendar programs hand out webcal:// for what is fetched by https://.
    scheme = "https" if scheme == "webcal" else scheme
    if shape is None or scheme not in PORTS:
        raise FetchRefused("An address begins with https:// or http://.")
    if is_secure_only and scheme != "https":
        raise FetchRefused("The address must begin with https://.")
    rest, _, _ = shape["rest"].partition("#")
    end = _PORT_AND_PATH.fullmatch(rest)
    if end is None:
        raise FetchRefused("The address has a name, a password or a port in it that cannot be used.")
    port = int(end["port"]) if end["port"] else PORT_USUAL[scheme]
    if port not in PORTS[scheme]:
        raise FetchRefused("Only the ports 80 (http), 443 (https), 8080 and 8443 are asked.")
    path = quote(end["path"], safe=_PATH_KEPT)
    return Target(scheme, host_of(shape["host"]), port, path if path.startswith("/") else f"/{path}")


def host_of(text: str) -> str:
    """A host in its one right form: another spelling of an address would be read differently further on.

    Raises:
        FetchRefused: it is no host name and no address, or an address spelt oddly.
    """
    refused = FetchRefused("The part of the address between // and the next / is no name that can be asked.")
    if text.startswith("["):
        if "%" in text:
            raise refused
        try:
            return ipaddress.IPv6Address(text[1:-1]).compressed
        except ValueError:
            raise refused from None
    name = text.lower().removesuffix(".")
    if not name or len(name) > HOST_MAX:
        raise refused
    if not name.isascii():
        if any(dot in name for dot in _OTHER_DOTS):
            raise refused
        try:
            # Strict: wide digits and circled letters are refused, not turned into ours.
            name = idna.encode(name, uts46=False, std3_rules=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise refused from None
    labels = name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise refused
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise refused from None
    return name


def may_be_asked(address: IPAddress, networks: Sequence[Network]) -> bool:
    """Whether a network address may be asked: an open one, or one of *networks*, which the installation allows."""
    if address in _METADATA:
        return False
    if any(address in network for network in networks):
        return True
    if isinstance(address, ipaddress.IPv6Address) and address not in _OPEN_IPV6:
        return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in _CLOSED)


def checked(found: Iterable[str], networks: Sequence[Network]) -> list[IPAddress]:
    """The addresses that a name stands for, in the order in which they were found.

    Raises:
        FetchRefused: one of them may not be asked, or there is none. A name that stands for an open address and a
            closed one is a trick, or a mistake; either way the next try could meet the other.
    """
    addresses = [ipaddress.ip_address(text) for text in found]
    if not addresses:
        raise FetchRefused("There is no server of that name.")
    if not all(may_be_asked(address, networks) for address in addresses):
        raise FetchRefused("That address lies inside a network, where Kenkyu asks nobody.")
    return addresses


def shown_masked(address: str) -> str:
    """An address for those who may not change it: whose server it is, and nothing that could be a secret."""
    try:
        target = target_of(address)
    except FetchRefused:
        return "..."
    return f"{target.scheme}://{target.authority}/..."
