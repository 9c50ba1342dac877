"""Reads when somebody is away from an iCalendar file. Of an event only a digest of its UID, and its times, are kept.

Titles, places and notes may say why: they are read for whose absence it is, in a whole school's calendar, and dropped.
"""

import hashlib
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.timetable.importers import calendar_rules, decode
from app.timetable.importers.calendar_events import FAULTS
from app.timetable.importers.understanding import ImportRefused, NamedBytes, refusal
from app.timetable.rules.away import AwayEvent, midnight

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

EVENTS_MAX: Final = 2_000
LOOKED_AT_MAX: Final = 20_000
"""Each date of what repeats: in a school's calendar meetings stand among the absences."""
_WHO_MAX: Final = 8
_WITHIN_A_DAY: Final = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=[^;,]*,")
"""Programs may write the one hour of a rule: `FREQ=DAILY;BYHOUR=9` is once a day."""
# Where the library unfolds and breaks lines: another reading would let a rule past that it works out.
_FOLD: Final = re.compile(r"(?:\r?\n)+[ \t]")
_BREAK: Final = re.compile(r"\r?\n")
_APART = re.compile(r"\s+[-–—]\s+|[:;|(),]")


def is_calendar(data: bytes) -> bool:
    """Whether a file says of itself that it is a calendar."""
    return b"BEGIN:VCALENDAR" in data[:2_000].upper()


def read(file: NamedBytes, zone: ZoneInfo, first: date, last: date, *, is_named: bool) -> list[AwayEvent]:
    """The events from *first* to *last* in which somebody is away, in order of time; each date of what repeats.

    Cancelled events, those that leave somebody free (TRANSP) and those that end before they begin are passed over,
    and so is a date of a series that is changed to one of them.

    Args:
        is_named: whether each event names whose it is: then its title's parts and attendees come along, to be compared.

    Raises:
        ImportRefused: no calendar, more than EVENTS_MAX absences or LOOKED_AT_MAX events of any kind, or an event that
            is damaged. Never a part: what is not read would be called off.
    """
    from icalendar import Calendar, Event  # Slow to import, and only wanted here.

    if not is_calendar(file.data):
        raise refusal("This is no calendar: it does not begin with BEGIN:VCALENDAR.", file=file.name, line=1)
    text, _ = decode.text(file.data, file.name)
    # Before anything is worked out: what repeats within a day would take hours, and all the memory there is.
    lines = _BREAK.split(_FOLD.sub("", text).upper())
    if any(line.startswith(("RRULE", "EXRULE")) and _WITHIN_A_DAY.search(line) for line in lines):
        raise refusal("An event repeats several times a day, which no absence does. Take it out.", file=file.name)
    if sum(line == "BEGIN:VEVENT" for line in lines) > LOOKED_AT_MAX:
        message = f"The calendar holds more than {LOOKED_AT_MAX:,} events. Bring a calendar of absences alone."
        raise refusal(message, file=file.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            calendar = Calendar.from_ical(text)
            found: list[AwayEvent] = []
            for number, event in enumerate(_expanded(calendar, zone, first, last, file.name), start=1):
                if isinstance(event, Event) and (away := _away(event, zone, is_named=is_named)) is not None:
                    found.append(away)
                if len(found) > EVENTS_MAX or number > LOOKED_AT_MAX:
                    raise _too_many(file.name, is_absences=len(found) > EVENTS_MAX)
        except FAULTS as error:
            raise refusal("The calendar could not be read: it is damaged. Export it again.", file=file.name) from error
    return sorted(found, key=lambda one: (one.starts_at, one.key))


def _expanded(calendar: "Calendar", zone: ZoneInfo, first: date, last: date, file: str) -> "Iterator[Component]":
    """Give each event, each date of what repeats, one series after the other: none is worked out beyond the limit."""
    from recurring_ical_events import of

    for events in _series(calendar, zone):
        # The calendar stays: it may say which zone its times are in.
        calendar.subcomponents = list(events)
        try:
            for event in events:
                calendar_rules.without_empty_rules(event, first, last)
            dated = of(calendar).between(first, last + timedelta(days=1))
        except FAULTS as error:
            raise _damaged(events, file) from error
        yield from dated


def _series(calendar: "Calendar", zone: ZoneInfo) -> "list[list[Event]]":
    """Put together what belongs together: all that is held once, and each event that repeats with what changes it."""
    from icalendar import Event

    together: dict[str, list[Event]] = {}
    for number, event in enumerate(calendar.subcomponents):
        if not isinstance(event, Event):
            continue
        # The reader of repeats would turn what ends before it begins around, and make an absence of it.
        if _runs_backwards(event, zone):
            if "RECURRENCE-ID" not in event:
                continue
            _call_off(event)
        together.setdefault(str(event.get("UID", "")) or f"#{number}", []).append(event)
    repeating = [events for events in together.values() if _repeats(events)]
    once = [event for events in together.values() if not _repeats(events) for event in events]
    return [*([once] if once else []), *repeating]


def _call_off(change: "Event") -> None:
    """Make of a change to one date of a series that there is nothing on it: left out, the old date would come back."""
    for name in ("DTSTART", "DTEND", "DURATION"):
        change.pop(name, None)
    change["DTSTART"] = change["RECURRENCE-ID"]
    change["STATUS"] = "CANCELLED"


def _repeats(events: "Sequence[Event]") -> bool:
    return any("RRULE" in event or "RDATE" in event for event in events)


def _damaged(events: "Sequence[Event]", file: str) -> ImportRefused:
    """Name an event by when it begins, as far as that can be read: its title may say why somebody is away."""
    what = "An event that repeats" if _repeats(events) else "An event"
    start = next((str(getattr(one.get("DTSTART"), "dt", "")) for one in events), "")[:10] if len(events) == 1 else ""
    which = f"{what}, first on {start}," if start else what
    return refusal(
        f"{which} cannot be read: it is damaged. Mend or delete it there; until then nothing is taken from this "
        "calendar and nothing called off.",
        file=file,
    )


def _runs_backwards(component: "Component", zone: ZoneInfo) -> bool:
    """Whether an event ends before it begins. Of what is damaged nobody can say."""
    try:
        if component.get("DTEND") is None:
            return component.get("DURATION") is not None and bool(component.decoded("DURATION") < timedelta(0))
        if component.get("DTSTART") is None:
            return False
        return _instant(component.decoded("DTEND"), zone) < _instant(component.decoded("DTSTART"), zone)
    except FAULTS:
        return False


def _too_many(file: str, *, is_absences: bool) -> ImportRefused:
    if is_absences:
        return refusal(f"The calendar has more than {EVENTS_MAX:,} absences in a year.", file=file)
    message = f"The calendar has more than {LOOKED_AT_MAX:,} events in a year. Bring a calendar of absences alone."
    return refusal(message, file=file)


def _away(event: "Event", zone: ZoneInfo, *, is_named: bool) -> AwayEvent | None:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    start = event.decoded("DTSTART")
    end = event.decoded("DTEND", None) if event.get("DTEND") is not None else None
    if end is None:
        length = event.decoded("DURATION", None) if event.get("DURATION") is not None else None
        end = start + (length or (timedelta(0) if isinstance(start, datetime) else timedelta(days=1)))
    begins, ends = _instant(start, zone), _instant(end, zone)
    if begins >= ends:
        return None
    uid = str(event.get("UID", "")) or f"{begins.isoformat()}"
    return AwayEvent(_digest(uid), begins, ends, tuple(islice(_who(event), _WHO_MAX)) if is_named else ())


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """A date begins at the school's midnight; a time without a zone is the school's."""
    if not isinstance(moment, datetime):
        return midnight(moment, zone)
    return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)


def _who(event: "Event") -> Iterator[str]:
    """What may name whose absence it is: attendees, the title, the parts of the title."""
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        yield re.sub("(?i)^mailto:", "", str(attendee)).strip()[:200]
    title = " ".join(str(event.get("SUMMARY", "")).split())[:400]
    yield title
    for part in _APART.split(title):
        if part.strip():
            yield part.strip()


def _digest(uid: str) -> str:
    return hashlib.sha256(uid.encode()).hexdigest()
