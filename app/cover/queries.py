"""Reads of needs for cover, of who was asked, and of what was given and received."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from app.cover import access
from app.cover.layouts import LINES_MAX
from app.cover.rules import AGREED, CLOSED, OPEN, AskState, CoverKind, CoverState
from app.cover.schemas import AskOut, BalanceOut, CoverSlotOut
from app.cover.tables import CoverAsk, CoverSlot
from app.identity import queries as people
from app.identity.tables import Staff
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.plc import queries as groups
from app.plc.rules import MemberRow, counted
from app.plc.tables import PlcMember
from app.school_year import queries as calendar
from app.timetable import queries as timetable
from app.web.pages import PageWish, beyond, cut

SLOTS_MAX = 2_000  # What one answer may gather: a year of one busy group is some 200.
ASKS_MAX = 20_000
MINE_MAX = 200


def slot(session: Session, actor: Actor, slot_id: UUID, *, lock: bool = False) -> CoverSlot:
    """One need that *actor* may know of, or NotFound. With *lock*, whoever else would change it waits."""
    statement = select(CoverSlot).where(CoverSlot.id == slot_id, _visible(actor))
    if lock:
        statement = statement.with_for_update(of=CoverSlot, key_share=True)
    found = session.exec(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def slots_page(
    session: Session, actor: Actor, wish: PageWish, *, states: Collection[CoverState]
) -> tuple[list[CoverSlot], str | None]:
    """The needs *actor* may know of by date, those in *states* only if any are given."""
    statement = select(CoverSlot).where(_visible(actor))
    if states:
        statement = statement.where(col(CoverSlot.state).in_(states))
    columns = (col(CoverSlot.held_on), col(CoverSlot.starts_at), col(CoverSlot.id))
    if (where := beyond(wish.key(date, datetime, UUID), *columns)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*columns).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.held_on, row.starts_at, row.id))


def slots_between(session: Session, actor: Actor, first: date, last: date, *, open_only: bool) -> list[CoverSlot]:
    """The needs of those days by time; what is off is left out.

    One more than a file may hold, so that the caller sees that it is too much.
    """
    states = OPEN if open_only else frozenset(CoverState) - CLOSED
    statement = (
        select(CoverSlot)
        .where(_visible(actor), col(CoverSlot.held_on).between(first, last), col(CoverSlot.state).in_(states))
        .order_by(col(CoverSlot.held_on), col(CoverSlot.starts_at), col(CoverSlot.id))
        .limit(LINES_MAX + 1)
    )
    return list(session.exec(statement))


def periods_of_days(session: Session, actor: Actor, slots: Sequence[CoverSlot]) -> dict[date, tuple[str, ...]]:
    """The names of the periods of each day on which there is one of *slots*, in order; days without bells are left out.

    A handful of statements, however many slots: bells are kept in memory.
    """
    wanted = {row.held_on for row in slots}
    if not wanted:
        return {}
    days = [day for day in calendar.days_between(session, actor, min(wanted), max(wanted)) if day.held_on in wanted]
    found: dict[date, tuple[str, ...]] = {}
    for version_id, of_version in timetable.versions_between(session, actor, days).items():
        bells = timetable.bells(session, actor, version_id)
        for day in of_version:
            if of_day := bells.get(day.cycle_day or ""):
                found[day.held_on] = tuple(bell.period for bell in of_day)
    return found


def staff_codes(session: Session, actor: Actor, slots: Iterable[CoverSlot]) -> dict[UUID, str]:
    """The codes of who is released and of who covers, in one statement."""
    wanted = {staff_id for row in slots for staff_id in (row.released_id, row.coverer_id) if staff_id is not None}
    mine = (col(Staff.school_id) == actor.school_id, col(Staff.id).in_(wanted))
    return dict(
        session.exec(select(Staff.id, Staff.code).where(*mine).order_by(col(Staff.id)).limit(2 * SLOTS_MAX)).all()
    )


def _visible(actor: Actor) -> Any:
    asked = select_columns(col(CoverAsk.slot_id)).where(
        col(CoverAsk.school_id) == actor.school_id, col(CoverAsk.staff_id) == actor.staff_id
    )
    return access.visible(actor, _own_groups(actor), asked)


def _own_groups(actor: Actor) -> Select[Any]:
    """Ids of the groups *actor* is a member of now; a guest is none."""
    return select_columns(col(PlcMember.group_id)).where(
        col(PlcMember.school_id) == actor.school_id,
        col(PlcMember.staff_id) == actor.staff_id,
        col(PlcMember.left_at).is_(None),
        ~col(PlcMember.is_guest),
    )


def is_member(session: Session, actor: Actor, group_id: UUID) -> bool:
    return session.execute(_own_groups(actor).where(col(PlcMember.group_id) == group_id)).first() is not None


# ---- for the modules above: the caller has decided who may know of the round ---------------------


def slots_of_rounds(
    session: Session, actor: Actor, round_ids: Collection[UUID], *, lock: bool = False
) -> dict[UUID, list[CoverSlot]]:
    """The needs of each round, in order of time. One key per round asked for.

    With *lock* they are locked first, in order of id: one order for all.
    """
    if not round_ids:
        return {}
    mine = (access.of_school(actor), col(CoverSlot.round_id).in_(set(round_ids)))
    statement = select(CoverSlot).where(*mine).order_by(col(CoverSlot.id)).limit(SLOTS_MAX)
    if lock:
        statement = statement.with_for_update(key_share=True)
    found: dict[UUID, list[CoverSlot]] = {round_id: [] for round_id in round_ids}
    rows = session.exec(statement.execution_options(populate_existing=lock)).all()
    for row in sorted(rows, key=lambda row: (row.starts_at, row.id)):
        found[row.round_id].append(row)
    return found


def slots_by_ids(session: Session, actor: Actor, slot_ids: Collection[UUID]) -> dict[UUID, CoverSlot]:
    """Those of *slot_ids* that are of this school, for instance behind a COVER stretch of occupied time."""
    if not slot_ids:
        return {}
    statement = select(CoverSlot).where(access.of_school(actor), col(CoverSlot.id).in_(set(slot_ids)))
    return {row.id: row for row in session.exec(statement.order_by(col(CoverSlot.id)).limit(SLOTS_MAX))}


def asked_of_me(session: Session, actor: Actor, since: datetime) -> list[CoverSlot]:
    """What *actor* is asked to cover and has not answered, and that ends after *since*; soonest first."""
    statement = (
        select(CoverSlot)
        .join(CoverAsk, _of_slot())
        .where(
            access.of_school(actor),
            CoverAsk.staff_id == actor.staff_id,
            CoverAsk.state == AskState.ASKED,
            col(CoverSlot.state).in_(OPEN),
            CoverSlot.ends_at > since,
        )
        .order_by(col(CoverSlot.starts_at), col(CoverSlot.id))
        .limit(MINE_MAX)
    )
    return list(session.exec(statement))


def asked_between(session: Session, actor: Actor, first: date, last: date) -> list[tuple[UUID, CoverSlot]]:
    """Who has been asked for what and has not answered yet, from *first* to *last*: for plans, never to be shown."""
    statement = (
        select(CoverAsk.staff_id, CoverSlot)
        .join(CoverSlot, _of_slot())
        .where(
            access.of_school(actor),
            CoverAsk.state == AskState.ASKED,
            col(CoverSlot.state).in_(OPEN),
            col(CoverSlot.held_on).between(first, last),
        )
        .order_by(col(CoverSlot.starts_at), col(CoverSlot.id), col(CoverAsk.staff_id))
        .limit(ASKS_MAX)
    )
    return [(staff_id, row) for staff_id, row in session.exec(statement)]


def mine_to_log(session: Session, actor: Actor, now: datetime) -> list[CoverSlot]:
    """What *actor* agreed to cover, that has begun, and is not logged; oldest first."""
    statement = (
        select(CoverSlot)
        .where(
            access.of_school(actor),
            CoverSlot.coverer_id == actor.staff_id,
            CoverSlot.state == CoverState.ACCEPTED,
            CoverSlot.starts_at <= now,
        )
        .order_by(col(CoverSlot.starts_at), col(CoverSlot.id))
        .limit(MINE_MAX)
    )
    return list(session.exec(statement))


def count_by_state(session: Session, actor: Actor, first: date, last: date) -> dict[CoverState, int]:
    """How many needs of the school stand where, from *first* to *last*, both included. Every state is a key."""
    statement = (
        select_columns(col(CoverSlot.state), func.count())
        .where(access.of_school(actor), col(CoverSlot.held_on).between(first, last))
        .group_by(col(CoverSlot.state))
        .limit(len(CoverState))
    )
    counts: dict[CoverState, int] = {CoverState(state): count for state, count in session.execute(statement)}
    return {state: counts.get(state, 0) for state in CoverState}


# ---- asks ----------------------------------------------------------------------------------------


def asks(session: Session, actor: Actor, slot_ids: Collection[UUID]) -> dict[UUID, list[CoverAsk]]:
    """Who was asked for each need, in the order of asking. One key per need."""
    statement = (
        select(CoverAsk)
        .where(CoverAsk.school_id == actor.school_id, col(CoverAsk.slot_id).in_(set(slot_ids)))
        .order_by(col(CoverAsk.asked_at), col(CoverAsk.id))
        .limit(ASKS_MAX)
    )
    found: dict[UUID, list[CoverAsk]] = {slot_id: [] for slot_id in slot_ids}
    for row in session.exec(statement):
        found[row.slot_id].append(row)
    return found


def _of_slot() -> Any:
    return (col(CoverAsk.school_id) == col(CoverSlot.school_id)) & (col(CoverAsk.slot_id) == col(CoverSlot.id))


def ever_asked(session: Session, school_id: UUID, slot_id: UUID) -> list[UUID]:
    """Everybody who was ever asked to cover a need, for whom an answer that came by mail may be from."""
    statement = select(CoverAsk.staff_id).where(CoverAsk.school_id == school_id, CoverAsk.slot_id == slot_id)
    return list(session.exec(statement.order_by(col(CoverAsk.staff_id)).limit(MINE_MAX)))


# ---- what travels ----------------------------------------------------------------------------------


def out(session: Session, actor: Actor, slots: Sequence[CoverSlot], *, show_asks: bool) -> list[CoverSlotOut]:
    """The needs as they travel, in the given order; six statements however many there are.

    With *show_asks*, a member of the group sees everybody's answers and others see their own.
    Without it nobody's answers are shown, which is how leaders see a list.
    """
    if not slots:
        return []
    zone = calendar.zone(session, actor)
    found = asks(session, actor, [row.id for row in slots]) if show_asks else {}
    own = set(session.scalars(_own_groups(actor).limit(MINE_MAX))) if show_asks else set()
    seen = {
        row.id: [ask for ask in found.get(row.id, []) if access.may_see_ask(actor, ask, is_member=row.group_id in own)]
        for row in slots
    }
    names = people.names(session, actor, list(_people_in(slots, seen.values())))
    plcs = groups.groups_by_ids(session, actor, [row.group_id for row in slots])
    return [
        CoverSlotOut(
            id=row.id, round_id=row.round_id, group_id=row.group_id, group_name=plcs[row.group_id].name,
            state=row.state, kind=row.kind, held_on=row.held_on, period=row.period,
            start=f"{row.starts_at.astimezone(zone):%H:%M}", end=f"{row.ends_at.astimezone(zone):%H:%M}",
            class_name=row.class_name, subject=row.subject, room=row.room, released_id=row.released_id,
            released_name=names[row.released_id], coverer_id=row.coverer_id,
            coverer_name=names[row.coverer_id] if row.coverer_id else None, arrangement=row.arrangement,
            focus=plcs[row.group_id].focus, minutes=row.minutes,
            asks=[AskOut(staff_id=ask.staff_id, name=names[ask.staff_id], state=ask.state) for ask in seen[row.id]],
            asked_at=row.asked_at, version=row.version,
        )
        for row in slots
    ]  # fmt: skip


def _people_in(slots: Iterable[CoverSlot], seen: Iterable[list[CoverAsk]]) -> set[UUID]:
    found = {row.released_id for row in slots} | {row.coverer_id for row in slots if row.coverer_id}
    return found | {ask.staff_id for asked in seen for ask in asked}


def balances(session: Session, actor: Actor, group_id: UUID, members: Sequence[MemberRow]) -> list[BalanceOut]:
    """Minutes of mutual cover given and received in a group, by name. Given and received are equal in all.

    Its *members*, and those who have left and gave or received some. Cover from other groups is no part of it.
    """
    mine = (
        access.of_school(actor), col(CoverSlot.group_id) == group_id, col(CoverSlot.state).in_(AGREED),
        col(CoverSlot.kind) == CoverKind.MUTUAL,
    )  # fmt: skip
    statement = (
        select_columns(col(CoverSlot.coverer_id), col(CoverSlot.released_id), func.sum(CoverSlot.minutes))
        .where(*mine)
        .group_by(col(CoverSlot.coverer_id), col(CoverSlot.released_id))
        .limit(SLOTS_MAX)
    )
    given: dict[UUID, int] = {}
    received: dict[UUID, int] = {}
    for coverer_id, released_id, minutes in session.execute(statement):
        given[coverer_id] = given.get(coverer_id, 0) + int(minutes)
        received[released_id] = received.get(released_id, 0) + int(minutes)
    names = {member.staff_id: member.name for member in counted(members)}
    names |= people.names(session, actor, list((given.keys() | received.keys()) - names.keys()))
    return [
        BalanceOut(
            staff_id=staff_id, name=name, given_minutes=given.get(staff_id, 0),
            received_minutes=received.get(staff_id, 0),
        )
        for staff_id, name in sorted(names.items(), key=lambda item: (item[1], item[0]))
    ]  # fmt: skip
