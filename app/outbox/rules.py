"""Which addresses and subjects can stand in a message, and how long a message is worth sending."""

from dataclasses import dataclass
from datetime import timedelta
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


@dataclass(frozen=True, slots=True)
class Message:
    """What one person is told."""

    staff_id: UUID
    address: str
    subject: str
    text: str
    html: str = ""
    leave_url: str = ""
    """Where whoever wants no more such mail goes: List-Unsubscribe."""


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


def is_plain_url(url: str) -> bool:
    """Whether *url* can stand between the angle brackets of a header."""
    return url.startswith(("https://", "http://")) and url.isascii() and not set(url) & set("<> \t\r\n,")
