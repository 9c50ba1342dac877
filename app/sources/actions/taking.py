"""What an address brought, put where a person finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.sources.actions.looking import tell
from app.sources.reading import CalendarAbsences
from app.sources.rules import OutsideKind
from app.sources.tables import OutsideSource
from app.study import actions as study
from app.study.actions import CalendarTaken


@dataclass(frozen=True, slots=True)
class PackedRun:
    """A dry run of a timetable or staff list, packed before a transaction was opened; `store` answers with its id."""

    store: Callable[[Session], UUID]


Brought = CalendarAbsences | PackedRun


def take(session: Session, actor: Actor, row: OutsideSource, brought: Brought, now: datetime) -> str:
    """Have absences count; keep anything else as a dry run and tell who leads.

    Answers with what somebody should know of it, if anything.
    """
    if isinstance(brought, CalendarAbsences):
        taken = study.take_calendar_absences(session, actor, row.staff_id, brought.events, now, source_id=row.id)
        return _remark(taken)
    _put_before_leads(session, row, brought.store(session), now)
    return ""


def _remark(taken: CalendarTaken) -> str:
    told = []
    if taken.unmatched:
        told.append(f"Left out, as nobody on the staff list is named: {taken.unmatched}.")
    if taken.in_the_way:
        told.append(f"Left out, as somebody logged that they were in school then: {taken.in_the_way}.")
    return " ".join(told)


def _put_before_leads(session: Session, row: OutsideSource, made: UUID, now: datetime) -> None:
    path = "/school/timetable/import/" if row.kind == OutsideKind.TIMETABLE else "/school/staff-list/"
    is_first = row.import_id is None and row.failures == 0
    row.import_id = made
    session.flush()
    if not is_first:
        # Whoever has just added the address looks at it; the first copy is no news to them.
        tell(session, row, "has a new version", f"{path}{made}", made.hex, now)
