"""What stands at an address, understood: always in a process of its own, and never while a transaction is open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.rosters.importers import child as roster_child
from app.rosters.importers import understanding as roster
from app.rosters.importers.understanding import ImportedRoster, ReadingWish
from app.sources.rules import OutsideKind
from app.timetable.importers import absence_child
from app.timetable.importers import child as timetable_child
from app.timetable.importers import understanding as timetable
from app.timetable.importers.understanding import Hints, ImportedTimetable, ImportRefused, NamedBytes
from app.timetable.rules import file_words
from app.timetable.rules.away import ABSENCE_DAYS_MAX, AwayEvent

REASONS_SHOWN: Final = 2


@dataclass(frozen=True, slots=True)
class CalendarAbsences:
    """When somebody is away, as a calendar tells it today."""

    events: tuple[AwayEvent, ...]


Understood = ImportedTimetable | ImportedRoster | CalendarAbsences
DryRun = ImportedTimetable | ImportedRoster


@dataclass(frozen=True, slots=True)
class Known:
    """What the school has said of its files before, or is known of its people."""

    hints: Hints
    columns_chosen_at: Mapping[str, datetime]
    roster_ids: frozenset[str]
    today: date
    school_name: str = ""
    """Which school's staff are taken, where a list is a whole trust's."""


def read(kind: OutsideKind, name: str, content: bytes, known: Known, *, is_one_persons: bool) -> Understood:
    """Understand *content*.

    Args:
        name: what the address is called, for messages.
        is_one_persons: whether a calendar is one person's; in the whole school's, each event names somebody.

    Raises:
        ImportRefused: nothing of it can be used.
    """
    files = [NamedBytes(name, content)]
    if kind == OutsideKind.STAFF:
        return roster_child.read_in_child(files, ReadingWish(known.school_name, known.roster_ids))
    if kind == OutsideKind.ABSENCES:
        last = known.today + timedelta(days=ABSENCE_DAYS_MAX)
        zone = ZoneInfo(known.hints.zone)
        events = absence_child.read_calendar(files[0], zone, known.today, last, is_named=not is_one_persons)
        return CalendarAbsences(tuple(events))
    found = timetable_child.read_in_child(files, known.hints)
    return file_words.with_columns_told(found, known.columns_chosen_at, known.hints.zone, is_chosen_now=False)


def is_same(found: DryRun, before: bytes) -> bool:
    """Whether two copies mean the same, though their bytes differ: many servers write the hour into a file.

    Args:
        before: what was understood of the other one, packed. O(lessons): never while a transaction is open.
    """
    if isinstance(found, ImportedTimetable):
        return _meaning(found) == _meaning(timetable.unpacked(before))
    return _meaning(found) == _meaning(roster.unpacked(before))


def words(refused: ImportRefused) -> str:
    """Why nothing could be used, for whoever added the address."""
    told = [problem for problem in refused.problems if problem.severity == "refused"] or list(refused.problems)
    return " ".join(problem.message for problem in told[:REASONS_SHOWN])


def _meaning(found: DryRun) -> DryRun:
    if isinstance(found, ImportedTimetable):
        return replace(found, problems=(), table=None)
    people = tuple(replace(person, file="", line=0) for person in found.people)
    return replace(found, problems=(), people=people)
