"""Answering an ask for cover by the link in its mail: the same actions as in the application, once, as one person.

The link is bound to the person and the ask, and ends when the half hour begins. Looking changes nothing, so that
programs which open every link of a mail answer for nobody.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlmodel import Session

from app.cover import access, actions, queries
from app.cover.rules import CLOSED, OPEN, AskState, CoverState
from app.cover.schemas import CoverQuestionOut
from app.cover.tables import CoverSlot
from app.identity import policy
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.notices import actions as notices
from app.notices import queries as links
from app.notices.errors import LinkUsed
from app.notices.rules import OneClick, facts
from app.notices.tables import OneClickLink

Answer = Literal["accept", "decline"]
ANSWERED = {"accept": AskState.ACCEPTED, "decline": AskState.DECLINED}


def question(session: Session, school_id: UUID, link_id: UUID, now: datetime) -> CoverQuestionOut:
    """What is asked, and where it stands.

    Raises:
        NotFound: the link is forgotten, or whom it was for has left, or may not answer any more.
    """
    link, actor = _opened(session, school_id, link_id, now, lock=False)
    return _out(session, actor, queries.slot(session, actor, link.target_id), now)


def answer(session: Session, school_id: UUID, link_id: UUID, wish: Answer, now: datetime) -> CoverQuestionOut:
    """Say yes or no, as whom the link is for. The same answer twice is one.

    Raises:
        NotFound: as `question`.
        LinkUsed, LinkOver: it has answered otherwise, or the lesson has begun.
        AlreadyTaken, NotFreeToCover, BudgetExhausted, NotOpen, ...: as in the application; the link stays good.
    """
    link, actor = _opened(session, school_id, link_id, now, lock=True)
    if link.used_at is not None:
        slot = queries.slot(session, actor, link.target_id)
        if _my_answer(session, actor, slot) != ANSWERED[wish]:
            raise LinkUsed
        return _out(session, actor, slot, now)
    notices.use_link(session, link, now)
    act = actions.accept if wish == "accept" else actions.decline
    return _out(session, actor, act(session, actor, link.target_id, now), now)


def _opened(
    session: Session, school_id: UUID, link_id: UUID, now: datetime, *, lock: bool
) -> tuple[OneClickLink, Actor]:  # fmt: skip
    link = links.one_click_link(session, school_id, link_id, lock=lock)
    if link is None or link.act != OneClick.ANSWER_COVER:
        raise NotFound
    today = clock.local_date(now, links.zone_of(session, school_id))
    actor = people.acting(session, school_id, link.staff_id, today)
    if actor is None or not actor.roles & policy.DOORS["accept_cover"]:
        raise NotFound
    return link, actor


def _my_answer(session: Session, actor: Actor, slot: CoverSlot) -> AskState:
    asked = queries.asks(session, actor, [slot.id])[slot.id]
    return access.require_asked(next((row for row in asked if row.staff_id == actor.staff_id), None)).state


def _out(session: Session, actor: Actor, slot: CoverSlot, now: datetime) -> CoverQuestionOut:
    names = people.names(session, actor, [slot.released_id, actor.staff_id])
    times = facts.times_of(slot.starts_at, slot.ends_at, links.zone_of(session, actor.school_id))
    return CoverQuestionOut(
        name=names[actor.staff_id], released_name=names[slot.released_id], class_name=slot.class_name,
        subject=slot.subject, room=slot.room, day=times["day"], start=times["start"], end=times["end"],
        period=slot.period, minutes=slot.minutes, state=_state(slot, actor, _my_answer(session, actor, slot), now),
    )  # fmt: skip


def _state(
    slot: CoverSlot, actor: Actor, mine: AskState, now: datetime
) -> Literal["open", "accepted", "declined", "taken", "gone", "over"]:
    if slot.coverer_id == actor.staff_id:
        return "accepted"
    if slot.state in CLOSED:
        return "gone"
    if slot.coverer_id is not None or slot.state == CoverState.ARRANGED:
        return "taken"
    if now >= slot.starts_at:
        return "over"
    assert slot.state in OPEN
    return "declined" if mine == AskState.DECLINED else "open"
