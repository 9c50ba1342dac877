"""What the school said of its last files, so that the next ones ask for nothing twice."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.kernel.actor import Actor
from app.timetable.access import visible
from app.timetable.importers.understanding import ImportedTimetable
from app.timetable.schemas import ChoicesKept, ChoicesSaid, ChoicesStored, ImportCommit
from app.timetable.tables import TimetableVersion

MATCHES_MAX = 2_000
"""Names that are remembered with who they are; those of the last files first."""


def choices_kept(session: Session, actor: Actor) -> ChoicesKept:
    """What was said at the last commits; of versions made before it was kept, nothing."""
    newest = select(TimetableVersion.choices).where(visible(actor, TimetableVersion))
    order = (col(TimetableVersion.committed_at).desc(), col(TimetableVersion.number).desc())
    text = session.exec(newest.order_by(*order).limit(1)).one_or_none()
    return ChoicesKept.model_validate_json(text or "{}")


def with_commit(
    kept: ChoicesKept, found: ImportedTimetable, wish: ImportCommit, staff: Mapping[str, UUID]
) -> ChoicesKept:
    """Add what is said now: of whole schools' files and of one person's calendar apart, since each asks anew."""
    before = kept.everyone if found.covers_everyone else kept.one_person
    said = [*wish.ppa_names, *wish.leadership_names, *wish.ect_names]
    teachers = {**{name: staff[name] for name in found.teachers}, **(before.teachers if before is not None else {})}
    teachers |= {name: staff[name] for name in found.teachers}
    now = ChoicesStored(
        days=wish.days, bells=wish.bells, ppa_names=wish.ppa_names, leadership_names=wish.leadership_names,
        ect_names=wish.ect_names, duty_names=sorted({busy.reason for busy in found.busy}.difference(said)),
        teachers=dict(list(teachers.items())[:MATCHES_MAX]),
    )  # fmt: skip
    return kept.model_copy(update={"everyone" if found.covers_everyone else "one_person": now})


def choices_for(kept: ChoicesKept, found: ImportedTimetable, cycle_days: Sequence[str]) -> ChoicesSaid | None:
    """Of what was said, all that speaks of something in these files; None when nothing was ever said."""
    stored = stored_for(kept, found)
    if stored is None:
        return None
    periods = {period.period for of_day in found.days.values() for period in of_day}
    words = {lesson.subject for lesson in found.lessons} | {busy.reason for busy in found.busy}
    return ChoicesSaid(
        days=[day for day in stored.days if day.name in found.days and day.cycle_day in cycle_days],
        bells=[
            bell
            for bell in stored.bells
            if bell.period in periods and (bell.cycle_day is None or bell.cycle_day in cycle_days)
        ],
        ppa_names=[name for name in stored.ppa_names if name in words],
        leadership_names=[name for name in stored.leadership_names if name in words],
        ect_names=[name for name in stored.ect_names if name in words],
        duty_names=[name for name in stored.duty_names if name in words],
    )


def stored_for(kept: ChoicesKept, found: ImportedTimetable) -> ChoicesStored | None:
    """What was said of files of this kind: a whole school's, or one person's calendar."""
    return kept.everyone if found.covers_everyone else kept.one_person
