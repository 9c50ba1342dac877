"""iCalendar as it leaves us (RFC 5545, 5546, 6047): calendars to subscribe to, and invitations in mails. Pure.

Every property goes through `_line`, which takes control characters out and folds: what a teacher typed can begin
no line of its own. The library writes the zone; events are written here, because it takes twice the time that a
calendar of 500 has. Tests hold what is written here against the library and two others.

Never put in: a pupil, a note, why somebody is away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Kenkyu//Kenkyu//EN"
OCTETS_MAX = 75  # RFC 5545, 3.1, without the line's end.
SUMMARY_MAX = 200
TEXT_MAX = 2_000
ASK_AGAIN = "PT1H"
YEARS_ROUND = 2
"""How many years before and after today's the zone's rules are written out for; events lie within 400 days."""
TO_COME = "to-come@kenkyu.invalid"
"""Stands in an invitation for who asks and who is asked, until the mail goes: see app/outbox/calendar_part.py."""


_BREAKS = "\n\r\x0b\x0c\u0085\u2028\u2029"
_NEVER = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *range(0xD800, 0xE000)])
"""What stands in no line: control characters, separators, halves of pairs."""
_TEXT = _NEVER | dict.fromkeys(map(ord, _BREAKS), "\n") | {ord("\t"): " "}


class Method(StrEnum):
    """What a calendar in a mail is for (RFC 5546). REPLY is read, never written; PUBLISH asks for no answer."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who invites or is invited."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One thing that takes place. Instants are aware; *uid* and *sequence* as RFC 5545 has them."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    text: str
    is_cancelled: bool
    changed_at: datetime
    alarm_minutes: int | None = None
    """How long before it a program is to ring; None: not at all."""
    url: str = ""


def calendar(name: str, events: Sequence[CalendarEvent], zone: ZoneInfo, now: datetime) -> bytes:
    """A calendar to subscribe to: the same bytes for the same events all year long, whatever *now* is."""
    return _whole(_calendar_lines(name, events, zone, now))


def invitation(
    event: CalendarEvent, organizer: Party, attendee: Party, method: Method, zone: ZoneInfo, now: datetime
) -> bytes:  # fmt: skip
    """One event as a mail carries it to *attendee*, who is asked for an answer unless it is called off."""
    answer = "PARTSTAT=NEEDS-ACTION;RSVP=TRUE" if method == Method.REQUEST else "PARTSTAT=DECLINED;RSVP=FALSE"
    people = (
        _organized(organizer),
        _line(
            f"ATTENDEE{_named(attendee)};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;{answer}",
            f"mailto:{_address(attendee)}",
        ),
    )
    return _mailed([event], method, people, zone, now)


def publication(events: Sequence[CalendarEvent], organizer: Party, zone: ZoneInfo, now: datetime) -> bytes:
    """Events as a mail carries them for information: whoever wants takes them into their calendar."""
    return _mailed(events, Method.PUBLISH, (_organized(organizer),), zone, now)


def plain(text: str, most: int = TEXT_MAX) -> str:
    r"""*text* as a value: control characters out, line ends as ``\n``, what means something escaped."""
    if not (text.isascii() and text.isprintable()):
        text = text.replace("\r\n", "\n").translate(_TEXT)
    cut = text[:most].strip()
    return cut.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _plain_line(text: str) -> str:
    return plain(" ".join(text.split()), SUMMARY_MAX)


# ---- lines -------------------------------------------------------------------------------------------


def _whole(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()


def _mailed(
    events: Sequence[CalendarEvent], method: Method, people: tuple[str, ...], zone: ZoneInfo, now: datetime
) -> bytes:  # fmt: skip
    lines = [_line("BEGIN", "VCALENDAR"), _line("VERSION", "2.0"), _line("PRODID", PRODUCT), _line("METHOD", method)]
    lines.append(_zone_lines(zone.key, now.year))
    for event in events:
        lines += _event_lines(event, zone, now, people)
    return _whole([*lines, _line("END", "VCALENDAR")])


def _organized(organizer: Party) -> str:
    return _line(f"ORGANIZER{_named(organizer)}", f"mailto:{_address(organizer)}")


def _calendar_lines(name: str, events: Sequence[CalendarEvent], zone: ZoneInfo, now: datetime) -> Iterator[str]:
    title = _plain_line(name)
    yield _line("BEGIN", "VCALENDAR")
    yield _line("VERSION", "2.0")
    yield _line("PRODID", PRODUCT)
    yield _line("CALSCALE", "GREGORIAN")
    yield _line("NAME", title)
    yield _line("X-WR-CALNAME", title)
    yield _line("X-WR-TIMEZONE", zone.key)
    yield _line("REFRESH-INTERVAL;VALUE=DURATION", ASK_AGAIN)
    yield _line("X-PUBLISHED-TTL", ASK_AGAIN)
    yield _zone_lines(zone.key, now.year)
    for event in events:
        # DTSTAMP is when the event last changed, not when it was asked for: else every answer were another.
        yield from _event_lines(event, zone, event.changed_at, ())
    yield _line("END", "VCALENDAR")


def _event_lines(
    event: CalendarEvent, zone: ZoneInfo, stamped_at: datetime, people: tuple[str, ...]
) -> Iterator[str]:  # fmt: skip
    summary = _plain_line(event.summary)
    yield "BEGIN:VEVENT\r\n"
    yield _line("UID", event.uid)
    yield f"DTSTAMP:{_utc(stamped_at)}\r\n"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}\r\n"
    yield f"SEQUENCE:{event.sequence:d}\r\n"
    yield _line(*_at("DTSTART", event.starts_at, zone))
    yield _line(*_at("DTEND", event.ends_at, zone))
    yield _line("SUMMARY", summary)
    if event.place:
        yield _line("LOCATION", _plain_line(event.place))
    if event.text:
        yield _line("DESCRIPTION", plain(event.text))
    if event.url:
        yield _line("URL", event.url)
    yield from people
    if event.is_cancelled:
        # What was called off neither blocks anybody's time nor rings.
        yield "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"
    else:
        yield "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
        if event.alarm_minutes is not None:
            yield "BEGIN:VALARM\r\nACTION:DISPLAY\r\n"
            yield _line("DESCRIPTION", summary)
            yield f"TRIGGER:-PT{event.alarm_minutes:d}M\r\nEND:VALARM\r\n"
    yield "END:VEVENT\r\n"


def _line(name: str, value: str) -> str:
    """One content line, folded, its end included. No control character passes."""
    line = f"{name}:{value}"
    if line.isascii():
        if not line.isprintable():
            line = line.translate(_NEVER)
        if len(line) <= OCTETS_MAX:
            return line + "\r\n"
        rest = range(OCTETS_MAX, len(line), OCTETS_MAX - 1)
        return "\r\n ".join((line[:OCTETS_MAX], *(line[at : at + OCTETS_MAX - 1] for at in rest))) + "\r\n"
    return _folded(line.translate(_NEVER))


def _folded(line: str) -> str:
    """*line* in pieces of OCTETS_MAX at most, no letter torn apart."""
    pieces: list[str] = []
    piece: list[str] = []
    octets = 0
    for mark in line:
        size = len(mark.encode())
        if octets + size > OCTETS_MAX:
            pieces.append("".join(piece))
            piece, octets = [], 1  # The space that a continued line begins with.
        piece.append(mark)
        octets += size
    pieces.append("".join(piece))
    return "\r\n ".join(pieces) + "\r\n"


# ---- values ------------------------------------------------------------------------------------------


def _at(name: str, moment: datetime, zone: ZoneInfo) -> tuple[str, str]:
    local = moment.astimezone(zone)
    if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
        # Of two equal hours when clocks go back programs take now the first, now the second: only UTC says which.
        return name, _utc(moment)
    return f"{name};TZID={zone.key}", f"{local:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _named(party: Party) -> str:
    name = "".join(mark for mark in party.name if mark.isprintable() and mark != '"')[:SUMMARY_MAX].strip()
    return f';CN="{name}"' if name else ""


def _address(party: Party) -> str:
    return "".join(mark for mark in party.address if mark.isprintable() and mark not in ' "<>;,\\')


# ---- the zone ----------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _zone_lines(key: str, year: int) -> str:
    """The zone's VTIMEZONE, kept: it is the same for a year.

    Each change of the clocks is written by itself, at the time that the clocks show just before it (RFC 5545, 3.6.5);
    the library's own way is an hour late in spring.
    """
    zone, written = ZoneInfo(key), Timezone()
    written.add("tzid", key)
    begins_at = datetime(year - YEARS_ROUND, 1, 1, tzinfo=UTC)
    ends_at = datetime(year + YEARS_ROUND + 1, 1, 1, tzinfo=UTC)
    before = begins_at
    for change_at in (begins_at, *_changes(zone, begins_at, ends_at)):
        local_before, local_after = before.astimezone(zone), change_at.astimezone(zone)
        offset_before, offset_after = local_before.utcoffset(), local_after.utcoffset()
        assert offset_before is not None
        assert offset_after is not None
        part = TimezoneDaylight() if local_after.dst() else TimezoneStandard()
        part.add("dtstart", (change_at + offset_before).replace(tzinfo=None))
        part.add("tzoffsetfrom", offset_before)
        part.add("tzoffsetto", offset_after)
        part.add("tzname", local_after.tzname() or key)
        written.add_component(part)
        before = change_at
    text: str = written.to_ical(sorted=False).decode()
    return text


def _changes(zone: ZoneInfo, begins_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    """When the clocks change, to the second. No zone changes twice within a day."""
    low = begins_at
    while low < ends_at:
        high = low + timedelta(days=1)
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            yield _change_between(zone, low, high)
        low = high


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
    return high
