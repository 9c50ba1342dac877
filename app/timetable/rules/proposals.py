"""What the names in a file most likely mean here: which day of the cycle, which member of staff."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.timetable.importers import emails, order, unseen
from app.timetable.importers.understanding import ImportedPerson

WEEKDAYS = 5
CODE_CHARACTERS_MAX = 200
NAME_CHARACTERS_MAX = 200


@dataclass(frozen=True, slots=True)
class Colleague:
    """What a file may call a member of staff by."""

    staff_id: UUID
    code: str
    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who a teacher of a file becomes, who is nobody here yet."""

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


def staff_of(
    names: Sequence[str], staff: Sequence[Colleague], people: Iterable[ImportedPerson] = ()
) -> dict[str, UUID]:
    """Guess who each teacher of a file is.

    By the e-mail address that the file has for them; else by their name in it, as a code, an address or a name; else by
    the full name that the file has for them, in either order. Case, accents and blanks do not matter.

    Args:
        people: who stands behind the names, as far as the file tells.

    A word that fits two people fits nobody, and what a file says of two of its teachers says who neither is.
    """
    told = list(people)
    addresses = _each_ones([(person.teacher, order.folded(person.email)) for person in told])
    full_names = _each_ones([(person.teacher, _in_any_order(person.name)) for person in told])
    by_email = _only([(person.email or "", person.staff_id) for person in staff])
    ways: tuple[dict[str, UUID | None], ...] = (
        _only([(person.code, person.staff_id) for person in staff]),
        by_email,
        _only([(person.name, person.staff_id) for person in staff]),
    )
    found = {name: who for name in names if (who := by_email.get(addresses.get(name, ""))) is not None}
    taken = set(found.values())
    for name in names:
        for way in ways if name not in found else ():
            if (staff_id := way.get(order.folded(name))) is not None and staff_id not in taken:
                found[name] = staff_id
                break
    if not full_names:
        return found
    by_full_name = _only([(_in_any_order(person.name), person.staff_id) for person in staff])
    taken = set(found.values())
    for name in names:
        who = by_full_name.get(full_names.get(name, ""))
        if name not in found and who is not None and who not in taken:
            found[name] = who
    return found


def staff_of_again(
    names: Sequence[str], staff: Sequence[Colleague], matched: Mapping[str, UUID],
    people: Iterable[ImportedPerson] = (),
) -> dict[str, UUID]:  # fmt: skip
    """As staff_of, but who was *matched* the last time goes first, while they work here; nobody is two of the names."""
    here = {person.staff_id for person in staff}
    again = {name: matched[name] for name in names if matched.get(name) in here}
    taken = set(again.values())
    guessed = staff_of([name for name in names if name not in again], staff, people)
    return again | {name: staff_id for name, staff_id in guessed.items() if staff_id not in taken}


def newcomers(
    names: Sequence[str], people: Iterable[ImportedPerson], codes: Iterable[str], addresses: Iterable[str]
) -> list[Newcomer]:
    """Who each of *names* becomes: with the full name and e-mail address that the file has for them, if it has any.

    Args:
        codes: those in use, of leavers too.
        addresses: those in use. An address that somebody has is given to nobody else: it would stand for neither.
    """
    told = {name: ImportedPerson(name, "", name) for name in names}
    told |= {person.teacher: person for person in people if person.teacher in told}
    used = {order.folded(address) for address in addresses}
    own = _each_ones([(name, emails.email(person.email) or emails.email(name)) for name, person in told.items()])
    return [
        Newcomer(
            code, plain(told[name].name)[:NAME_CHARACTERS_MAX].strip() or code,
            address if (address := own.get(name)) is not None and order.folded(address) not in used else None,
        )
        for name, code in zip(names, new_codes(names, codes), strict=True)
    ]  # fmt: skip


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
    return " ".join(_CONTROLS.sub(" ", unseen.without(text)).split())


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


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


def _in_any_order(name: str) -> str:
    """A full name for comparing: `Hill, Amina` is `Amina Hill`."""
    return " ".join(sorted(re.findall(r"\w+", order.folded(name))))


def _each_ones(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What a file says of each of its teachers, without what it says of two."""
    said = dict(words)
    counts = Counter(said.values())
    return {name: word for name, word in said.items() if word and counts[word] == 1}


def _only(words: Sequence[tuple[str, UUID]]) -> dict[str, UUID | None]:
    """Who a word stands for; None when it could be two people."""
    found: dict[str, UUID | None] = {}
    for word, staff_id in words:
        if plain := order.folded(word):
            found[plain] = staff_id if found.get(plain, staff_id) == staff_id else None
    return found
