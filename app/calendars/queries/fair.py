"""A fair's calendar, its programme with it, and fairs as they stand in everybody's."""

from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.calendars.rules import EVENTS_MAX, Frame, Happening
from app.fair_day import access
from app.fair_day import queries as fair_day
from app.fair_day.rules import FairState, SlotKind
from app.fair_day.tables import LearningFair
from app.kernel.actor import Actor


def happenings(session: Session, actor: Actor, fair_id: UUID, frame: Frame) -> list[Happening]:
    """The fair and what stands in it. Of what its authors have taken back, nothing is left."""
    row = fair_day.fair(session, actor, fair_id)
    shown = [whole(row, frame)]
    slots = fair_day.slots(session, actor, fair_id)
    rooms = {one.id: one.name for one in fair_day.rooms(session, actor, fair_id)}
    findings = fair_day.findings_shown(session, actor, {one.finding_id for one in slots})
    for slot in slots:
        finding = findings[slot.finding_id]
        if not finding.is_shown:
            continue
        what = f"Stall {slot.number}" if slot.kind == SlotKind.STALL else "Talk"
        shown.append(
            Happening(
                # The programme has one version: whatever changes in it raises it.
                kind="fair-slot", id=slot.id, version=row.version, made_at=row.created_at,
                starts_at=frame.instant(row.held_on, slot.starts), ends_at=frame.instant(row.held_on, slot.ends),
                summary=f"{what}: {finding.title}", path=f"/fairs/{fair_id}", place=rooms.get(slot.room_id, ""),
                text=finding.group_name, is_called_off=row.state == FairState.CANCELLED,
            )
        )  # fmt: skip
    return shown


def fairs(session: Session, actor: Actor, frame: Frame) -> list[Happening]:
    """The school's fairs that *actor* may know of."""
    statement = (
        select(LearningFair)
        .where(
            LearningFair.school_id == actor.school_id, access.fairs_visible(actor),
            col(LearningFair.held_on).between(frame.first, frame.last),
            or_(col(LearningFair.state) != FairState.CANCELLED, col(LearningFair.held_on) >= frame.called_off_from),
        )
        .order_by(col(LearningFair.held_on).desc(), col(LearningFair.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return [whole(row, frame) for row in session.exec(statement)]


def whole(row: LearningFair, frame: Frame) -> Happening:
    return Happening(
        kind="fair", id=row.id, version=row.version, made_at=row.created_at,
        starts_at=frame.instant(row.held_on, row.starts), ends_at=frame.instant(row.held_on, row.ends),
        summary=row.title, path=f"/fairs/{row.id}", is_called_off=row.state == FairState.CANCELLED,
    )  # fmt: skip
