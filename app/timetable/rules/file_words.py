"""What a dry run says of how it came to read the files as it did."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.kernel import clock
from app.timetable.importers.understanding import ImportedTimetable, Problem
from app.timetable.rules import column_choosing


def with_columns_told(
    found: ImportedTimetable, chosen_at: Mapping[str, datetime], zone: str, *, is_chosen_now: bool
) -> ImportedTimetable:
    """Say that the columns are the school's own choice, and since when.

    Args:
        found: what was read.
        chosen_at: when each choice was made, by the fingerprint of its headings.
        zone: the school's.
        is_chosen_now: whether the columns came with the files.
    """
    if found.table is None:
        return found
    since = chosen_at.get(column_choosing.fingerprint(found.table.headings))
    if is_chosen_now or since is None:
        message = "Read with the columns you chose. Files with the same headings will be read in the same way."
    else:
        on = clock.local_date(since, ZoneInfo(zone))
        message = f"Read with the columns you chose on {on.day} {on:%B %Y}."
    told = Problem(message, "info", "row", found.table.file)
    return replace(found, problems=(told, *found.problems))
