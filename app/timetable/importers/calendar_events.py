"""Reads the events of an iCalendar file that anyone may have written, each date of them, on the school's wall clock.

Each event is cut out of the file first, with nothing but the few properties that count: what is nested, alarms and the
file's own time zones never reach the parser, and rules that repeat within a day are never expanded.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.timetable.importers import calendar_rules, limits
from app.timetable.importers.understanding import refusal

if TYPE_CHECKING:
    from icalendar import Event

EVENTS_MAX: Final = 10_000
OCCURRENCES_MAX: Final = 2_000
"""Dates that rules may come to, all together."""
YEAR_FIRST: Final = 1970
YEAR_LAST: Final = 2100
SCHOOL_YEAR_STARTS: Final = 8
_DEPTH_MAX: Final = 8
_PROPERTY_CHARACTERS_MAX: Final = 20_000
_ONCE: Final = frozenset({
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION",
    "ORGANIZER",
})  # fmt: skip
_KEPT: Final = _ONCE | {"RDATE", "EXDATE"}
_FREQUENT: Final = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=", re.IGNORECASE)
_FREQUENCY: Final = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)", re.IGNORECASE)
_CANCELLED: Final = re.compile(r"\s*(?:cancell?ed|canceled|abgesagt|annul\w*)\s*[:\-–]", re.IGNORECASE)
# A zone is looked up as a file: “Europe” alone is a folder.
FAULTS: Final = (ValueError, TypeError, KeyError, AttributeError, IndexError, ArithmeticError, OSError)
"""What the libraries raise on events that cannot be."""
_HALF_DAY: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event on one date: from `start` to `end`, minutes from midnight."""

    line: int
    on: date
    start: int
    end: int
    summary: str
    room: str
    organiser: str


@dataclass(slots=True)
class Found:
    """The dates of one school year, and how many events were left out for what reason."""

    name: str = ""
    occurrences: list[Occurrence] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    years: int = 0
    """Dates of other school years."""
    is_cut: bool = False
    """The file ends before the calendar does."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One VEVENT: its line in the file, and its properties as written, without folds."""

    line: int
    properties: Sequence[tuple[str, str]]

    def value(self, name: str) -> str:
        return next((line.partition(":")[2] for key, line in self.properties if key == name), "")

    def has(self, *names: str) -> bool:
        return any(key in names for key, _ in self.properties)

    def text(self) -> str:
        return "\r\n".join(("BEGIN:VEVENT", *(line for _, line in self.properties), "END:VEVENT"))


def read(text: str, file: str, zone: str) -> Found:
    """Give all dates of the latest school year that the calendar is about.

    Raises:
        ImportRefused: nested too deep, or more events than a person has.
    """
    found = Found()
    blocks = list(_blocks(text, file, found))
    with _quietly():
        single, series = _sorted(blocks, found)
        where = ZoneInfo(zone)
        dated = list(_dated(single, where, found))
        year = _year(dated, series)
        begin = date(year, SCHOOL_YEAR_STARTS, 1)
        repeated = list(_expanded(series, begin, where, found))
    for occurrence in _once([*dated, *repeated]):
        if begin <= occurrence.on < begin.replace(year=year + 1):
            found.occurrences.append(occurrence)
        else:
            found.years += 1
    return found


def school_year(on: date) -> int:
    """Give the year in which the school year of a date begins."""
    return on.year if on.month >= SCHOOL_YEAR_STARTS else on.year - 1


@contextmanager
def _quietly() -> Iterator[None]:
    """Let the libraries warn nobody: what they warn of is a stranger's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _unfolded(text: str, file: str) -> Iterator[tuple[int, str]]:
    """Give the lines with their number; those that go on in the next are put together."""
    begun, held = 0, ""
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        if number > limits.LINES_MAX:
            raise refusal(f"The calendar has more than {limits.LINES_MAX:,} lines.", file=file, line=number)
        if line[:1] in (" ", "\t"):
            if len(held) < _PROPERTY_CHARACTERS_MAX:
                held += line[1:]
            continue
        if held:
            yield begun, held
        begun, held = number, line
    if held:
        yield begun, held


def _blocks(text: str, file: str, found: Found) -> Iterator[_Block]:
    """Cut out each event that is closed; what is nested in one, and all else, is passed over."""
    open_: list[str] = []
    properties: list[tuple[str, str]] = []
    begun = count = 0
    for number, line in _unfolded(text, file):
        name, _, value = line.partition(":")
        key = name.partition(";")[0].strip().upper()
        if key == "BEGIN":
            open_.append(value.strip().upper())
            if len(open_) > _DEPTH_MAX:
                raise refusal("The calendar is nested deeper than any calendar is.", file=file, line=number)
            if open_[-1] == "VEVENT":
                begun, properties = number, []
        elif key == "END":
            if open_ and open_.pop() == "VEVENT":
                count += 1
                if count > EVENTS_MAX:
                    message = f"The calendar has more than {EVENTS_MAX:,} events. Export one school year alone."
                    raise refusal(message, file=file, line=begun)
                yield _Block(begun, tuple(properties))
        elif open_[-1:] == ["VEVENT"] and key in _KEPT:
            is_double = key in _ONCE and any(key == before for before, _ in properties)
            if not is_double and len(line) <= _PROPERTY_CHARACTERS_MAX:
                properties.append((key, line))
        elif open_ == ["VCALENDAR"] and key == "X-WR-CALNAME" and not found.name:
            found.name = _plain(value.replace("\\,", ",").replace("\\;", ";"))
    found.is_cut = bool(open_)


def _sorted(blocks: Sequence[_Block], found: Found) -> tuple[list[_Block], list[list[_Block]]]:
    """Tell apart what stands on its date from what repeats. One UID may stand on many dates where nothing repeats."""
    together: dict[str, list[_Block]] = {}
    for number, block in enumerate(blocks):
        together.setdefault(block.value("UID").strip() or f"#{number}", []).append(block)
    single: list[_Block] = []
    series: list[list[_Block]] = []
    for group in together.values():
        rules = [block.value("RRULE") for block in group if block.has("RRULE")]
        if any(_FREQUENT.search(rule) or not _FREQUENCY.search(rule) for rule in rules):
            found.left_out["rule"] += len(group)
        elif rules or any(block.has("RDATE") for block in group):
            series.append(list({block.properties: block for block in group}.values()))
        else:
            single += group
    return single, series


def _parsed(blocks: Sequence[_Block]) -> "Sequence[Event]":
    from icalendar import Calendar, Event  # Slow to import, and only wanted for calendars.

    whole = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *(block.text() for block in blocks), "END:VCALENDAR", ""))
    return [event for event in Calendar.from_ical(whole).walk("VEVENT") if isinstance(event, Event)]


def _dated(blocks: Sequence[_Block], zone: ZoneInfo, found: Found) -> Iterator[Occurrence]:
    for block in blocks:
        try:
            occurrence = _occurrence(_parsed([block])[0], block.line, zone, found)
        except FAULTS:
            found.left_out["broken"] += 1
            continue
        if occurrence is not None:
            yield occurrence


def _expanded(
    series: Sequence[Sequence[_Block]], begin: date, zone: ZoneInfo, found: Found
) -> Iterator[Occurrence]:  # fmt: skip
    """Give the dates of what repeats within a school year, no more than `OCCURRENCES_MAX` together."""
    left = OCCURRENCES_MAX
    end = begin.replace(year=begin.year + 1)
    for blocks in series:
        if left <= 0:
            found.left_out["limit"] += len(blocks)
            continue
        given = 0
        try:
            for event in islice(_repeated(blocks, begin, end), left + 1):
                if given == left:
                    found.left_out["limit"] += 1
                    break
                given += 1
                occurrence = _occurrence(event, blocks[0].line, zone, found)
                if occurrence is not None:
                    yield occurrence
        except FAULTS:
            found.left_out["broken"] += len(blocks)
        left -= given


def _repeated(blocks: Sequence[_Block], begin: date, end: date) -> "Iterator[Event]":
    from icalendar import Calendar, Event
    from recurring_ical_events import of

    calendar = Calendar()
    for event in _parsed(blocks):
        calendar_rules.without_empty_rules(event, begin, end)
        calendar.add_component(event)
    for event in of(calendar, skip_bad_series=True).between(begin, end):
        if isinstance(event, Event):
            yield event


def _occurrence(event: "Event", line: int, zone: ZoneInfo, found: Found) -> Occurrence | None:
    """Put an event on the school's clock; None, and counted, where it is no lesson or meeting of a day."""
    summary = _text(event, "SUMMARY")
    if _text(event, "STATUS").upper() == "CANCELLED" or _CANCELLED.match(summary):
        found.left_out["cancelled"] += 1
        return None
    start = event.decoded("DTSTART")
    if not isinstance(start, datetime):
        found.left_out["all day" if isinstance(start, date) else "broken"] += 1
        return None
    end = _end(event, start)
    begins, ends = _local(start, zone), _local(end, zone)
    if not YEAR_FIRST <= begins.year <= YEAR_LAST:
        found.left_out["year"] += 1
        return None
    if ends <= begins:
        found.left_out["no time"] += 1
        return None
    if ends - begins >= _HALF_DAY or begins.date() != ends.date():
        found.left_out["several days" if begins.date() != ends.date() else "all day"] += 1
        return None
    return Occurrence(
        line, begins.date(), begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute, summary,
        _text(event, "LOCATION"), _organiser(event),
    )  # fmt: skip


def _end(event: "Event", start: datetime) -> datetime:
    if event.get("DTEND") is not None:
        end = event.decoded("DTEND")
        return end if isinstance(end, datetime) else start
    length = event.decoded("DURATION", timedelta(0))
    return start + length if isinstance(length, timedelta) else start


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Give the school's wall clock; a time without a zone is that already."""
    local = moment if moment.tzinfo is None else moment.astimezone(zone)
    return local.replace(tzinfo=None)


def _organiser(event: "Event") -> str:
    organiser = event.get("ORGANIZER")
    if organiser is None:
        return ""
    named: Mapping[str, object] = getattr(organiser, "params", {})
    return _plain(str(named.get("CN", "")).strip('"')) or _plain(re.sub("(?i)^mailto:", "", str(organiser)))


def _text(event: "Event", name: str) -> str:
    value = event.get(name)
    return "" if value is None else _plain(str(value))


def _plain(text: str) -> str:
    """Put a text on one line, without signs that nobody sees."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[: limits.NAME_CHARACTERS_MAX]


def _year(dated: Sequence[Occurrence], series: Sequence[Sequence[_Block]]) -> int:
    """Choose the latest school year that has at least half as much in it as the fullest."""
    counts = Counter(school_year(occurrence.on) for occurrence in dated)
    for blocks in series:
        first = _first_date(blocks[0].value("DTSTART"))
        if first is None:
            continue
        until = re.search(r"UNTIL=(\d{8})", blocks[0].value("RRULE"))
        last = _first_date(until[1]) if until else None
        years = range(school_year(first), (school_year(last) if last else school_year(first)) + 1)
        counts.update(dict.fromkeys(islice(years, YEAR_LAST - YEAR_FIRST), _WEIGHT_OF_SERIES))
    if not counts:
        return YEAR_FIRST
    most = max(counts.values())
    return max(year for year, count in counts.items() if count * 2 >= most)


_WEIGHT_OF_SERIES: Final = 30  # About as many weeks as a school year has.


def _first_date(written: str) -> date | None:
    try:
        found = datetime.strptime(written[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone.
    except ValueError:
        return None
    return found if YEAR_FIRST <= found.year <= YEAR_LAST else None


def _once(occurrences: Sequence[Occurrence]) -> Iterator[Occurrence]:
    """Leave out what stands there twice word for word, as some feeds have it."""
    seen: set[tuple[object, ...]] = set()
    for found in sorted(occurrences, key=lambda one: (one.on, one.start, one.end, one.line)):
        key = (found.on, found.start, found.end, found.summary, found.room)
        if key not in seen:
            seen.add(key)
            yield found
