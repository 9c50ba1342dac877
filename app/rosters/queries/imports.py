"""Reads of dry runs: what a list says, held against the staff of today."""

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.rosters.access import visible
from app.rosters.importers.understanding import ImportedRoster, LeavingReason, unpacked
from app.rosters.queries import lines
from app.rosters.rules import Colleague, compare
from app.rosters.schemas import RosterGroup, RosterImportOut, RosterLine
from app.rosters.tables import RosterImport
from app.timetable.importers.understanding import Problem
from app.timetable.schemas import ProblemSeen
from app.web.pages import PageWish, cursor

PROBLEMS_SHOWN = 100
STAFF_MAX = 10_000
LEAVERS_UNREMARKABLE = 5
LEAVERS_PART = 4  # More than a quarter of all: a list that was cut off looks just like that.
_SEVERITIES = ("refused", "warning", "info")


def roster_import(session: Session, actor: Actor, import_id: UUID, *, lock: bool = False) -> RosterImport:
    """One dry run, or NotFound."""
    statement = select(RosterImport).where(visible(actor), RosterImport.id == import_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def understanding(row: RosterImport) -> ImportedRoster:
    """What was understood of the files. O(people)."""
    return unpacked(row.understanding)


def staff_held(session: Session, actor: Actor, *, lock: bool = False) -> dict[UUID, Staff]:
    """Everybody who works or has worked here, guests left out, in order of name."""
    mine = (col(Staff.school_id) == actor.school_id, ~col(Staff.is_guest))
    statement = select(Staff).where(*mine).order_by(col(Staff.name), col(Staff.id)).limit(STAFF_MAX)
    return {row.id: row for row in session.exec(statement.with_for_update() if lock else statement)}


def colleagues(rows: Sequence[Staff]) -> list[Colleague]:
    """The staff as a list can tell of them."""
    return [
        Colleague(
            row.id, row.code, row.name, row.roster_id, row.email, row.department, row.fte_percent, row.joined_on,
            row.left_on, row.is_active,
        )
        for row in rows
    ]  # fmt: skip


def known_ids(session: Session, actor: Actor) -> frozenset[str]:
    """The ids of lists by which we know people."""
    mine = (col(Staff.school_id) == actor.school_id, col(Staff.roster_id).is_not(None))
    found = session.exec(select(Staff.roster_id).where(*mine).order_by(col(Staff.id)).limit(STAFF_MAX))
    return frozenset(roster_id for roster_id in found if roster_id is not None)


def import_out(
    session: Session, actor: Actor, row: RosterImport, roster: ImportedRoster, today: date
) -> RosterImportOut:
    """A dry run as it travels, held against the staff of today. *roster*: what was understood of its files."""
    staff = staff_held(session, actor)
    compared = compare(roster, colleagues(list(staff.values())), today)
    counts = {group: len(lines.places(compared, group)) for group in RosterGroup}
    missing = sum(leaver.reason == LeavingReason.MISSING for leaver in compared.leavers)
    known = sum(one.roster_id is not None and one.is_active for one in staff.values())
    return RosterImportOut(
        id=row.id, file_names=json.loads(row.file_names), source=roster.source,
        names_everybody=roster.coverage == "bulk", listed_count=len(roster.people), others_count=roster.others_count,
        group_counts=counts, may_be_partial=missing > max(LEAVERS_UNREMARKABLE, known // LEAVERS_PART),
        problem_count=len(roster.problems), problems=[_seen(one) for one in _in_order(roster)[:PROBLEMS_SHOWN]],
        created_at=row.created_at, committed_at=row.committed_at,
    )  # fmt: skip


def lines_page(
    session: Session, actor: Actor, row: RosterImport, wish: PageWish, group: RosterGroup, today: date
) -> tuple[list[RosterLine], str | None]:
    """The people of one group, in the order of the list; colleagues who are not in it by name."""
    roster = understanding(row)
    staff = staff_held(session, actor)
    compared = compare(roster, colleagues(list(staff.values())), today)
    return lines.page(lines.places(compared, group), roster, staff, wish, group)


def problems_page(row: RosterImport, wish: PageWish) -> tuple[list[ProblemSeen], str | None]:
    """What somebody should look at in the files, warnings before remarks, in the order of the files."""
    found = _in_order(understanding(row))
    first, last = lines.window(wish, len(found))
    return [_seen(one) for one in found[first:last]], cursor((last - 1,)) if last < len(found) else None


def _in_order(roster: ImportedRoster) -> list[Problem]:
    return sorted(roster.problems, key=lambda problem: _SEVERITIES.index(problem.severity))


def _seen(problem: Problem) -> ProblemSeen:
    return ProblemSeen.model_validate(problem)
