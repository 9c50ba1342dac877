"""Reads a stranger's list or calendar of absences in a process of its own: what happens there ends there.

What is wished and the file go in over standard input, lines or events come back as JSON: no reason leaves the child.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.kernel import limits
from app.kernel.children import ChildFailed, Children, ChildrenBusy
from app.timetable.importers.absence_table import AbsenceRow
from app.timetable.importers.frames import framed, unframed
from app.timetable.importers.understanding import ImportRefused, NamedBytes, problems_from_json, refusal
from app.timetable.rules.away import AwayEvent

READERS: Final = Children(
    "app.timetable.importers.absence_child", seconds_max=20, memory_mb_max=512, bytes_max=5_000_000, at_once_max=2,
    wait_seconds=20,
)  # fmt: skip


def read_table(file: NamedBytes) -> list[AbsenceRow]:
    """Read a list of absences, CSV or a workbook.

    Raises:
        ImportRefused: as absence_table.read, and when the child ran out of time or memory or found no place.
    """
    rows = _asked(file, {"what": "table"})
    return [
        AbsenceRow(
            row["line"], row["who"], date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]),
            row["start"], row["end"],
        )
        for row in rows
    ]  # fmt: skip


def read_calendar(file: NamedBytes, zone: ZoneInfo, first: date, last: date, *, is_named: bool) -> list[AwayEvent]:
    """Read when somebody is away from a calendar.

    Raises:
        ImportRefused: as absence_calendar.read, and when the child ran out of time or memory or found no place.
    """
    wish = {
        "what": "calendar", "zone": zone.key, "first": first.isoformat(), "last": last.isoformat(),
        "is_named": is_named,
    }  # fmt: skip
    return [
        AwayEvent(
            event["key"], datetime.fromisoformat(event["starts_at"]), datetime.fromisoformat(event["ends_at"]),
            tuple(event["who"]),
        )
        for event in _asked(file, wish)
    ]  # fmt: skip


def _asked(file: NamedBytes, wish: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        made = READERS.make(framed((NamedBytes("", json.dumps(wish).encode()), file)))
    except ChildrenBusy:
        raise refusal("Other lists are being read just now. Try again in a minute; nothing was stored.") from None
    except ChildFailed:
        message = "The file needs more time or memory than a list of absences should. Bring absences alone."
        raise refusal(message, file=file.name) from None
    answer = json.loads(made)
    if "refused" in answer:
        raise ImportRefused(problems_from_json(answer["refused"]))
    found: list[dict[str, Any]] = answer["found"]
    return found


def main(arguments: Sequence[str]) -> int:
    """Be the child: take the limits, read the frames, print the JSON."""
    seconds, memory_mb = (int(argument) for argument in arguments)
    limits.take(seconds=seconds, memory_mb=memory_mb)
    wished, file = unframed(sys.stdin.buffer)
    wish = json.loads(wished.data)
    try:
        answer: dict[str, object] = {"found": [asdict(one) for one in _read(file, wish)]}
    except ImportRefused as refused:
        answer = {"refused": [asdict(problem) for problem in refused.problems]}
    sys.stdout.write(json.dumps(answer, default=_written))
    return 0


def _read(file: NamedBytes, wish: dict[str, Any]) -> Sequence[AbsenceRow | AwayEvent]:
    # Imported under the limits already, and not in the parent, which needs none of it.
    from app.timetable.importers import absence_calendar, absence_table

    if wish["what"] == "table":
        return absence_table.read(file)
    first, last = date.fromisoformat(wish["first"]), date.fromisoformat(wish["last"])
    return absence_calendar.read(file, ZoneInfo(wish["zone"]), first, last, is_named=wish["is_named"])


def _written(value: object) -> str:
    assert isinstance(value, date)  # And so a datetime.
    return value.isoformat()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
