"""Who in a list is which of our staff: by stable id, then by code or e-mail. A name alone needs a person's word.

Nothing here decides that somebody leaves or is somebody else: it only groups what a person then says yes or no to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.rosters.importers.understanding import ImportedRoster, LeavingReason, ListedPerson
from app.timetable.importers.order import folded

CANDIDATES_MAX: Final = 10


class Way(StrEnum):
    """By what somebody was known."""

    ID = "id"
    CODE = "code"
    EMAIL = "email"
    NAME = "name"


class ChangedField(StrEnum):
    """What of a member of staff a list may change."""

    NAME = "name"
    EMAIL = "email"
    DEPARTMENT = "department"
    FTE_PERCENT = "fte_percent"
    JOINED_ON = "joined_on"
    BACK = "back"
    """Somebody who had left is in the list again."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of our staff as far as a list can tell of them; guests are none."""

    staff_id: UUID
    code: str
    name: str
    roster_id: str | None = None
    email: str | None = None
    department: str = ""
    fte_percent: int = 100
    joined_on: date | None = None
    left_on: date | None = None
    is_active: bool = True

    @property
    def stays(self) -> bool:
        """Whether no last day is known of them."""
        return self.is_active and self.left_on is None

    def has_left(self, today: date) -> bool:
        """Whether their last day is past."""
        return not self.is_active or (self.left_on is not None and self.left_on < today)


@dataclass(frozen=True, slots=True)
class Change:
    """What the list says otherwise. Both as text, for reading; empty is nothing said."""

    field: ChangedField
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody of ours who is in the list; without changes when it says what we know."""

    row: int
    staff_id: UUID
    way: Way
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Somebody in the list who may be one of ours: only a person can tell."""

    row: int
    candidates: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody of ours who seems to leave. `row` is None for whom the list does not name, and so is an unsaid day."""

    staff_id: UUID
    reason: LeavingReason
    row: int | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list held against ours. Rows are places in the list, from 0.

    Each row is in one group, but for whoever is still here and has a last day to come: they may have changed as well.
    """

    matched: tuple[Changed, ...]
    doubtful: tuple[Doubtful, ...]
    joiners: tuple[int, ...]
    leavers: tuple[Leaver, ...]
    only_here: tuple[UUID, ...]
    """Who works here, is not in the list, and was never known by an id of it: nothing is said of them."""
    passed_over: tuple[int, ...]
    """Rows of people who are gone in the list and were never here, or of whom it tells too little."""

    @property
    def changed(self) -> tuple[Changed, ...]:
        """Those matched of whom the list says something else."""
        return tuple(match for match in self.matched if match.changes)


def compare(roster: ImportedRoster, staff: Sequence[Colleague], today: date) -> Comparison:
    """Hold a list against *staff*, who may include people who have left. O(people + staff).

    Args:
        roster: what was understood of the list.
        staff: ours; guests are none of them.
        today: whoever's last day is to come, today included, still works here.
    """
    found = _Matching(roster, staff, today)
    found.take(Way.ID, lambda person: person.roster_id, lambda one: one.roster_id or "")
    found.take(Way.CODE, lambda person: folded(person.code), lambda one: folded(one.code))
    found.take(Way.EMAIL, lambda person: folded(person.email), lambda one: folded(one.email or ""))
    doubtful = found.doubtful()
    joiners, passed_over = found.unknown({one.row for one in doubtful})
    return Comparison(
        found.matches(), doubtful, joiners, found.leavers(doubtful), found.only_here(doubtful), passed_over
    )


class _Matching:
    """Rows and colleagues that have found each other so far."""

    def __init__(self, roster: ImportedRoster, staff: Sequence[Colleague], today: date) -> None:
        self._roster, self._people, self._today = roster, roster.people, today
        self._staff = {one.staff_id: one for one in staff}
        self._by_row: dict[int, tuple[UUID, Way]] = {}
        self._known: set[UUID] = set()
        self._unsure: dict[int, list[UUID]] = {}

    def take(self, way: Way, theirs: Callable[[ListedPerson], str], ours: Callable[[Colleague], str]) -> None:
        """Match those who share a word that nobody else has, on either side."""
        words = Counter(word for row, person in self._free_rows() if (word := theirs(person)))
        holders: dict[str, list[UUID]] = defaultdict(list)
        for staff_id, one in self._staff.items():
            if staff_id not in self._known and (word := ours(one)):
                holders[word].append(staff_id)
        for row, person in self._free_rows():
            word = theirs(person)
            held = holders.get(word, []) if word else []
            if not held:
                continue
            if len(held) == 1 and words[word] == 1 and self._is_same(way, person, self._staff[held[0]]):
                self._by_row[row] = (held[0], way)
                self._known.add(held[0])
            else:
                self._unsure.setdefault(row, []).extend(held)

    def doubtful(self) -> tuple[Doubtful, ...]:
        """Those whose name, or a word that several have, is one of ours."""
        names: dict[frozenset[str], list[UUID]] = defaultdict(list)
        for staff_id, one in self._staff.items():
            if staff_id not in self._known:
                names[_name_of(one.name)].append(staff_id)
        found: list[Doubtful] = []
        for row, person in self._free_rows():
            alike = names.get(_name_of(person.name), []) if person.name else []
            maybe = [one for one in dict.fromkeys([*self._unsure.get(row, []), *alike]) if one not in self._known]
            if maybe and not self._is_gone(person):
                found.append(Doubtful(row, tuple(maybe[:CANDIDATES_MAX])))
        return tuple(found)

    def unknown(self, doubtful: set[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The rows of people who are new here, and of those of whom nothing is to be done."""
        joiners: list[int] = []
        passed_over: list[int] = []
        for row, person in self._free_rows():
            if row not in doubtful:
                (passed_over if self._is_gone(person) or not person.name else joiners).append(row)
        return tuple(joiners), tuple(passed_over)

    def matches(self) -> tuple[Changed, ...]:
        """Those found and still here, with what has changed."""
        return tuple(
            Changed(row, staff_id, way, changes_of(self._people[row], self._staff[staff_id], self._today))
            for row, (staff_id, way) in sorted(self._by_row.items())
            if not self._is_gone(self._people[row])
        )

    def leavers(self, doubtful: Iterable[Doubtful]) -> tuple[Leaver, ...]:
        """Who is gone in the list; and, where it names everybody, whom it knew and does not name any more."""
        said = [
            Leaver(staff_id, leaves, row, self._people[row].left_on)
            for row, (staff_id, _) in sorted(self._by_row.items())
            if (leaves := self._people[row].leaves) is not None and self._staff[staff_id].stays
        ]
        if self._roster.coverage == "delta":
            return tuple(said)
        missing = [
            Leaver(one.staff_id, LeavingReason.MISSING) for one in self._missing(doubtful) if one.roster_id is not None
        ]
        return (*said, *missing)

    def only_here(self, doubtful: Iterable[Doubtful]) -> tuple[UUID, ...]:
        """Who is not in a list of everybody, and never was."""
        if self._roster.coverage == "delta":
            return ()
        return tuple(one.staff_id for one in self._missing(doubtful) if one.roster_id is None)

    def _missing(self, doubtful: Iterable[Doubtful]) -> list[Colleague]:
        maybe = {staff_id for one in doubtful for staff_id in one.candidates}
        return [
            one for staff_id, one in self._staff.items()
            if staff_id not in self._known and staff_id not in maybe and one.stays
        ]  # fmt: skip

    def _is_gone(self, person: ListedPerson) -> bool:
        return person.leaves is not None and (person.left_on is None or person.left_on < self._today)

    def _free_rows(self) -> list[tuple[int, ListedPerson]]:
        return [(row, person) for row, person in enumerate(self._people) if row not in self._by_row]

    def _is_same(self, way: Way, person: ListedPerson, one: Colleague) -> bool:
        """Whether a shared code or address is enough: not when each has an id of their own and another name.

        Schools give a leaver's address to somebody new of a like name.
        """
        if way == Way.ID or one.roster_id in (None, person.roster_id) or not self._roster.has_ids:
            return True
        return _name_of(person.name) == _name_of(one.name)


def changes_of(person: ListedPerson, one: Colleague, today: date) -> tuple[Change, ...]:
    """What a list says of somebody that we do not know yet. What it does not say changes nothing."""
    said: Mapping[ChangedField, tuple[str, str]] = {
        ChangedField.NAME: (one.name, person.name),
        ChangedField.EMAIL: ((one.email or "").lower(), person.email),
        ChangedField.DEPARTMENT: (one.department, person.department),
        ChangedField.FTE_PERCENT: (str(one.fte_percent), _text(person.fte_percent)),
        ChangedField.JOINED_ON: (_text(one.joined_on), _text(person.joined_on)),
    }
    changes = [Change(what, before, after) for what, (before, after) in said.items() if after and after != before]
    if _words_of(person.name) == _words_of(one.name):
        changes = [change for change in changes if change.field != ChangedField.NAME]
    if one.has_left(today):
        changes.append(Change(ChangedField.BACK, _text(one.left_on), ""))
    return tuple(changes)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _name_of(name: str) -> frozenset[str]:
    """A name as it is compared: its words, so that `Osei, Ben` is `Ben Osei`."""
    return frozenset(_words_of(folded(name)))


def _words_of(name: str) -> list[str]:
    return sorted(name.replace(",", " ").split())
