"""Write a whole programme at once: rules/arranging.py says what fits."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.fair import actions as findings
from app.fair_day import queries
from app.fair_day.actions import fairs, slots
from app.fair_day.actions.slots import Programme
from app.fair_day.errors import FairTooLarge, NamedTwice
from app.fair_day.queries import Shown
from app.fair_day.queries.fairs import SLOTS_MAX
from app.fair_day.rules import TALK_MINUTES, SlotKind, arranging, spans
from app.fair_day.rules.arranging import Arranged, Fair, LeftOver, Place, Wanted, Why
from app.fair_day.rules.spans import Span
from app.fair_day.schemas import ArrangedOut, ArrangeFairIn, NotPlaced
from app.fair_day.tables import FairSlot
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.plc.rules import listed


def arrange(session: Session, actor: Actor, fair_id: UUID, wish: ArrangeFairIn, now: datetime) -> ArrangedOut:
    """Place what fits beside what is there, and say what does not, and why.

    Raises:
        NotAccepted: one of the findings waits for a lead, or was withdrawn; nothing is placed then.
        ForItsGroup: one of them is read by its group alone.
        NamedTwice: a finding or room is named twice.
        FairTooLarge: the programme would have more than SLOTS_MAX stalls and talks.
    """
    if len(set(wish.finding_ids)) < len(wish.finding_ids) or len(set(wish.rooms)) < len(wish.rooms):
        raise NamedTwice
    programme = slots.read(session, actor, fair_id)
    if not {*wish.rooms} <= programme.rooms.keys():
        raise NotFound
    shown = slots.require_accepted(session, actor, wish.finding_ids)
    kind = wish.talks.kind if wish.talks else None
    wanted = _wanted(programme, shown, wish.stalls, kind)
    if len(programme.slots) + sum(one.stall + one.talk for one in wanted) > SLOTS_MAX:
        raise FairTooLarge(most=SLOTS_MAX)
    found = arranging.arrange(_fair(programme, wish, kind), wanted)
    placed = _store(session, actor, programme, found, kind)
    if placed:
        fairs.changed(programme.fair)
    session.flush()
    for finding_id in sorted({one.finding_id for one in placed}):
        findings.schedule(session, actor, finding_id, now)
    titles = {one.finding_id: one for one in shown}
    placed.sort(key=lambda row: (row.starts, row.number or 0))
    return ArrangedOut(
        placed=queries.slots_out(session, actor, fair_id, placed),
        left_out=[_left_out(titles[one.finding_id], one, kind) for one in found.left],
        version=programme.fair.version,
    )  # fmt: skip


def _wanted(programme: Programme, shown: Sequence[Shown], stalls: bool, kind: SlotKind | None) -> list[Wanted]:
    """What each finding still lacks."""
    there = {(one.finding_id, one.kind) for one in programme.slots}
    return [
        Wanted(
            one.finding_id, tuple(author.staff_id for author in one.authors),
            stall=stalls and (one.finding_id, SlotKind.STALL) not in there,
            talk=kind is not None and (one.finding_id, kind) not in there,
        )
        for one in shown
    ]  # fmt: skip


def _fair(programme: Programme, wish: ArrangeFairIn, kind: SlotKind | None) -> Fair:
    standing: dict[UUID, int] = defaultdict(int)
    talks: dict[UUID, list[Span]] = defaultdict(list)
    for one in programme.slots:
        if one.kind == SlotKind.STALL:
            standing[one.room_id] += 1
        else:
            talks[one.room_id].append(spans.of(one.starts, one.ends))
    busy: dict[UUID, list[Span]] = defaultdict(list)
    for presenter in programme.presenters:
        busy[presenter.staff_id].append(spans.of(presenter.starts, presenter.ends))
    places = [
        Place(
            room.id, max(0, room.stalls - standing[room.id]), not wish.rooms or room.id in wish.rooms,
            tuple(sorted(talks[room.id])),
        )
        for room in programme.rooms.values()
    ]  # fmt: skip
    return Fair(
        spans.of(programme.fair.starts, programme.fair.ends), tuple(places),
        {person: tuple(taken) for person, taken in busy.items()}, TALK_MINUTES[kind] if kind else 0,
    )  # fmt: skip


def _store(
    session: Session, actor: Actor, programme: Programme, found: Arranged, kind: SlotKind | None
) -> list[FairSlot]:
    numbers, stored = programme.numbers(), []
    for one in found.placed:
        number = slots.next_number(numbers) if one.is_stall else None
        numbers |= {number} if number else set()
        as_what = SlotKind.STALL if one.is_stall else kind
        assert as_what is not None, "talks are arranged only when a kind was asked for"
        stored.append(
            slots.store(
                session, actor, programme.fair.id, one.finding_id, as_what, one.room_id, one.span, number,
                [one.presenter_id],
            )
        )  # fmt: skip
    return stored


def _left_out(shown: Shown, left: LeftOver, kind: SlotKind | None) -> NotPlaced:
    as_what = SlotKind.STALL if left.is_stall else kind
    assert as_what is not None
    return NotPlaced(finding_id=shown.finding_id, title=shown.title, kind=as_what, why=_why(shown, left, as_what))


def _why(shown: Shown, left: LeftOver, kind: SlotKind) -> str:
    authors = listed([author.name for author in shown.authors])
    match left.why:
        case Why.NO_STALL:
            return "There is no place for another stall. Give a room more stalls, or add a room."
        case Why.NO_TALK_ROOM:
            return (
                f"No room has another {TALK_MINUTES[kind]} minutes. Let the fair last longer, choose shorter talks, "
                "or add a room."
            )
        case Why.ALONE:
            return f"{authors} is its only author and cannot be at the stall and give the talk. Choose one of the two."
        case Why.AUTHORS_TAKEN if left.is_stall:
            return f"A stall needs an author all the time, and {authors} would be elsewhere. Give it as a talk instead."
    return f"Whenever a room is free, {authors} would be elsewhere. Place it by hand at another time, or as a stall."
