"""Takes a list of staff over, as far as a person has said yes to it. Nothing is deleted, and nobody is invited."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session

from app.identity import actions as identity
from app.identity.schemas import StaffIn
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.rosters import queries
from app.rosters.errors import LastDayTooEarly, ListMovedOn, RosterTakenOver, SamePersonTwice, WordMissing
from app.rosters.importers.understanding import ImportedRoster, ListedPerson
from app.rosters.rules import Change, ChangedField, Colleague, Comparison, changes_of, compare
from app.rosters.schemas import RosterCommit, RosterCommitted, StillPlannedWith
from app.school_year import queries as calendar
from app.time_budget import actions as ledger
from app.timetable.rules import proposals

LEFT_BECAUSE: Final = "Left, as the list of staff says"


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be written, once every doubt has been answered."""

    joiners: list[ListedPerson]
    known: dict[UUID, ListedPerson]
    """Who of the staff is who in the list."""
    changes: dict[UUID, tuple[Change, ...]]
    last_days: dict[UUID, date]


def commit(session: Session, actor: Actor, import_id: UUID, wish: RosterCommit, now: datetime) -> RosterCommitted:
    """Take over joiners, changes and the leavers that were named.

    Raises:
        NotFound: no such list, or a colleague of another school was named.
        RosterTakenOver: it was before.
        WordMissing: somebody in doubt was not answered for.
        ListMovedOn: something was answered that is no question any more.
        SamePersonTwice: two people of the list were said to be one colleague.
        LastDayTooEarly: a last day lies before the first day of work. The same day is allowed.
        LastLead: nobody would be left who may change the school.
        YearIsClosed: minutes were to be taken back of a year that has been signed for.
    """
    row = queries.roster_import(session, actor, import_id, lock=True)
    if row.committed_at is not None:
        raise RosterTakenOver
    today = calendar.today(session, actor, now)
    roster = queries.understanding(row)
    staff = queries.staff_held(session, actor, lock=True)
    colleagues = queries.colleagues(list(staff.values()))
    compared = compare(roster, colleagues, today)
    _require_known(wish, staff)
    plan = _plan(roster, compared, {one.staff_id: one for one in colleagues}, wish, today)
    _write_known(roster, plan, staff)
    _require_in_order(plan.last_days, staff)
    _join(session, actor, plan.joiners, now)
    back = [staff_id for staff_id, changes in plan.changes.items() if _has(changes, ChangedField.BACK)]
    identity.let_back(session, actor, back)
    identity.let_go(session, actor, plan.last_days, today, now)
    taken_back, planned = _settle(session, actor, plan, today, now) if wish.take_back_minutes else (0, {})
    row.committed_at = now
    session.flush()
    return RosterCommitted(
        id=row.id, joined=len(plan.joiners), left=len(plan.last_days), changed=len(plan.changes),
        known_by_id=len(plan.known), taken_back_minutes=taken_back, committed_at=now,
        still_planned=[
            StillPlannedWith(staff_id=staff_id, name=staff[staff_id].name, minutes=minutes)
            for staff_id, minutes in planned.items()
        ],
    )  # fmt: skip


# ---- what a person has said ----------------------------------------------------------------------


def _require_known(wish: RosterCommit, staff: Mapping[UUID, Staff]) -> None:
    named = {leaver.staff_id for leaver in wish.leavers}
    named |= {word.staff_id for word in wish.words if word.staff_id is not None}
    if named - staff.keys():
        raise NotFound


def _plan(
    roster: ImportedRoster, compared: Comparison, colleagues: Mapping[UUID, Colleague], wish: RosterCommit, today: date
) -> _Plan:
    people = roster.people
    words = _words(roster, compared, wish)
    left_out = set(wish.joiners_left_out)
    known = {match.staff_id: people[match.row] for match in compared.matched}
    changes = {match.row: (match.staff_id, match.changes) for match in compared.matched if match.changes}
    for row, staff_id in words.items():
        if staff_id is not None:
            known[staff_id] = people[row]
            if found := changes_of(people[row], colleagues[staff_id], today):
                changes[row] = (staff_id, found)
    new = [row for row in compared.joiners if row not in left_out]
    new += sorted(row for row, staff_id in words.items() if staff_id is None)
    return _Plan([people[row] for row in new], known, _taken(changes, wish), _last_days(compared, wish))


def _words(roster: ImportedRoster, compared: Comparison, wish: RosterCommit) -> dict[int, UUID | None]:
    """Who each one in doubt is; those who are to be left out are left out.

    Raises:
        WordMissing, ListMovedOn, SamePersonTwice.
    """
    doubts = {doubt.row: set(doubt.candidates) for doubt in compared.doubtful}
    said = {word.row: word for word in wish.words}
    if missing := [roster.people[row].name for row in doubts if row not in said]:
        raise WordMissing(names=missing)
    chosen: dict[UUID, list[int]] = {}
    for word in wish.words:
        if word.row not in doubts or (word.staff_id is not None and word.staff_id not in doubts[word.row]):
            raise ListMovedOn
        if word.staff_id is not None and not word.leave_out:
            chosen.setdefault(word.staff_id, []).append(word.row)
    if twice := [roster.people[row].name for rows in chosen.values() if len(rows) > 1 for row in rows]:
        raise SamePersonTwice(names=twice)
    return {word.row: word.staff_id for word in said.values() if not word.leave_out}


def _taken(
    changes: Mapping[int, tuple[UUID, tuple[Change, ...]]], wish: RosterCommit
) -> dict[UUID, tuple[Change, ...]]:
    untaken: dict[int, set[ChangedField]] = {}
    for one in wish.changes_left_out:
        untaken.setdefault(one.row, set()).update(one.fields)
    found = {
        staff_id: tuple(change for change in all_of if change.field not in untaken.get(row, ()))
        for row, (staff_id, all_of) in changes.items()
    }
    return {staff_id: taken for staff_id, taken in found.items() if taken}


def _last_days(compared: Comparison, wish: RosterCommit) -> dict[UUID, date]:
    """The last days of those who were named as leavers.

    Raises:
        ListMovedOn: one of them does not seem to leave any more.
    """
    days = {leaver.staff_id: leaver.left_on for leaver in wish.leavers}
    if days.keys() - {leaver.staff_id for leaver in compared.leavers}:
        raise ListMovedOn
    return days


# ---- what is written -----------------------------------------------------------------------------


def _write_known(roster: ImportedRoster, plan: _Plan, staff: Mapping[UUID, Staff]) -> None:
    for staff_id, person in plan.known.items():
        row, changes = staff[staff_id], plan.changes.get(staff_id, ())
        # A plain list has codes for ids: they never replace an id of the school's own system.
        is_new_id = bool(person.roster_id) and row.roster_id != person.roster_id
        if is_new_id and (roster.has_ids or row.roster_id is None):
            row.roster_id = person.roster_id
        if changes:
            _change(row, person, {change.field for change in changes})
            row.version += 1


def _change(row: Staff, person: ListedPerson, taken: Collection[ChangedField]) -> None:
    if ChangedField.NAME in taken:
        row.name = person.name
    if ChangedField.EMAIL in taken:
        row.email = person.email
    if ChangedField.DEPARTMENT in taken:
        row.department = person.department
    if ChangedField.FTE_PERCENT in taken and person.fte_percent is not None:
        row.fte_percent = person.fte_percent
    if ChangedField.BACK in taken:
        row.left_on, row.is_active = person.left_on, True
    if ChangedField.JOINED_ON in taken and person.joined_on is not None:
        # Whoever had left, and is not taken back, keeps the days of their time here.
        row.joined_on = person.joined_on if row.left_on is None or person.joined_on <= row.left_on else row.joined_on


def _require_in_order(last_days: Mapping[UUID, date], staff: Mapping[UUID, Staff]) -> None:
    """Raises: LastDayTooEarly."""
    for staff_id, left_on in last_days.items():
        joined_on = staff[staff_id].joined_on
        if joined_on is not None and left_on < joined_on:
            raise LastDayTooEarly(names=[staff[staff_id].name], left_on=left_on)


def _join(session: Session, actor: Actor, people: Iterable[ListedPerson], now: datetime) -> None:
    joiners = list(people)
    taken = [row.code for row in queries.staff_held(session, actor).values()]
    codes = proposals.new_codes([person.code or person.name for person in joiners], taken)
    for person, code in zip(joiners, codes, strict=True):
        wish = StaffIn(
            code=code, name=person.name, email=person.email or None, department=person.department,
            fte_percent=person.fte_percent or 100, joined_on=person.joined_on, left_on=person.left_on,
        )  # fmt: skip
        identity.add_staff(session, actor, wish, now).roster_id = person.roster_id or None


def _settle(session: Session, actor: Actor, plan: _Plan, today: date, now: datetime) -> tuple[int, dict[UUID, int]]:
    """Take back what leavers have not placed; answers with the minutes, and with whom something is still planned."""
    year = calendar.perhaps_current_year(session, actor, today)
    if year is None or not plan.last_days:
        return 0, {}
    return ledger.take_back_from_leavers(
        session, actor, staff_ids=list(plan.last_days), year_id=year.id, reason=LEFT_BECAUSE, now=now
    )


def _has(changes: Iterable[Change], field: ChangedField) -> bool:
    return any(change.field == field for change in changes)
