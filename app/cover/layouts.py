"""What is to be covered, in the layouts that others take. Pure: lines in, bytes out. Nothing in it says why.

Untis: the fields of GPU014.TXT as Untis documents them ("Export: Substitutions") and writes them: 22 of them, numbers
and the kind bare, text and dates (YYYYMMDD) in quotes, nothing where there is nothing, classes apart by `~`. A slot is
half a period, which Untis calls a partial substitution (P).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final
from uuid import UUID

from app.cover.rules import OPEN, CoverState
from app.kernel.sheets import BOM, Cell, csv_text, safe, workbook

LINES_MAX: Final = 5_000  # A year of the busiest school; some 700 kB.


class CoverLayout(StrEnum):
    """In which shape the lines are wanted."""

    CSV = "csv"
    XLSX = "xlsx"
    UNTIS_GPU014 = "untis-gpu014"
    MIS_CSV = "mis-csv"


@dataclass(frozen=True, slots=True)
class CoverLine:
    """Half a period of a class; people by their codes."""

    slot_id: UUID
    held_on: date
    period: str
    starts_at: datetime
    ends_at: datetime
    """In the school's own time."""
    class_name: str
    subject: str
    room: str
    released_code: str
    coverer_code: str
    state: CoverState
    made_at: datetime
    periods_of_day: tuple[str, ...] = ()
    """The names of that day's periods in order, where they are known."""


HEADINGS: Final = (
    "Date", "Period", "Start", "End", "Class", "Subject", "Room", "Released teacher", "Covering teacher", "State",
)  # fmt: skip
MIS_HEADINGS: Final = (
    "StaffCode",
    "Date",
    "Period",
    "StartTime",
    "EndTime",
    "Class",
    "Subject",
    "Room",
    "CoverStaffCode",
)
_STATES: Final = {CoverState.ACCEPTED: "agreed", CoverState.ARRANGED: "arranged", CoverState.DONE: "done"}
_PARTIAL: Final = 1 << 6
_NUMBER_MAX: Final = 2_000_000_000  # Within 32 bits.
_CLOCK_TIMES: Final = re.compile(r"(?<![0-9])[0-9]{1,2}[:.h][0-9]{2}(?:\s*[ap]\.?m\b\.?)?", re.IGNORECASE)
_PERIOD: Final = r"(?:p|per|period|l|lesson|s|st|std|stunde|hora|periodo|período|cours|ora|les|lekcja|block|tiết)"
_NUMBERED: Final = re.compile(
    rf"{_PERIOD}?\.?\s*(?P<behind>[0-9]{{1,2}})[.°]?|(?P<before>[0-9]{{1,2}})(?:[ªº](?:\s.*)?|(?:[.°]|st|nd|rd|th)?\s*{_PERIOD})",
    re.IGNORECASE,
)
_TEXT: Final = "text/plain; charset=utf-8"
_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MEDIA: Final = {
    CoverLayout.CSV: (_CSV, "cover.csv"),
    CoverLayout.XLSX: (_XLSX, "cover.xlsx"),
    CoverLayout.UNTIS_GPU014: (_TEXT, "GPU014.TXT"),
    CoverLayout.MIS_CSV: (_CSV, "cover-mis.csv"),
}
"""The media type of each layout, and what the file is called."""


def rendered(layout: CoverLayout, lines: Sequence[CoverLine]) -> bytes:
    """The lines in *layout*. O(lines)."""
    match layout:
        case CoverLayout.CSV:
            return (BOM + csv_text([HEADINGS, *map(_plain, lines)], is_quoted=True)).encode()
        case CoverLayout.XLSX:
            return workbook([("Cover", [HEADINGS, *map(_plain, lines)])])
        case CoverLayout.UNTIS_GPU014:
            numbers = _numbers(lines)
            return "".join(f"{_untis(number, line)}\r\n" for number, line in zip(numbers, lines, strict=True)).encode()
        case CoverLayout.MIS_CSV:
            return csv_text([MIS_HEADINGS, *map(_mis, lines)], is_quoted=True).encode()


def _plain(line: CoverLine) -> tuple[Cell, ...]:
    return (
        line.held_on.isoformat(), line.period, _clock(line.starts_at), _clock(line.ends_at), line.class_name,
        line.subject, line.room, line.released_code, line.coverer_code,
        "open" if line.state in OPEN else _STATES.get(line.state, ""),
    )  # fmt: skip


def _mis(line: CoverLine) -> tuple[Cell, ...]:
    return (
        line.released_code, f"{line.held_on:%d/%m/%Y}", line.period, _clock(line.starts_at), _clock(line.ends_at),
        line.class_name, line.subject, line.room, line.coverer_code,
    )  # fmt: skip


def _untis(number: int, line: CoverLine) -> str:
    classes = _quoted("~".join(part.strip() for part in line.class_name.split(" + ")))
    subject, room = _quoted(line.subject), _quoted(line.room)
    period = _period_number(line)
    times = f"{_clock(line.starts_at)}-{_clock(line.ends_at)}"
    return ",".join((
        str(number), _quoted(f"{line.held_on:%Y%m%d}"), "" if period is None else str(period), "0", "0",
        _quoted(line.released_code), _quoted(line.coverer_code), subject, "", subject, "", room, room, "", classes, "",
        _quoted(times if period is not None else f"{line.period} {times}"), str(_PARTIAL), classes, "P",
        f"{line.made_at:%Y%m%d%H%M}", "",
    ))  # fmt: skip


def _quoted(text: str) -> str:
    written = str(safe(text)).replace('"', '""')
    return f'"{written}"' if written else ""


def _numbers(lines: Sequence[CoverLine]) -> list[int]:
    """A number for each slot, the same in each export: Untis takes a number that it has already for the same thing."""
    taken: dict[int, None] = {}
    for line in lines:
        number = line.slot_id.int % _NUMBER_MAX + 1
        while number in taken:
            number = number % _NUMBER_MAX + 1
        taken[number] = None
    return list(taken)


def _period_number(line: CoverLine) -> int | None:
    """The number of a period, which is all that Untis knows of it; None where it has none.

    Where no period of the day is numbered, as where they are called by their times, it is the place in the day.
    """
    named = _number_in(line.period)
    if named is not None:
        return named
    if line.period in line.periods_of_day and not any(_number_in(name) is not None for name in line.periods_of_day):
        return line.periods_of_day.index(line.period) + 1
    return None


@lru_cache(maxsize=512)
def _number_in(period: str) -> int | None:
    """The number in a name such as `P3`, `Period 3`, `3. Stunde` or `3ª 10:30`; hours are none."""
    found = _NUMBERED.fullmatch(_CLOCK_TIMES.sub(" ", period).strip(" ()-–"))
    return int(found["behind"] or found["before"]) if found else None


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
