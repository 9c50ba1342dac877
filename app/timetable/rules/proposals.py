"""What the names in a file most likely mean here: which day of the cycle, which member of staff."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.timetable.importers import order

WEEKDAYS = 5
CODE_CHARACTERS_MAX = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """What a file may call a member of staff by."""

    staff_id: UUID
    code: str
    name: str
    email: str | None


def cycle_days_of(names: Sequence[str], cycle_days: Sequence[str], *, follows_weekdays: bool) -> dict[str, str]:
    """Guess which day of the cycle each day of a file is; days that nobody could guess are left out.

    In this order: the same name; the same weekday, in any language we know, of the same week; when there are as many
    of them, the same place. No day of the cycle is given out twice.
    """
    by_name = {order.folded(day): day for day in cycle_days}
    found: dict[str, str] = {}
    for name in names:
        _give(found, name, by_name.get(order.folded(name)))
    for name, day in _by_weekday(names, cycle_days, follows_weekdays=follows_weekdays).items():
        _give(found, name, day)
    if len(names) == len(cycle_days):
        for name, day in zip(names, cycle_days, strict=True):
            _give(found, name, day)
    return found


def staff_of(names: Sequence[str], staff: Sequence[Colleague]) -> dict[str, UUID]:
    """Guess who each teacher of a file is: by code, else by e-mail, else by name.

    Case, accents and blanks do not matter. A word that fits two people fits nobody.
    """
    ways: tuple[dict[str, UUID | None], ...] = (
        _only([(person.code, person.staff_id) for person in staff]),
        _only([(person.email or "", person.staff_id) for person in staff]),
        _only([(person.name, person.staff_id) for person in staff]),
    )
    found: dict[str, UUID] = {}
    for name in names:
        for way in ways:
            if (staff_id := way.get(order.folded(name))) is not None:
                found[name] = staff_id
                break
    return found


def new_codes(names: Sequence[str], taken: Iterable[str]) -> list[str]:
    """A code for each new member of staff: the name in the file, trimmed to fit, told apart by a number."""
    used = {order.folded(code) for code in taken}
    codes: list[str] = []
    for name in names:
        shown = plain(name) or "?"
        code, number = shown[:CODE_CHARACTERS_MAX].strip(), 1
        while order.folded(code) in used:
            number += 1
            code = f"{shown[: CODE_CHARACTERS_MAX - len(str(number)) - 1].strip()} {number}"
        used.add(order.folded(code))
        codes.append(code)
    return codes


def plain(text: str) -> str:
    """A name on one line, without signs that control, hide or reverse text."""
    return " ".join(_UNSEEN.sub(" ", text).split())


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _give(found: dict[str, str], name: str, day: str | None) -> None:
    if day is not None and name not in found and day not in found.values():
        found[name] = day


def _by_weekday(names: Sequence[str], cycle_days: Sequence[str], *, follows_weekdays: bool) -> Mapping[str, str]:
    ours = order.weekdays(cycle_days)
    places: dict[tuple[int, int], str] = {}
    weeks = sorted({day.week for day in ours.values()})
    for index, name in enumerate(cycle_days):
        if follows_weekdays:
            places[index // WEEKDAYS, index % WEEKDAYS] = name
        elif name in ours:
            places.setdefault((weeks.index(ours[name].week), ours[name].rank), name)
    theirs = order.weekdays(names)
    their_weeks = sorted({day.week for day in theirs.values()})
    return {
        name: places[place]
        for name, day in theirs.items()
        if (place := (their_weeks.index(day.week), day.rank)) in places
    }


def _only(words: Sequence[tuple[str, UUID]]) -> dict[str, UUID | None]:
    """Who a word stands for; None when it could be two people."""
    found: dict[str, UUID | None] = {}
    for word, staff_id in words:
        if plain := order.folded(word):
            found[plain] = staff_id if found.get(plain, staff_id) == staff_id else None
    return found
