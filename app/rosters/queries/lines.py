"""The people of one group of a dry run, as they travel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.identity.tables import Staff
from app.rosters.importers.understanding import ImportedRoster, LeavingReason, ListedPerson
from app.rosters.rules import Change, Comparison, Way
from app.rosters.schemas import RosterCandidate, RosterChange, RosterGroup, RosterLine
from app.web.pages import PageWish, cursor

_NOBODY = ListedPerson("", 0)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a group, before names are put to it. `row` is None for whom the list does not name."""

    row: int | None = None
    staff_id: UUID | None = None
    way: Way | None = None
    reason: LeavingReason | None = None
    left_on: date | None = None
    changes: tuple[Change, ...] = ()
    candidates: tuple[UUID, ...] = ()


def places(compared: Comparison, group: RosterGroup) -> list[Place]:
    """The lines of a group, in the order of the list."""
    match group:
        case RosterGroup.DOUBTFUL:
            return [Place(one.row, candidates=one.candidates) for one in compared.doubtful]
        case RosterGroup.CHANGED | RosterGroup.SAME:
            return [
                Place(one.row, one.staff_id, one.way, changes=one.changes)
                for one in compared.matched if bool(one.changes) == (group == RosterGroup.CHANGED)
            ]  # fmt: skip
        case RosterGroup.LEAVERS:
            return [Place(one.row, one.staff_id, reason=one.reason, left_on=one.left_on) for one in compared.leavers]
        case RosterGroup.ONLY_HERE:
            return [Place(staff_id=staff_id) for staff_id in compared.only_here]
        case RosterGroup.JOINERS:
            return [Place(row) for row in compared.joiners]
        case RosterGroup.PASSED_OVER:
            return [Place(row) for row in compared.passed_over]


def page(
    found: list[Place], roster: ImportedRoster, staff: Mapping[UUID, Staff], wish: PageWish, group: RosterGroup
) -> tuple[list[RosterLine], str | None]:
    """One page of a group."""
    first, last = window(wish, len(found))
    shown = [_line(place, roster, staff, group) for place in found[first:last]]
    return shown, cursor((last - 1,)) if last < len(found) else None


def window(wish: PageWish, count: int) -> tuple[int, int]:
    """Which places a page has, from the one after the last of the page before."""
    key = wish.key(int)
    first = 0 if key is None else max(0, key[0] + 1)
    return first, max(first, min(first + wish.limit, count))


def _line(place: Place, roster: ImportedRoster, staff: Mapping[UUID, Staff], group: RosterGroup) -> RosterLine:
    said = _NOBODY if place.row is None else roster.people[place.row]
    ours = None if place.staff_id is None else staff[place.staff_id]
    return RosterLine(
        group=group, row=place.row, file=said.file, line=said.line or None,
        # Of somebody whom the list does not name, our own words say who it is.
        name=said.name or (ours.name if ours else ""), code=said.code or (ours.code if ours else ""),
        email=said.email, department=said.department or (ours.department if ours else ""),
        fte_percent=said.fte_percent, joined_on=said.joined_on, left_on=place.left_on or said.left_on,
        class_count=said.class_count, staff_id=place.staff_id, staff_name=ours.name if ours else None,
        way=place.way, reason=place.reason,
        changes=[RosterChange.model_validate(change) for change in place.changes],
        candidates=[
            RosterCandidate(staff_id=one.id, name=one.name, code=one.code, department=one.department)
            for one in (staff[staff_id] for staff_id in place.candidates)
        ],
    )  # fmt: skip
