"""Puts days and periods in the order of the week, where a file only names them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.timetable.importers import clock, unseen, weekday_names

WEEKDAY_NAMES = tuple(name.capitalize() for name in weekday_names.WEEKDAYS["en"])
_WEEK_BEFORE = re.compile(r"^(?:(?:week|woche|semaine|semana|wk|w)\s*)?([ab]|\d)[\s:.\-]+(?=\w{2})")
_WEEK_BEHIND = re.compile(r"(?<=\w)[\s:.\-(]+(?:(?:week|woche|semaine|semana|wk|w)\s*)?([ab]|\d)\)?$")


_APART_MIN = 5
_APOSTROPHES = dict.fromkeys(map(ord, "‘’ʼʹ′´`"), "'")


def folded(name: str) -> str:
    """Make names comparable: lower case, no accents, no signs that are not seen, single blanks, trimmed."""
    decomposed = unicodedata.normalize("NFKD", unseen.without(name.casefold().translate(_APOSTROPHES)))
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


@dataclass(frozen=True, slots=True)
class Weekday:
    """What the name of a day says: the week (`""`, `a`, `1`...), Monday = 0, and which part of the day (0 first)."""

    week: str
    rank: int
    part: int


def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for names in weekday_names.WEEKDAYS.values():
        for rank, name in enumerate(names):
            found.setdefault(folded(name), set()).add(rank)
    for shorts in weekday_names.SHORT.values():
        for rank, words in enumerate(shorts):
            for word in words.split():
                found.setdefault(folded(word), set()).add(rank)
    return {word: frozenset(ranks) for word, ranks in found.items()}


_RANKS = _known()
_PARTS = {folded(word): part for word, part in weekday_names.PARTS.items()}


def weekdays(names: Iterable[str]) -> dict[str, Weekday]:
    """Find what each name says of week and weekday; names that are no weekday are left out.

    A short form that means different days in different languages is the one no other name stands for already.
    """
    candidates = {name: found for name in names if (found := _candidates(name)) is not None}
    sure = {(week, min(ranks), part) for week, ranks, part in candidates.values() if len(ranks) == 1}
    answer: dict[str, Weekday] = {}
    for name, (week, ranks, part) in candidates.items():
        free = [rank for rank in sorted(ranks) if len(ranks) == 1 or (week, rank, part) not in sure]
        answer[name] = Weekday(week, (free or sorted(ranks))[0], part)
    return answer


def days(names: Sequence[str]) -> list[str]:
    """Order the names of days.

    Args:
        names: each once, as they first appear.

    Weekdays in any language we know follow the week, which starts behind the weekend (a school that teaches Sunday to
    Thursday starts on Sunday). `Day 1` or `A` go by number or letter. Otherwise: as they appear.
    """
    known = weekdays(names)
    if len(known) == len(names) and len(set(known.values())) == len(names):
        first = _first_weekday({day.rank for day in known.values()})
        return sorted(names, key=lambda name: (known[name].week, (known[name].rank - first) % 7, known[name].part))
    return _numbered(names)


def odd_days(names: Sequence[str]) -> list[str]:
    """Find the names that are no weekday, where at least three others are and outnumber them; else none is odd."""
    known = weekdays(names)
    odd = [name for name in names if name not in known]
    return odd if len(known) >= 3 and len(odd) < len(known) else []


def periods(names: Sequence[str]) -> list[str]:
    """Order the names of periods: by clock time, else by number, else as they first appear."""
    times = clock.times_of(names, ordered=False)
    if names and all(start is not None for start, _ in times):
        starts = {name: start for name, (start, _) in zip(names, times, strict=True)}
        return sorted(names, key=lambda name: (starts[name], names.index(name)))
    return _numbered(names)


def _candidates(name: str) -> tuple[str, frozenset[int], int] | None:
    text = folded(name).rstrip(".")
    if text in _RANKS:
        return "", _RANKS[text], 0
    if len(text) > _APART_MIN and (joined := text.replace(" ", "")) in _RANKS:
        return "", _RANKS[joined], 0  # Persian writes the number of a day with a blank behind it, or without.
    for pattern in (_WEEK_BEFORE, _WEEK_BEHIND):
        match = pattern.search(text)
        if match and (rest := (text[: match.start()] + text[match.end() :]).strip().rstrip(".")) in _RANKS:
            return match[1], _RANKS[rest], 0
    day, _, part = text.rpartition(" ")
    if day in _RANKS and part in _PARTS:
        return "", _RANKS[day], _PARTS[part]
    if text[-1:] in ("1", "2", "3") and text[:-1] in _RANKS:
        return "", _RANKS[text[:-1]], int(text[-1])
    return None


def _first_weekday(ranks: set[int]) -> int:
    """Find where the week starts: behind a weekend that is not Saturday and Sunday, else on Monday."""
    friday, saturday, sunday = (rank in ranks for rank in (4, 5, 6))
    if saturday and sunday and not friday:
        return 5
    return 6 if sunday and not saturday else 0


def _numbered(names: Sequence[str]) -> list[str]:
    """Order `P1`, `P10`, `P2` by number or `A` to `F` by letter; what has neither stays behind, as it appears."""
    keys = {name: _number(name) for name in names}
    kinds = Counter(key[0] for key in keys.values() if key is not None).most_common(1)
    kind, count = kinds[0] if kinds else ("", 0)
    told = {name: key[1] for name, key in keys.items() if key is not None and key[0] == kind}
    if len(set(told.values())) < len(told) or count * 2 < len(names):
        return list(names)
    return sorted(names, key=lambda name: (name not in told, told.get(name, 0), names.index(name)))


def _number(name: str) -> tuple[str, int] | None:
    if match := re.search(r"\d{1,6}", name):
        return "number", int(match[0])
    if match := re.fullmatch(r"(?:.*\s)?([A-Za-z])", name.strip()):
        return "letter", ord(match[1].upper())
    return None
