"""Which addresses and subjects can stand in a message, how long a message is worth sending, and how links stand in it.

A message is written in the transaction of what it tells, where nobody knows under which address the server is reached.
So a link to a page of ours stands in it as a path between two marks, perhaps with a claim to be signed
(kernel/signed.py); the worker makes it whole when the message goes, and no secret is ever stored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from email.headerregistry import Address
from uuid import UUID

SEND = "send_mail"
"""The job's kind."""
WORTH_SENDING = timedelta(days=7)
"""Older news is not sent: a school that sets its mail server late does not flood its staff."""
KEPT = timedelta(days=30)
SUBJECT_MAX = 200
ADDRESS_MAX = 254
LINK, CLAIM, LINK_END = "\x02", "\x04", "\x03"
"""No text that anybody can write holds them."""
_LINK = re.compile(f"{LINK}([^{CLAIM}{LINK_END}]*)(?:{CLAIM}([^{LINK_END}]*))?{LINK_END}")


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told."""

    staff_id: UUID
    address: str
    subject: str
    text: str
    html: str = ""
    leave_url: str = ""
    """Where whoever wants no more such mail goes: List-Unsubscribe. A whole address, or as `link` makes it."""
    leaves_by_post: bool = False
    """Whether a POST to it is enough (RFC 8058)."""
    kind: str = ""
    """What kind of news it is."""
    reply_to: str = ""
    calendar: str = ""
    calendar_method: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, what it is about, and when it may go."""

    message: Message
    key: str
    due_at: datetime | None = None


def address_of(text: str) -> Address | None:
    """One address, or None when it is none, or more than one."""
    if not text or len(text) > ADDRESS_MAX or not text.isprintable():
        return None
    # The library reads addresses in ASCII only, so their shape is looked at with stand-ins for other letters.
    plain = "".join(mark if mark.isascii() else "x" for mark in text)
    try:
        found = Address(addr_spec=plain)
    except (ValueError, IndexError, HeaderParseError):
        return None
    if not found.username or not found.domain:
        return None
    username, _, domain = text.rpartition("@")
    return found if text.isascii() else Address(username=username, domain=domain)


def subject_of(text: str) -> str:
    """*text* on one line: a line break in a header would begin another header."""
    kept = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(kept.split())[:SUBJECT_MAX] or "Kenkyu"


def link(path: str, claim: str = "") -> str:
    """A link to a page of ours, as it stands in a message that waits. The signed claim is put at its end."""
    return f"{LINK}{path}{CLAIM + claim if claim else ''}{LINK_END}"


def with_links(text: str, made: Callable[[str, str], str]) -> str:
    """*text* with every link made whole. *made* is given path and claim."""
    return _LINK.sub(lambda found: made(found[1], found[2] or ""), text)


def is_plain_url(url: str) -> bool:
    """Whether *url* can stand between the angle brackets of a header."""
    return url.startswith(("https://", "http://")) and url.isascii() and not set(url) & set("<> \t\r\n,")
