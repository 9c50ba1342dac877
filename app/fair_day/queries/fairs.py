"""Reads of fairs, their rooms, and what stands in them."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.fair_day import access
from app.fair_day.rules import FairState, SlotKind
from app.fair_day.schemas import FairMay, LearningFairLine, LearningFairOut
from app.fair_day.tables import FairPresenter, FairRoom, FairSlot, LearningFair
from app.identity.access import leads
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.web.pages import PageWish, beyond, cut
from app.working_time.tables import DirectedEvent

ROOMS_MAX = 50
SLOTS_MAX = 500
"""In a fair's programme."""
PRESENTERS_MAX = SLOTS_MAX * 20
LIVE = (FairState.PLANNED, FairState.OPEN)


def fair(session: Session, actor: Actor, fair_id: UUID, *, lock: bool = False) -> LearningFair:
    """One fair that *actor* may know of, or NotFound. With *lock*, nobody else changes its programme meanwhile."""
    statement = select(LearningFair).where(access.fairs_visible(actor), LearningFair.id == fair_id)
    found = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def fairs_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[LearningFairLine], str | None]:
    """The fairs that *actor* may know of, the latest first."""
    statement = select(LearningFair).where(access.fairs_visible(actor))
    columns = (col(LearningFair.held_on), col(LearningFair.id))
    if (where := beyond(wish.key(date, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row.held_on, row.id))
    counts = _counts(session, actor, [row.id for row in page])
    return [LearningFairLine(**_line(row, counts)) for row in page], following


def fair_out(session: Session, actor: Actor, row: LearningFair, now: datetime) -> LearningFairOut:
    """One fair as it travels."""
    plans = leads(actor)
    is_over = calendar.today(session, actor, now) >= row.held_on
    is_today = calendar.today(session, actor, now) == row.held_on
    return LearningFairOut(
        **_line(row, _counts(session, actor, [row.id])),
        welcome=row.welcome, event_id=row.event_id, event_title=_event_title(session, actor, row.event_id),
        opened_at=row.opened_at, closed_at=row.closed_at, version=row.version,
        may=FairMay(
            plan=plans and row.state in LIVE, open=plans and row.state == FairState.PLANNED,
            close=plans and row.state == FairState.OPEN and is_over, cancel=plans and row.state in LIVE,
            visit=row.state == FairState.OPEN and is_today,
        ),
    )  # fmt: skip


def event_fits(session: Session, actor: Actor, event_id: UUID, held_on: date, starts: time, ends: time) -> bool:
    """Whether a directed event is held on that day, and meanwhile. NotFound when the school has no such event."""
    statement = select(DirectedEvent).where(access.visible(actor, DirectedEvent), DirectedEvent.id == event_id)
    event = session.exec(statement).one_or_none()
    if event is None:
        raise NotFound
    return not event.is_cancelled and event.held_on == held_on and event.starts < ends and starts < event.ends


def rooms(session: Session, actor: Actor, fair_id: UUID) -> list[FairRoom]:
    """A fair's rooms, by name."""
    statement = select(FairRoom).where(access.visible(actor, FairRoom), FairRoom.fair_id == fair_id)
    return list(session.exec(statement.order_by(col(FairRoom.name), col(FairRoom.id)).limit(ROOMS_MAX)))


def room(session: Session, actor: Actor, fair_id: UUID, room_id: UUID) -> FairRoom:
    """One of a fair's rooms, or NotFound."""
    statement = select(FairRoom).where(
        access.visible(actor, FairRoom), FairRoom.fair_id == fair_id, FairRoom.id == room_id
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def slots(session: Session, actor: Actor, fair_id: UUID) -> list[FairSlot]:
    """What a fair shows: by start, then stalls by number, then talks."""
    statement = select(FairSlot).where(access.visible(actor, FairSlot), FairSlot.fair_id == fair_id)
    rows = session.exec(statement.order_by(col(FairSlot.starts), col(FairSlot.id)).limit(SLOTS_MAX)).all()
    return sorted(rows, key=lambda row: (row.starts, row.number is None, row.number or 0))


def slot(session: Session, actor: Actor, fair_id: UUID, slot_id: UUID) -> FairSlot:
    """One stall or talk of a fair, or NotFound."""
    statement = select(FairSlot).where(
        access.visible(actor, FairSlot), FairSlot.fair_id == fair_id, FairSlot.id == slot_id
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def presenters_of(session: Session, actor: Actor, fair_id: UUID) -> list[FairPresenter]:
    """Who presents at a fair, where and when."""
    statement = select(FairPresenter).where(access.visible(actor, FairPresenter), FairPresenter.fair_id == fair_id)
    return list(
        session.exec(statement.order_by(col(FairPresenter.starts), col(FairPresenter.id)).limit(PRESENTERS_MAX))
    )


def placed_elsewhere(session: Session, actor: Actor, finding_ids: Sequence[UUID], fair_id: UUID) -> set[UUID]:
    """Which of *finding_ids* have a place at another fair that is still to come."""
    statement = (
        select(FairSlot.finding_id)
        .join(
            LearningFair,
            (col(LearningFair.school_id) == col(FairSlot.school_id)) & (col(LearningFair.id) == col(FairSlot.fair_id)),
        )
        .where(
            access.visible(actor, FairSlot), FairSlot.fair_id != fair_id, col(FairSlot.finding_id).in_(finding_ids),
            col(LearningFair.state).in_(LIVE),
        )
        .distinct()
        .order_by(col(FairSlot.finding_id))
        .limit(SLOTS_MAX)
    )  # fmt: skip
    return set(session.exec(statement))


# ---- helpers ---------------------------------------------------------------------------------------------


def _line(row: LearningFair, counts: dict[tuple[UUID, bool], int]) -> dict[str, object]:
    return {
        "id": row.id, "title": row.title, "held_on": row.held_on, "starts": f"{row.starts:%H:%M}",
        "ends": f"{row.ends:%H:%M}", "state": row.state, "stalls": counts.get((row.id, True), 0),
        "talks": counts.get((row.id, False), 0),
    }  # fmt: skip


def _counts(session: Session, actor: Actor, fair_ids: Sequence[UUID]) -> dict[tuple[UUID, bool], int]:
    """How many stalls (True) and talks (False) each fair has; those without are left out."""
    statement = (
        select(FairSlot.fair_id, FairSlot.kind, func.count())
        .where(access.visible(actor, FairSlot), col(FairSlot.fair_id).in_(fair_ids))
        .group_by(col(FairSlot.fair_id), col(FairSlot.kind))
        .order_by(col(FairSlot.fair_id), col(FairSlot.kind))
        .limit(len(SlotKind) * (len(fair_ids) + 1))
    )
    found: dict[tuple[UUID, bool], int] = {}
    for fair_id, kind, count in session.exec(statement):
        key = (fair_id, kind == SlotKind.STALL)
        found[key] = found.get(key, 0) + count
    return found


def _event_title(session: Session, actor: Actor, event_id: UUID | None) -> str:
    if event_id is None:
        return ""
    statement = select(DirectedEvent.title).where(access.visible(actor, DirectedEvent), DirectedEvent.id == event_id)
    return session.exec(statement).one()
