"""Be the child that reads a stranger's mail: the message on standard input, the reply as JSON on standard output."""

import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from icalendar import Calendar, Event

from app.calendars.rules.replies import Answer, Reply, as_json
from app.kernel import limits

PARTS_MAX = 30
CALENDAR_BYTES_MAX = 100_000
ADDRESSES_MAX = 20
TEXT_MAX = 320
HEADERS = ("Delivered-To", "X-Original-To", "To", "Cc")


def read(raw: bytes) -> Reply | None:
    """The one answer to one invitation that a message holds; None when it holds none, or more than one.

    Raises:
        ValueError, LookupError, RecursionError: it cannot be read at all.
    """
    message = message_from_bytes(raw)
    for part in _calendars(message):
        if (event := _replied(part)) is not None:
            return _reply(message, event)
    return None


def _calendars(message: Message) -> Iterator[Calendar]:
    for number, part in enumerate(message.walk()):
        if number >= PARTS_MAX:
            return
        if part.get_content_type() == "text/calendar":
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and len(raw) <= CALENDAR_BYTES_MAX:
                yield Calendar.from_ical(raw.decode("utf-8-sig"))


def _replied(calendar: Calendar) -> Event | None:
    """The event that is answered, when it is one."""
    events = calendar.events
    is_reply = str(calendar.get("METHOD", "")).upper() == "REPLY"
    return events[0] if is_reply and len(events) == 1 else None


def _reply(message: Message, event: Event) -> Reply | None:
    attendee = event.get("ATTENDEE")
    if attendee is None or isinstance(attendee, list):
        return None
    said = str(attendee.params.get("PARTSTAT", "")).upper()
    if said not in set(Answer):
        return None
    sent_to = [str(event.get("ORGANIZER", ""))]
    sent_to += [address for _, address in getaddresses([str(message.get(name, "")) for name in HEADERS])]
    return Reply(
        tuple(_plain(address) for address in sent_to[:ADDRESSES_MAX]), str(event.get("UID", ""))[:TEXT_MAX],
        _plain(str(attendee)), Answer(said),
    )  # fmt: skip


def _plain(address: str) -> str:
    return address.strip().lower().removeprefix("mailto:")[:TEXT_MAX]


if __name__ == "__main__":
    limits.take(seconds=int(sys.argv[1]), memory_mb=int(sys.argv[2]))
    try:
        found = read(sys.stdin.buffer.read())
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        # Whatever the libraries stumble over is no answer of a calendar program.
        found = None
    sys.stdout.buffer.write(as_json(found))
