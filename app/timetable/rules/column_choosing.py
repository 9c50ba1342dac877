"""Which column is which, as somebody says of a file whose headings we do not know."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from app.school_year.rules import Fault
from app.timetable.importers import asked
from app.timetable.importers.headings import Column
from app.timetable.importers.understanding import ColumnChoice

COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
WRITTEN_CHARACTERS_MAX: Final = 4_000
STORED_CHARACTERS_MAX: Final = 20_000


def read(written: str) -> tuple[ColumnChoice, list[Fault]]:
    """Read a JSON object of heading and column. A choice without headings is for any table that has those named.

    Returns:
        The choice, and what is wrong with it; the choice counts only when nothing is.
    """
    try:
        found = json.loads(written, object_pairs_hook=list)
    except (ValueError, RecursionError):
        found = None
    pairs = found if isinstance(found, list) else []
    if not pairs or not all(_is_pair(pair) for pair in pairs):
        message = 'Send a JSON object of headings and columns, such as {"Staff": "teacher"}.'
        return ColumnChoice((), ()), [Fault("/columns", message)]
    columns = tuple((heading, column) for heading, column in pairs)
    faults = list(_faults(columns))
    return ColumnChoice((), () if faults else columns), faults


def fingerprint(headings: Sequence[str]) -> str:
    """A short name for headings; case, accents and blanks do not matter."""
    plain = json.dumps(asked.folded(headings), ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def stored(choice: ColumnChoice) -> tuple[str, str] | None:
    """Write headings and columns for keeping; None when they are longer than anything worth keeping."""
    written = (
        json.dumps(choice.headings, ensure_ascii=False),
        json.dumps(dict(choice.columns), ensure_ascii=False),
    )
    return None if max(map(len, written)) > STORED_CHARACTERS_MAX else written


def from_stored(headings: str, columns: str) -> ColumnChoice:
    """Read what `stored` wrote."""
    of_headings: Mapping[str, Any] = json.loads(columns)
    return ColumnChoice(tuple(json.loads(headings)), tuple(of_headings.items()))


def _is_pair(pair: object) -> bool:
    # The hook makes a list of pairs of an object; an array of anything else is told apart by this.
    return isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str)


def _faults(columns: Sequence[tuple[str, str]]) -> Sequence[Fault]:
    faults: list[Fault] = []
    named = [column for _, column in columns]
    known = ", ".join(COLUMNS)
    for heading, column in columns:
        if column not in COLUMNS:
            faults.append(Fault("/columns", f"There is no column “{column[:60]}”. There are: {known}."))
        if not heading.strip() or len(heading) > asked.LABEL_CHARACTERS_MAX:
            faults.append(Fault("/columns", f"“{heading[:60]}” is not the name of a heading."))
    for column in COLUMNS:
        if named.count(column) > 1:
            faults.append(Fault("/columns", f"Two headings are said to be “{column}”. Choose one."))
    faults += [
        Fault("/columns", f"Say which heading is “{column}”: nothing can be read without it.")
        for column in asked.NEEDED
        if column not in named
    ]
    if len(set(asked.folded(heading for heading, _ in columns))) < len(columns):
        faults.append(Fault("/columns", "A heading is named twice. Say one thing of each."))
    return faults
