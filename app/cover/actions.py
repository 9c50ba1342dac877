"""Writes of cover. Agreeing locks the need first, then the person, then their pot: the first wins."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.cover import access, news, queries, rules
from app.cover.errors import (
    AlreadyTaken,
    AskedOutsideGroup,
    AskedTheReleased,
    NotFreeToCover,
    NotOpen,
    Over,
    TooEarly,
)
from app.cover.rules import AskState, CoverKind, CoverState, Need
from app.cover.tables import CoverAsk, CoverSlot
from app.identity import queries as people
from app.kernel.actor import Actor
from app.occupied import actions as occupied
from app.occupied import queries as time_taken
from app.occupied.rules import OccupiedKind, Stretch, reason
from app.plc import queries as groups
from app.plc.rules import counted
from app.school_year import queries as calendar
from app.time_budget import actions as ledger
from app.time_budget.rules import TimeCategory

_CLOSED_BECAUSE = {CoverState.CANCELLED: "The round was cancelled", CoverState.STALE: "The timetable changed"}
_REPLANNED = "The plan was repaired"


# ---- from the round ------------------------------------------------------------------------------


def open_needs(session: Session, actor: Actor, needs: Sequence[Need], now: datetime) -> list[CoverSlot]:
    """Ask for cover: one slot a need, in their order. The round is stored already; its host is not asked.

    Raises:
        AskedOutsideGroup: somebody asked is no member of the group, and no accepted plan asks for an exchange.
        AskedTheReleased: somebody is asked to cover their own class.
    """
    members = groups.members(session, actor, list({need.group_id for need in needs}))
    slots = []
    for need in needs:
        own = {member.staff_id for member in counted(members[need.group_id])}
        askable = own if need.kind == CoverKind.MUTUAL else need.ask_ids
        _require_askable(need.ask_ids, askable, need.released_id)
        slots.append(_slot_of(actor, need, now))
    session.add_all(slots)
    session.flush()
    for slot, need in zip(slots, needs, strict=True):
        session.add_all(_asks_of(actor, slot, need.ask_ids, now))
    session.flush()
    news.asked(session, actor, [(slot, need.ask_ids) for slot, need in zip(slots, needs, strict=True)], now)
    return slots


def close_for_rounds(
    session: Session, actor: Actor, round_ids: Collection[UUID], now: datetime, *, state: CoverState
) -> list[CoverSlot]:
    """Take back what was not done yet, because the rounds go: time and minutes return to who had agreed.

    Answers with the slots that were closed. *state* is CANCELLED or STALE.
    """
    assert state in rules.CLOSED
    found = queries.slots_of_rounds(session, actor, round_ids, lock=True)
    slots = [slot for of_round in found.values() for slot in of_round if slot.state in rules.LIVING]
    agreed = [slot for slot in slots if slot.coverer_id is not None]
    coverers = {slot.id: slot.coverer_id for slot in agreed if slot.coverer_id is not None}
    _let_go(session, actor, agreed, now, _CLOSED_BECAUSE[state])
    asked = queries.asks(session, actor, [slot.id for slot in slots])
    closed: list[CoverAsk] = []
    for slot in slots:
        closed += _close(asked[slot.id], {AskState.ASKED, AskState.ACCEPTED})
        slot.state, slot.coverer_id, slot.commit_id = state, None, None
        slot.version += 1
    session.flush()
    news.no_more_asked(session, actor, {slot.id: slot for slot in slots}, closed, now)
    news.called_off(session, actor, coverers, slots, now)
    return slots


def ask_anew(session: Session, actor: Actor, slots: Mapping[UUID, UUID | None], now: datetime) -> list[CoverSlot]:
    """Ask another colleague, of whatever group, as an accepted repair says; None: the cover lead. Lock the slots first.

    Who had agreed or been asked before is free of it, and gets time and minutes back. Nobody who has said no is asked.

    Raises:
        NotOpen: it has been covered, arranged, or the round is gone.
        AskedTheReleased: somebody is asked to cover their own class.
    """
    rows = queries.slots_by_ids(session, actor, slots)
    members = groups.members(session, actor, list({row.group_id for row in rows.values()}))
    asks = queries.asks(session, actor, list(rows))
    agreed = {row.id: row.coverer_id for row in rows.values() if row.coverer_id is not None}
    # Before they are asked anew: what was written to them is known by when they were asked.
    news.keep_back(session, actor, rows, [one for of_slot in asks.values() for one in of_slot], now)
    closed: list[CoverAsk] = []
    _let_go(session, actor, [row for row in rows.values() if row.coverer_id is not None], now, _REPLANNED)
    for slot_id, staff_id in slots.items():
        row, asked = rows[slot_id], asks[slot_id]
        if row.state not in rules.REPLANNABLE:
            raise NotOpen(row.state)
        let_go = _close(asked, {AskState.ASKED, AskState.ACCEPTED})
        closed += [one for one in let_go if one.staff_id != staff_id]
        row.coverer_id, row.commit_id, row.state = None, None, CoverState.ESCALATED
        if staff_id is not None:
            _require_askable([staff_id], [staff_id], row.released_id)
            _ask_one(session, actor, row, asked, staff_id, now)
            own = {member.staff_id for member in counted(members[row.group_id])}
            row.kind = CoverKind.MUTUAL if staff_id in own else CoverKind.EXCHANGE
        row.version += 1
    session.flush()
    freed = {slot_id: who for slot_id, who in agreed.items() if who != slots[slot_id]}
    news.no_more_asked(session, actor, rows, closed, now)
    news.called_off(session, actor, freed, list(rows.values()), now, why=news.NOT_NEEDED)
    asked_now = [(rows[slot_id], [staff_id] if staff_id else []) for slot_id, staff_id in slots.items()]
    news.asked(session, actor, asked_now, now)
    return list(rows.values())


# ---- from the group --------------------------------------------------------------------------------


def ask(session: Session, actor: Actor, slot_id: UUID, staff_ids: Collection[UUID], now: datetime) -> CoverSlot:
    """Ask more colleagues of the group. Whoever was asked before is not asked again, whatever they said.

    Raises:
        Forbidden: *actor* is no member of the group.
        NotOpen: somebody covers already, or nobody need.
        Over: the lesson is past.
        AskedOutsideGroup, AskedTheReleased: as open_needs.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    members = counted(groups.members_of(session, actor, slot.group_id))
    own = {member.staff_id for member in members}
    access.require_in_group(is_member=actor.staff_id in own)
    _require_open(slot, now)
    _require_askable(staff_ids, own, slot.released_id)
    before = {row.staff_id for row in queries.asks(session, actor, [slot.id])[slot.id]}
    fresh = [staff_id for staff_id in dict.fromkeys(staff_ids) if staff_id not in before]
    if fresh:
        session.add_all(_asks_of(actor, slot, fresh, now))
        slot.state, slot.asked_at = CoverState.OFFERED, now
        slot.version += 1
        session.flush()
        news.asked(session, actor, [(slot, fresh)], now)
    return slot


def escalate(session: Session, actor: Actor, slot_id: UUID, now: datetime) -> CoverSlot:
    """Ask the cover lead. Colleagues who were asked may still accept; doing it twice changes nothing.

    Raises:
        Forbidden: *actor* is no member of the group.
        NotOpen, Over: as ask.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    access.require_in_group(is_member=queries.is_member(session, actor, slot.group_id))
    _require_open(slot, now)
    if slot.state != CoverState.ESCALATED:
        slot.state = CoverState.ESCALATED
        slot.version += 1
        session.flush()
        news.handed_over(session, actor, [slot], now)
    return slot


# ---- from whoever was asked ------------------------------------------------------------------------


def accept(session: Session, actor: Actor, slot_id: UUID, now: datetime) -> CoverSlot:
    """Agree to cover. Of many at once the first wins; accepting again what one has changes nothing.

    Raises:
        NotAsked: nobody has asked *actor*.
        AlreadyTaken: somebody else was first, or the need is gone.
        Over: the lesson is past.
        NotFreeToCover: something holds *actor* then.
        BudgetExhausted: their cover pot holds less. Exactly as much is allowed.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    asked = queries.asks(session, actor, [slot.id])[slot.id]
    mine = access.require_asked(_of(actor, asked))
    if slot.coverer_id == actor.staff_id:
        return slot
    if slot.state not in rules.OPEN:
        raise AlreadyTaken(slot.state)
    if now >= slot.ends_at:
        raise Over
    _hold(session, actor, slot, now)
    others = _close([row for row in asked if row is not mine], {AskState.ASKED})
    # A no may become a yes as long as nobody else has said yes.
    mine.state, mine.answered_at = AskState.ACCEPTED, now
    slot.state, slot.coverer_id = CoverState.ACCEPTED, actor.staff_id
    if slot.kind == CoverKind.EXCHANGE and queries.is_member(session, actor, slot.group_id):
        slot.kind = CoverKind.MUTUAL  # The group asked among its own meanwhile.
    slot.version += 1
    session.flush()
    news.accepted(session, actor, slot, [mine, *others], now)
    return slot


def decline(session: Session, actor: Actor, slot_id: UUID, now: datetime) -> CoverSlot:
    """Say no; no reason is asked for or kept. When all have said no, the cover lead is asked.

    Raises:
        NotAsked: nobody has asked *actor*.
        NotOpen: *actor* has agreed already.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    asked = queries.asks(session, actor, [slot.id])[slot.id]
    mine = access.require_asked(_of(actor, asked))
    if mine.state == AskState.ACCEPTED:
        raise NotOpen(slot.state)
    if mine.state == AskState.ASKED:
        mine.state, mine.answered_at = AskState.DECLINED, now
        if slot.state == CoverState.OFFERED:
            slot.state = rules.state_after_asking(row.state for row in asked)
        slot.version += 1
        session.flush()
        news.declined(session, actor, slot, now)
    return slot


def log(session: Session, actor: Actor, slot_id: UUID, now: datetime) -> CoverSlot:
    """Note that the cover took place: the minutes are spent. Logging twice changes nothing.

    Raises:
        Forbidden: *actor* is not the one who covers.
        TooEarly: it has not begun. From its first minute on is allowed.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    access.require_coverer(actor, slot)
    if slot.state == CoverState.DONE:
        return slot
    if now < slot.starts_at:
        raise TooEarly(slot.starts_at)
    assert slot.commit_id is not None, "ck_cover_slot_paid"
    ledger.spend(session, actor, slot.commit_id, now)
    slot.state = CoverState.DONE
    slot.version += 1
    session.flush()
    return slot


# ---- from the cover lead ---------------------------------------------------------------------------


def arrange(session: Session, actor: Actor, slot_id: UUID, arrangement: str, now: datetime) -> CoverSlot:
    """Note what the cover lead has arranged outside the group; they may change it later.

    Raises:
        NotOpen: a colleague has agreed, or nobody need cover any more.
    """
    slot = queries.slot(session, actor, slot_id, lock=True)
    if slot.state not in rules.ARRANGEABLE:
        raise NotOpen(slot.state)
    is_news = slot.state != CoverState.ARRANGED
    closed = _close(queries.asks(session, actor, [slot.id])[slot.id], {AskState.ASKED})
    slot.state, slot.kind, slot.arrangement = CoverState.ARRANGED, CoverKind.RESIDUAL, arrangement
    slot.version += 1
    session.flush()
    if is_news:
        news.arranged(session, actor, slot, closed, now)
    return slot


# ---- helpers -----------------------------------------------------------------------------------------


def _let_go(session: Session, actor: Actor, agreed: Sequence[CoverSlot], now: datetime, why: str) -> None:
    """Give time and minutes back to those who had agreed to cover."""
    if not agreed:
        return
    time_taken.lock_people(session, actor, [slot.coverer_id for slot in agreed if slot.coverer_id])
    occupied.give_back(session, actor, [slot.id for slot in agreed])
    ledger.release_all(session, actor, [slot.commit_id for slot in agreed if slot.commit_id], now, why)


def _ask_one(
    session: Session, actor: Actor, slot: CoverSlot, asked: Sequence[CoverAsk], staff_id: UUID, now: datetime
) -> None:
    """Ask one colleague, who may have been asked before and let go."""
    before = next((row for row in asked if row.staff_id == staff_id), None)
    if before is None:
        session.add_all(_asks_of(actor, slot, [staff_id], now))
    else:
        assert before.state != AskState.DECLINED, "a repair is checked for that before it is stored"
        before.state, before.asked_at, before.answered_at = AskState.ASKED, now, None
    slot.state, slot.asked_at = CoverState.OFFERED, now


def _slot_of(actor: Actor, need: Need, now: datetime) -> CoverSlot:
    return CoverSlot(
        school_id=actor.school_id, group_id=need.group_id, round_id=need.round_id,
        state=CoverState.OFFERED if need.ask_ids else CoverState.ESCALATED, kind=need.kind, held_on=need.held_on,
        period=need.period,
        slice=need.slice, starts_at=need.starts_at, ends_at=need.ends_at, minutes=need.minutes,
        released_id=need.released_id, class_name=need.class_name, subject=need.subject, room=need.room,
        asked_at=now if need.ask_ids else None, created_at=now,
    )  # fmt: skip


def _asks_of(actor: Actor, slot: CoverSlot, staff_ids: Iterable[UUID], now: datetime) -> list[CoverAsk]:
    return [
        CoverAsk(school_id=actor.school_id, slot_id=slot.id, staff_id=staff_id, state=AskState.ASKED, asked_at=now)
        for staff_id in dict.fromkeys(staff_ids)
    ]


def _hold(session: Session, actor: Actor, slot: CoverSlot, now: datetime) -> None:
    """Take the half hour and the minutes from whoever agrees: both or neither."""
    time_taken.lock_people(session, actor, [actor.staff_id])
    span = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    if held := time_taken.overlapping(session, actor, actor.staff_id, **span):
        raise NotFreeToCover(reason(held[0].kind, held[0].label))
    year = calendar.year_on(session, actor, slot.held_on)
    entry = ledger.commit(
        session, actor, staff_id=actor.staff_id, year_id=year.id, category=TimeCategory.COVER, minutes=slot.minutes,
        ref_id=slot.round_id, held_on=slot.held_on, now=now,
    )  # fmt: skip
    person_id = people.staff_member(session, actor, actor.staff_id).person_id
    stretch = Stretch(
        staff_id=actor.staff_id, person_id=person_id, kind=OccupiedKind.COVER, held_on=slot.held_on,
        period=slot.period, slice=slot.slice, label=slot.class_name, ref_id=slot.id, **span,
    )  # fmt: skip
    occupied.occupy(session, actor, stretch)
    slot.commit_id = entry.id  # Last: the database wants it and who covers at once.


def _of(actor: Actor, asked: Iterable[CoverAsk]) -> CoverAsk | None:
    return next((row for row in asked if row.staff_id == actor.staff_id), None)


def _close(asked: Iterable[CoverAsk], states: Collection[AskState]) -> list[CoverAsk]:
    """Answers with those that were open in *states* until now."""
    closing = [row for row in asked if row.state in states]
    for row in closing:
        row.state = AskState.CLOSED
    return closing


def _require_open(slot: CoverSlot, now: datetime) -> None:
    if slot.state not in rules.OPEN:
        raise NotOpen(slot.state)
    if now >= slot.ends_at:
        raise Over


def _require_askable(staff_ids: Iterable[UUID], members: Collection[UUID], released_id: UUID) -> None:
    for staff_id in staff_ids:
        if staff_id == released_id:
            raise AskedTheReleased
        if staff_id not in members:
            raise AskedOutsideGroup
