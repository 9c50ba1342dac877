"""Writes of the programme: what stands and is told where, when, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlmodel import Session

from app.fair import actions as findings
from app.fair.rules import Audience
from app.fair_day import access, queries
from app.fair_day.actions import fairs
from app.fair_day.errors import (
    FairNotOpen,
    FairNotToday,
    FairTooLarge,
    ForItsGroup,
    NamedTwice,
    NotAccepted,
    NumberTaken,
    PresentedAlready,
    PresenterInTwoPlaces,
    PresenterNotAnAuthor,
    RoomFull,
    RoomTaken,
    ShownTwice,
)
from app.fair_day.queries import Shown
from app.fair_day.queries.fairs import SLOTS_MAX
from app.fair_day.queries.programme import SHOWN
from app.fair_day.rules import TALK_MINUTES, FairState, SlotKind, spans
from app.fair_day.rules.spans import Span
from app.fair_day.schemas import FairSlotEdit, FairSlotIn
from app.fair_day.tables import FairPresenter, FairRoom, FairSlot, LearningFair
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.web import etag


@dataclass(frozen=True, slots=True)
class Programme:
    """A fair as it stands, read once."""

    fair: LearningFair
    rooms: dict[UUID, FairRoom]
    slots: list[FairSlot]
    presenters: list[FairPresenter]

    def without(self, slot_id: UUID) -> "Programme":
        """The same without one stall or talk."""
        return Programme(
            self.fair, self.rooms, [one for one in self.slots if one.id != slot_id],
            [one for one in self.presenters if one.slot_id != slot_id],
        )  # fmt: skip

    def numbers(self) -> set[int]:
        return {one.number for one in self.slots if one.number is not None}


def read(session: Session, actor: Actor, fair_id: UUID) -> Programme:
    """The programme of a fair that can still change, locked until the transaction ends."""
    row = fairs.live(session, actor, fair_id)
    return Programme(
        row, {one.id: one for one in queries.rooms(session, actor, fair_id)}, queries.slots(session, actor, fair_id),
        queries.presenters_of(session, actor, fair_id),
    )  # fmt: skip


def place(session: Session, actor: Actor, fair_id: UUID, wish: FairSlotIn, now: datetime) -> FairSlot:
    """Give an accepted finding a stall or a talk.

    Raises:
        NotAccepted, ForItsGroup, ShownTwice, PresenterNotAnAuthor, PresenterInTwoPlaces, RoomTaken, RoomFull,
        OutsideTheFair, NumberTaken, FairTooLarge: nothing is stored then.
    """
    programme = read(session, actor, fair_id)
    if len(programme.slots) >= SLOTS_MAX:
        raise FairTooLarge(most=SLOTS_MAX)
    (finding,) = require_accepted(session, actor, [wish.finding_id])
    if any((one.finding_id, one.kind) == (wish.finding_id, wish.kind) for one in programme.slots):
        raise ShownTwice
    span = _span(programme, wish.kind, wish)
    number = _number(programme, wish.number) if wish.kind == SlotKind.STALL else None
    _require_presenters(programme, finding, wish.presenter_ids, span)
    row = store(session, actor, fair_id, finding.finding_id, wish.kind, wish.room_id, span, number, wish.presenter_ids)
    fairs.changed(programme.fair)
    session.flush()
    findings.schedule(session, actor, finding.finding_id, now)
    return row


def move(
    session: Session, actor: Actor, fair_id: UUID, slot_id: UUID, wish: FairSlotEdit, if_match: str | None
) -> FairSlot:
    """Give a stall or talk another place, time or presenters. Raises as `place` does."""
    programme = read(session, actor, fair_id)
    row = queries.slot(session, actor, fair_id, slot_id)
    etag.require_current(if_match, programme.fair.version)
    others = programme.without(slot_id)
    finding = queries.findings_shown(session, actor, [row.finding_id])[row.finding_id]
    span = _span(others, row.kind, wish)
    _require_presenters(others, finding, wish.presenter_ids, span)
    if row.kind == SlotKind.STALL and wish.number is not None:
        row.number = _number(others, wish.number)
    for presenter in programme.presenters:
        if presenter.slot_id == slot_id:
            session.delete(presenter)
    row.room_id, row.starts, row.ends = wish.room_id, spans.wall_of(span.starts), spans.wall_of(span.ends)
    fairs.changed(programme.fair)
    session.flush()
    session.add_all(_presenters(row, wish.presenter_ids))
    session.flush()
    return row


def remove(session: Session, actor: Actor, fair_id: UUID, slot_id: UUID, now: datetime) -> None:
    """Take a stall or talk out. Its finding waits again, unless it has another place.

    Raises:
        PresentedAlready: it was shown, or visited: that has happened.
    """
    programme = read(session, actor, fair_id)
    row = queries.slot(session, actor, fair_id, slot_id)
    if row.presented_at is not None or slot_id in queries.visited_slots(session, actor, fair_id):
        raise PresentedAlready
    for presenter in programme.presenters:
        if presenter.slot_id == slot_id:
            session.delete(presenter)
    session.flush()
    session.delete(row)
    fairs.changed(programme.fair)
    session.flush()
    if all(one.finding_id != row.finding_id for one in programme.without(slot_id).slots):
        fairs.let_go(session, actor, programme.fair, {row.finding_id}, now)


def mark_presented(session: Session, actor: Actor, fair_id: UUID, slot_id: UUID, now: datetime) -> FairSlot:
    """Say that something was shown, on the day or after it, while the fair is open.

    Raises:
        NotFound: also when it was withdrawn since, for those who do not plan.
        FairNotOpen, FairNotToday, PresentedAlready.
    """
    fair = queries.fair(session, actor, fair_id, lock=True)
    row = queries.slot(session, actor, fair_id, slot_id)
    mine = [one.staff_id for one in queries.presenters_of(session, actor, fair_id) if one.slot_id == slot_id]
    access.require_may_mark_presented(actor, mine)
    if not queries.slots_out(session, actor, fair_id, [row]):
        raise NotFound
    if fair.state != FairState.OPEN:
        raise FairNotOpen(state=fair.state)
    if calendar.today(session, actor, now) < fair.held_on:
        raise FairNotToday(held_on=fair.held_on)
    if row.presented_at is not None:
        raise PresentedAlready
    row.presented_at = now
    session.flush()
    return row


def require_accepted(session: Session, actor: Actor, finding_ids: Sequence[UUID]) -> list[Shown]:
    """The findings of those ids, in their order.

    Raises:
        NotFound: the school has no such finding.
        NotAccepted: one of them is still being written or waits for a lead, or was withdrawn.
        ForItsGroup: one of them is read by its group alone.
    """
    found = queries.findings_shown(session, actor, finding_ids)
    if len(found) < len(set(finding_ids)):
        raise NotFound
    if titles := [one.title for one in found.values() if one.state not in SHOWN]:
        raise NotAccepted(titles=titles)
    if titles := [one.title for one in found.values() if one.audience == Audience.GROUP]:
        raise ForItsGroup(titles=titles)
    return [found[finding_id] for finding_id in finding_ids]


def store(
    session: Session, actor: Actor, fair_id: UUID, finding_id: UUID, kind: SlotKind, room_id: UUID, span: Span,
    number: int | None, presenter_ids: Sequence[UUID],
) -> FairSlot:  # fmt: skip
    """Add a stall or talk that has been found possible; the database looks again."""
    row = FairSlot(
        school_id=actor.school_id, fair_id=fair_id, finding_id=finding_id, room_id=room_id, kind=kind, number=number,
        starts=spans.wall_of(span.starts), ends=spans.wall_of(span.ends),
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(_presenters(row, presenter_ids))
    return row


# ---- helpers ---------------------------------------------------------------------------------------------


def _span(programme: Programme, kind: SlotKind, wish: FairSlotIn | FairSlotEdit) -> Span:
    """When it is, in a room that has a place then."""
    room = programme.rooms.get(wish.room_id)
    if room is None:
        raise NotFound
    hours = spans.of(programme.fair.starts, programme.fair.ends)
    there = [one for one in programme.slots if one.room_id == room.id]
    starts = spans.minute_of(time.fromisoformat(wish.starts)) if wish.starts else None
    if kind == SlotKind.STALL:
        ends = spans.minute_of(time.fromisoformat(wish.ends)) if wish.ends else hours.ends
        span = Span(hours.starts if starts is None else starts, ends)
        _require_within(programme.fair, hours, span)
        if sum(one.kind == SlotKind.STALL for one in there) >= room.stalls:
            raise RoomFull(room=room.name)
        return span
    taken = [spans.of(one.starts, one.ends) for one in there if one.kind != SlotKind.STALL]
    if starts is None:
        free = spans.next_free(hours, taken, TALK_MINUTES[kind])
        if free is None:
            raise RoomFull(room=room.name)
        return free
    span = Span(starts, starts + TALK_MINUTES[kind])
    _require_within(programme.fair, hours, span)
    if any(one.overlaps(span) for one in taken):
        raise RoomTaken
    return span


def _require_within(fair: LearningFair, hours: Span, span: Span) -> None:
    if span.starts >= span.ends or not hours.holds(span):
        raise fairs.outside(fair)


def _number(programme: Programme, wanted: int | None) -> int:
    taken = programme.numbers()
    if wanted is None:
        return next_number(taken)
    if wanted in taken:
        raise NumberTaken
    return wanted


def next_number(taken: set[int]) -> int:
    """The smallest number that no stall has."""
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _require_presenters(programme: Programme, finding: Shown, presenter_ids: Sequence[UUID], span: Span) -> None:
    if len(set(presenter_ids)) < len(presenter_ids):
        raise NamedTwice
    if not {*presenter_ids} <= {author.staff_id for author in finding.authors}:
        raise PresenterNotAnAuthor(authors=[author.name for author in finding.authors])
    for one in programme.presenters:
        if one.staff_id in presenter_ids and spans.of(one.starts, one.ends).overlaps(span):
            raise PresenterInTwoPlaces


def _presenters(row: FairSlot, presenter_ids: Sequence[UUID]) -> list[FairPresenter]:
    return [
        FairPresenter(
            school_id=row.school_id, fair_id=row.fair_id, slot_id=row.id, staff_id=staff_id, starts=row.starts,
            ends=row.ends,
        )
        for staff_id in presenter_ids
    ]  # fmt: skip
