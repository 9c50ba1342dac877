"""Finds the clock times that stand in the names of periods: `9.30 - 11.00`, `5ª 12:45`, `07:30`, `02:05p`, `08h30`."""

import re
from collections.abc import Sequence
from typing import Final

_TIME = r"(?<![\d:.])([01]?\d|2[0-4])\s?[:.hH]\s?([0-5]\d)(?!\d)(?:\s?([AaPp])\.?(?:[Mm]\.?)?(?![A-Za-z]))?"
_PLAIN = re.compile(_TIME)
_RANGE_END = re.compile(
    r"\s*(?:-|–|—|to|until|bis|a|à|/)\s*([01]?\d|2[0-4])\s?[-:.hH]\s?([0-5]\d)(?!\d)(?:\s?([AaPp])(?:\.?[Mm]\.?)?)?"
)
_BARE_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s?(?:([AaPp])\.?[Mm]\b\.?|[hH]\b)(?!\d)")
_DIGITS_ONLY = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)\s*[-–—]\s*([01]\d|2[0-3])([0-5]\d)(?!\d)")

HALF_DAY: Final = 12 * 60
DAY: Final = 24 * 60
SCHOOL_STARTS: Final = 6 * 60  # "1:00" in the name of a period is the afternoon: nobody teaches before six.

Times = tuple[int | None, int | None]


def times_of(names: Sequence[str], *, ordered: bool) -> list[Times]:
    """Find start and end of each name, minutes from midnight; (None, None) where a name has no time.

    Args:
        names: the periods of a day.
        ordered: whether they are known to follow each other, so that `1:00` after `12:00` must be the afternoon.
    """
    found = [_afternoon(*_written(name)) for name in names]
    if not ordered:
        return found
    latest = -1
    for index, (start, end) in enumerate(found):
        if start is None:
            continue
        if start < latest and latest < start + HALF_DAY < DAY and start < HALF_DAY:
            start, end = start + HALF_DAY, None if end is None else _after(end, start + HALF_DAY)
            found[index] = (start, end)
        latest = max(latest, start)
    return found


def parse(written: str) -> str | None:
    """Read one time of day as `HH:MM`; None when it is none. `9:30`, `09.30`, `9:30:00`, `2:05 pm`, `0930`."""
    text = re.sub(r"^(\d{1,2}[:.]\d{2})[:.]\d{2}\b", r"\1", written.strip())
    if re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", text):
        text = f"{text[:2]}:{text[2:]}"
    match = _PLAIN.fullmatch(text) or _BARE_HOUR.fullmatch(text)
    if match is None:
        return None
    start = _bare(match) if match.re is _BARE_HOUR else _minutes(*match.groups())
    return shown(start)


def shown(minutes: int | None) -> str | None:
    """Write minutes from midnight as `HH:MM`; None stays None, and so does what is past midnight."""
    if minutes is None or not 0 <= minutes < DAY:
        return None
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _written(name: str) -> tuple[int | None, int | None, bool]:
    """Find start, end and whether half of the day was said."""
    if match := _PLAIN.search(name):
        start = _minutes(*match.groups())
        said = match[3] is not None
        behind = _RANGE_END.match(name, match.end())
        if behind is None:
            return start, None, said
        end = _minutes(*behind.groups())
        if behind[3] and not match[3]:
            start = _same_half(start, end)
        return start, end, said or behind[3] is not None
    if match := _DIGITS_ONLY.search(name):
        return int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4]), True
    if match := _BARE_HOUR.search(name):
        return _bare(match), None, match[2] is not None
    return None, None, False


def _minutes(hour: str, minute: str, half: str | None) -> int:
    minutes = int(hour) * 60 + int(minute)
    if half is None or int(hour) > 12:
        return minutes
    return minutes % HALF_DAY + (HALF_DAY if half in "Pp" else 0)


def _bare(match: re.Match[str]) -> int | None:
    hour = int(match[1])
    return _minutes(match[1], "0", match[2]) if hour <= 24 else None


def _same_half(start: int, end: int) -> int:
    """Move `9.30` of `9.30 - 11.00 pm` to the evening, but not `11.30` of `11.30 - 1.00 pm`."""
    return start + HALF_DAY if start + HALF_DAY < end else start


def _after(end: int, start: int) -> int:
    return end + HALF_DAY if end < start and end < HALF_DAY else end


def _afternoon(start: int | None, end: int | None, said: bool) -> Times:
    if start is None:
        return None, None
    if not said and start < SCHOOL_STARTS:
        start += HALF_DAY
    if end is not None:
        end = _after(end, start)
    if end is None or end <= start or end >= DAY:
        return start, None
    return start, end
