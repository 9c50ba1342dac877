"""Writes of what a cycle is made of: sources and case pupils."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.lesson_study.errors import LabelTwice, PupilInUse, TooManySources
from app.lesson_study.queries import cycles as queries
from app.lesson_study.queries import in_use
from app.lesson_study.rules.words import PupilAttribute
from app.lesson_study.schemas.cycles import CasePupilsIn, SourceIn
from app.lesson_study.tables import CasePupil, Cycle, PupilWatch, StudySource
from app.web import etag


def add_source(session: Session, actor: Actor, cycle_id: UUID, wish: SourceIn, now: datetime) -> StudySource:
    """Add what the group studied.

    Raises:
        TooManySources: the cycle has as many as it holds.
    """
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    if len(queries.sources(session, actor, cycle.id)) >= queries.SOURCES_MAX:
        raise TooManySources
    row = StudySource(
        school_id=actor.school_id, cycle_id=cycle.id, kind=wish.kind, title=wish.title, link=wish.link,
        taken_from_it=wish.taken_from_it, added_by=actor.staff_id, added_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def edit_source(session: Session, actor: Actor, cycle_id: UUID, source_id: UUID, wish: SourceIn) -> StudySource:
    """Change a source; whoever of the group added it."""
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    row = queries.source(session, actor, cycle.id, source_id)
    row.kind, row.title, row.link, row.taken_from_it = wish.kind, wish.title, wish.link, wish.taken_from_it
    session.flush()
    return row


def remove_source(session: Session, actor: Actor, cycle_id: UUID, source_id: UUID) -> None:
    """Take a source away."""
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    session.delete(queries.source(session, actor, cycle.id, source_id))
    session.flush()


def choose_pupils(
    session: Session, actor: Actor, cycle_id: UUID, wish: CasePupilsIn, if_match: str | None = None
) -> Cycle:
    """Say who the case pupils are, in place of what was said before. A letter that stays is the same pupil.

    With *if_match*, only if the cycle is the one that was read.

    Raises:
        LabelTwice: two have one letter.
        PupilInUse: somebody would go about whom there is evidence.
    """
    cycle, _ = queries.cycle_to_change(session, actor, cycle_id)
    if if_match is not None:
        etag.require_current(if_match, cycle.version)
    labels = [pupil.label for pupil in wish.pupils]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise LabelTwice(labels=twice)
    there = {row.label: row for row in queries.pupils(session, actor, cycle.id)}
    gone = [row for label, row in there.items() if label not in labels]
    used = in_use.pupils_in_use(session, actor, [row.id for row in gone])
    if named := [row.label for row in gone if row.id in used]:
        raise PupilInUse(labels=named)
    _forget_watches(session, actor, gone)
    for row in gone:
        session.delete(row)
    for pupil in wish.pupils:
        row = there.get(pupil.label) or CasePupil(school_id=actor.school_id, cycle_id=cycle.id, label=pupil.label)
        row.attributes = ",".join(word for word in PupilAttribute if word in pupil.attributes)
        row.typifies = pupil.typifies
        session.add(row)
    cycle.version += 1
    session.flush()
    return cycle


def _forget_watches(session: Session, actor: Actor, gone: Sequence[CasePupil]) -> None:
    mine = (col(PupilWatch.school_id) == actor.school_id) & col(PupilWatch.case_pupil_id).in_([row.id for row in gone])
    session.execute(delete(PupilWatch).where(mine))
