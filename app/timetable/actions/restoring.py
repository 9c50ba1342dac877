"""Goes back to an earlier timetable: a new version that copies it."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.timetable import queries
from app.timetable.actions.base import GiveWay
from app.timetable.actions.writing import Origin, put_in_force, write_version
from app.timetable.tables import TimetableVersion


def restore(
    session: Session, actor: Actor, version_id: UUID, starts_on: date, now: datetime, *, give_way: GiveWay
) -> TimetableVersion:
    """Put an earlier version in force again from *starts_on* on, with its bells, lessons and marks.

    Days off, PPA and early-career time that were entered since stay, unless there is a lesson then.

    What was said of the last files stays remembered: the next file is more likely like those.

    Args:
        give_way: as adopt.

    Raises:
        YearMissing, DaysMissing, NotFound: nothing is stored.
        NotFree: as adopt.
    """
    earlier = queries.version(session, actor, version_id)
    draft = queries.draft_of_version(session, actor, earlier, starts_on, lock=True)
    said = queries.choices_kept(session, actor).model_dump_json()
    version = write_version(session, actor, draft, {}, Origin(earlier.file_names, said, earlier.id), now)
    put_in_force(session, actor, version, now, give_way=give_way)
    return version
