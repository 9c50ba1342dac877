"""Makes a dry run the school's timetable from a day on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.identity import actions as identity_actions
from app.identity.schemas import StaffIn
from app.kernel.actor import Actor
from app.timetable import queries
from app.timetable.actions.base import GiveWay
from app.timetable.actions.writing import Origin, put_in_force, write_version
from app.timetable.errors import AlreadyCommitted
from app.timetable.importers.understanding import ImportedPerson
from app.timetable.rules import proposals
from app.timetable.rules.content import Who
from app.timetable.schemas import ImportCommit
from app.timetable.tables import TimetableImport, TimetableVersion


def adopt(
    session: Session, actor: Actor, import_id: UUID, wish: ImportCommit, now: datetime, *, give_way: GiveWay
) -> TimetableVersion:
    """Make a dry run the timetable from `wish.starts_on` on, and everybody's days with it, from today on.

    Args:
        give_way: called once, with the first day that changes and everybody who stands in a timetable, after
            these people are locked and before their days change.

    Raises:
        AlreadyCommitted, YearMissing, LaterVersionThere, DaysMissing, BellsMissing, BellsUnusable, NotFound: nothing
            is stored.
        NotFree: something booked is in the way that *give_way* left standing.
    """
    row = queries.timetable_import(session, actor, import_id, lock=True)
    _require_uncommitted(session, actor, row)
    found = queries.understanding(row)
    draft = queries.draft_of_import(session, actor, found, wish, lock=True)
    staff = _staff_of(session, actor, draft.people, found.people, now)
    said = queries.with_commit(queries.choices_kept(session, actor), found, wish, staff)
    version = write_version(session, actor, draft, staff, Origin(row.file_names, said.model_dump_json()), now)
    row.committed_version_id = version.id
    session.flush()
    put_in_force(session, actor, version, now, give_way=give_way)
    return version


def _require_uncommitted(session: Session, actor: Actor, row: TimetableImport) -> None:
    if row.committed_version_id is not None:
        version = queries.version(session, actor, row.committed_version_id)
        raise AlreadyCommitted(number=version.number)


def _staff_of(
    session: Session, actor: Actor, people: Mapping[str, Who], told: Sequence[ImportedPerson], now: datetime
) -> dict[str, UUID]:
    """Who each teacher of the file is; those who are nobody yet become staff, by the name that the file tells."""
    staff = {name: who for name, who in people.items() if not isinstance(who, str)}
    missing = [name for name in people if name not in staff]
    codes, addresses = queries.staff_codes(session, actor), queries.staff_addresses(session, actor)
    for name, one in zip(missing, proposals.newcomers(missing, told, codes, addresses), strict=True):
        wish = StaffIn(code=one.code, name=one.name, email=one.email)
        staff[name] = identity_actions.add_staff(session, actor, wish, now).id
    return staff
