"""What people are told of cover, in the transaction that changes it. Why somebody is released is never said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover import invitations
from app.cover.rules import CoverState
from app.cover.tables import CoverAsk, CoverSlot
from app.identity import queries as people
from app.kernel.actor import Actor, Role
from app.notices import actions as notices
from app.notices import queries as readers
from app.notices.rules import NoticeKind, OneClick, facts
from app.notices.rules.ical import Method
from app.notices.rules.notice import Notice
from app.notices.rules.ways import FOR_ROLES
from app.plc import queries as groups

LEAD_PATH = "/cover"
NOT_TAKING_PLACE = "does not take place: you need not cover"
NOT_NEEDED = "needs no cover from you any more"


def asked(session: Session, actor: Actor, asks: Sequence[tuple[CoverSlot, Sequence[UUID]]], now: datetime) -> None:
    """Tell who was asked just now, with a link to say yes or no; and the cover lead, where nobody was left to ask."""
    if not asks:
        return
    slots = [slot for slot, _ in asks]
    known = _known(session, actor, slots)
    told = [
        Notice(
            NoticeKind.COVER_ASKED, tuple(dict.fromkeys(staff_ids)), _facts(slot, known), _day_path(slot),
            _ask_key(slot, slot.asked_at or now), about_id=slot.id, begins_at=slot.starts_at,
            answer=OneClick.ANSWER_COVER, reply_to=slot.id.hex,
            calendar=invitations.asked(slot, known[1], now), calendar_method=Method.REQUEST,
        )
        for slot, staff_ids in asks if staff_ids
    ]  # fmt: skip
    notices.tell_all(session, actor.school_id, told + _open(session, actor, slots, known, now), now)


def accepted(session: Session, actor: Actor, slot: CoverSlot, asks: Iterable[CoverAsk], now: datetime) -> None:
    """Tell whose class it is; those of *asks*, who were asked until now, need not answer any more."""
    no_more_asked(session, actor, {slot.id: slot}, asks, now)
    known = _known(session, actor, [slot])
    said = _facts(slot, known) | {"by": known[0].get(slot.coverer_id or slot.id, "")}
    notice = Notice(
        NoticeKind.COVER_ACCEPTED, (slot.released_id,), said, _round_path(slot), _version_key(slot, slot.version),
        about_id=slot.id, begins_at=slot.starts_at,
    )  # fmt: skip
    notices.tell(session, actor.school_id, notice, now)


def arranged(session: Session, actor: Actor, slot: CoverSlot, asks: Iterable[CoverAsk], now: datetime) -> None:
    """Tell whose class it is that cover is found, not what it is; *asks*, as `accepted`."""
    no_more_asked(session, actor, {slot.id: slot}, asks, now)
    if slot.released_id == actor.staff_id:
        return
    said = _facts(slot, _known(session, actor, [slot])) | {"by": ""}
    notice = Notice(
        NoticeKind.COVER_ACCEPTED, (slot.released_id,), said, _round_path(slot), _version_key(slot, slot.version),
        about_id=slot.id, begins_at=slot.starts_at,
    )  # fmt: skip
    notices.tell(session, actor.school_id, notice, now)


def declined(session: Session, actor: Actor, slot: CoverSlot, now: datetime) -> None:
    """Tell whose class it is, if they are of the group: nobody else may know who said no. And the lead, if it was the
    last who could be asked.
    """
    known = _known(session, actor, [slot])
    told = _open(session, actor, [slot], known, now)
    if any(row.staff_id == slot.released_id for row in groups.members_of(session, actor, slot.group_id)):
        names = people.names(session, actor, [actor.staff_id])
        said = _facts(slot, known) | {"by": names.get(actor.staff_id, "")}
        told.append(
            Notice(
                NoticeKind.COVER_DECLINED, (slot.released_id,), said, _round_path(slot),
                _version_key(slot, slot.version), about_id=slot.id, begins_at=slot.starts_at,
            )
        )  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)


def handed_over(session: Session, actor: Actor, slots: Sequence[CoverSlot], now: datetime) -> None:
    """Tell the cover lead of what the group asks them to arrange."""
    notices.tell_all(session, actor.school_id, _open(session, actor, slots, _known(session, actor, slots), now), now)


def called_off(
    session: Session, actor: Actor, agreed: Mapping[UUID, UUID], slots: Sequence[CoverSlot], now: datetime, *,
    why: str = NOT_TAKING_PLACE,
) -> None:  # fmt: skip
    """Tell who had agreed to cover that they need not, by slot. *why* goes on from "The round with 9B1"."""
    gone = [slot for slot in slots if slot.id in agreed]
    if not gone:
        return
    known = _known(session, actor, gone)
    told = [
        Notice(
            NoticeKind.ROUND_CHANGED, (agreed[slot.id],),
            _facts(slot, known) | {"what": why},
            _day_path(slot),
            _version_key(slot, slot.version), about_id=slot.id, begins_at=slot.starts_at, reply_to=slot.id.hex,
            calendar=invitations.called_off(slot, known[1], now), calendar_method=Method.CANCEL, is_personal=True,
        )
        for slot in gone
    ]  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)


def no_more_asked(
    session: Session, actor: Actor, slots: Mapping[UUID, CoverSlot], asks: Iterable[CoverAsk], now: datetime
) -> None:  # fmt: skip
    """Keep back what was written to *asks* and has not gone yet; where it has, say that no answer is needed.

    Of *slots*, changed and stored already, the cover lead need hear nothing of before.
    """
    asks = list(asks)
    _settled(session, actor, slots.values(), now)
    keep_back(session, actor, slots, asks, now)
    slot_of = {_asked_as(slots[ask.slot_id], ask): slots[ask.slot_id] for ask in asks}
    unanswered = [_asked_as(slots[ask.slot_id], ask) for ask in asks if ask.answered_at is None]
    told = notices.told_already(session, actor.school_id, NoticeKind.COVER_ASKED, unanswered)
    if told:
        _withdraw(session, actor, [(slot_of[one], one[1]) for one in unanswered if one in told], now)


def keep_back(
    session: Session, actor: Actor, slots: Mapping[UUID, CoverSlot], asks: Iterable[CoverAsk], now: datetime
) -> None:  # fmt: skip
    """Keep back what was written to those who were asked and has not gone yet."""
    about = [_asked_as(slots[ask.slot_id], ask) for ask in asks]
    notices.take_back(session, actor.school_id, NoticeKind.COVER_ASKED, about, now)


def _settled(session: Session, actor: Actor, slots: Iterable[CoverSlot], now: datetime) -> None:
    """Keep back what was written to the cover lead of *slots* as they were before they were changed."""
    leads = readers.lead_ids(session, actor.school_id, FOR_ROLES[NoticeKind.COVER_OPEN])
    about = [
        (_version_key(slot, version), staff_id)
        for slot in slots for version in range(1, slot.version) for staff_id in leads
    ]  # fmt: skip
    notices.take_back(session, actor.school_id, NoticeKind.COVER_OPEN, about, now)


def _withdraw(session: Session, actor: Actor, asked: Sequence[tuple[CoverSlot, UUID]], now: datetime) -> None:
    """Tell those who have an invitation in their calendar, and have not answered, that they need not."""
    known = _known(session, actor, [slot for slot, _ in asked])
    told = [
        Notice(
            NoticeKind.ROUND_CHANGED, (staff_id,), _facts(slot, known) | {"what": NOT_NEEDED},
            _day_path(slot), f"cover:{slot.id.hex}:{slot.version}:free", about_id=slot.id, begins_at=slot.starts_at,
            reply_to=slot.id.hex, calendar=invitations.called_off(slot, known[1], now), calendar_method=Method.CANCEL,
            is_personal=True,
        )
        for slot, staff_id in asked
    ]  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)


def _open(
    session: Session, actor: Actor, slots: Sequence[CoverSlot], known: tuple[dict[UUID, str], ZoneInfo], now: datetime
) -> list[Notice]:  # fmt: skip
    """What the cover lead is told of *slots* for which nobody is left; a CPD lead or head, where there is none."""
    left = [slot for slot in slots if slot.state == CoverState.ESCALATED and slot.ends_at > now]
    if not left:
        return []
    leads = readers.lead_ids(session, actor.school_id, [Role.COVER_LEAD])
    leads = leads or readers.lead_ids(session, actor.school_id, [Role.CPD_LEAD, Role.HEAD])
    return [
        Notice(
            NoticeKind.COVER_OPEN, tuple(leads), _facts(slot, known), LEAD_PATH, _version_key(slot, slot.version),
            about_id=slot.id, begins_at=slot.starts_at,
        )
        for slot in left
    ]  # fmt: skip


def _known(session: Session, actor: Actor, slots: Sequence[CoverSlot]) -> tuple[dict[UUID, str], ZoneInfo]:
    staff_ids = {slot.released_id for slot in slots} | {slot.coverer_id for slot in slots if slot.coverer_id}
    return people.names(session, actor, list(staff_ids)), readers.zone_of(session, actor.school_id)


def _facts(slot: CoverSlot, known: tuple[dict[UUID, str], ZoneInfo]) -> dict[str, str]:
    names, zone = known
    return {
        **facts.times_of(slot.starts_at, slot.ends_at, zone), "period": slot.period, "class": slot.class_name,
        "subject": slot.subject, "place": slot.room, "by": names.get(slot.released_id, ""),
    }  # fmt: skip


def _ask_key(slot: CoverSlot, asked_at: datetime) -> str:
    """Who is asked again is told again."""
    return f"cover:{slot.id.hex}:{asked_at:%Y%m%d%H%M%S%f}"


def _asked_as(slot: CoverSlot, ask: CoverAsk) -> tuple[str, UUID]:
    """By what the mail to whom *ask* asks is known."""
    return _ask_key(slot, ask.asked_at), ask.staff_id


def _version_key(slot: CoverSlot, version: int) -> str:
    return f"cover:{slot.id.hex}:{version}"


def _round_path(slot: CoverSlot) -> str:
    return f"/round/{slot.round_id}"


def _day_path(slot: CoverSlot) -> str:
    """The week in which whoever is asked sees it beside their own lessons."""
    return f"/?on={slot.held_on}"
