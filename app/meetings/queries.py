"""Reads about meetings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.meetings import access, rules
from app.meetings.rules import MeetingState
from app.meetings.schemas import MeetingActionOut, MeetingLine, MeetingOut, SeatOut
from app.meetings.tables import GroupMeeting, MeetingAction, MeetingSeat
from app.plc import access as plc_access
from app.plc import queries as plc
from app.plc.rules import MemberRow
from app.school_year import queries as calendar
from app.web.pages import PageWish, beyond, cut
from app.working_time import queries as working_time

SEATS_MAX = 5_000  # A page of meetings of a full group is 2,000; a term's meetings of a large school are the rest.


def meeting(
    session: Session, actor: Actor, meeting_id: UUID, *, lock: bool = False
) -> tuple[GroupMeeting, list[MemberRow]]:
    """A meeting and its group's people, for those who may read what was said.

    Raises:
        NotFound: there is none, or *actor* may not know of its group.
        Forbidden: *actor* is neither member nor guest of the group; leads are not either.
    """
    statement = select(GroupMeeting).where(GroupMeeting.id == meeting_id, access.visible(actor))
    row = session.exec(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise NotFound
    plc.group(session, actor, row.group_id)
    members = plc.members_of(session, actor, row.group_id)
    access.require_inside(actor, members)
    return row, members


def meetings_page(
    session: Session, actor: Actor, group_id: UUID, wish: PageWish
) -> tuple[list[MeetingLine], str | None]:
    """A group's meetings, the last first, without their words.

    Raises:
        Forbidden: *actor* is neither of the group nor a lead.
    """
    plc.group_in_full(session, actor, group_id)
    statement = select(GroupMeeting).where(access.visible(actor), GroupMeeting.group_id == group_id)
    columns = (col(GroupMeeting.starts_at), col(GroupMeeting.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    page, following = cut(rows, wish, lambda row: (row.starts_at, row.id))
    sitting = seats(session, actor, [row.id for row in page])
    zone = calendar.zone(session, actor)
    return [_line(row, [one for one in sitting if one.meeting_id == row.id], zone) for row in page], following


def seats(session: Session, actor: Actor, meeting_ids: Sequence[UUID]) -> list[MeetingSeat]:
    """Who is expected at each of *meeting_ids*."""
    statement = select(MeetingSeat).where(
        MeetingSeat.school_id == actor.school_id, col(MeetingSeat.meeting_id).in_(meeting_ids)
    )
    return list(session.exec(statement.order_by(col(MeetingSeat.meeting_id), col(MeetingSeat.id)).limit(SEATS_MAX)))


def planned(session: Session, actor: Actor, meeting_ids: Sequence[UUID], *, lock: bool = False) -> list[GroupMeeting]:
    """Those of *meeting_ids* that are still to be held, in order of time; locked where they are about to change."""
    statement = select(GroupMeeting).where(
        access.visible(actor), GroupMeeting.state == MeetingState.PLANNED, col(GroupMeeting.id).in_(meeting_ids)
    )
    if lock:
        statement = statement.with_for_update()
    # Locked in one order for all; shown in another.
    rows = session.exec(statement.order_by(col(GroupMeeting.id)).limit(SEATS_MAX))
    return sorted(rows, key=lambda row: (row.starts_at, row.id))


def actions_of(session: Session, actor: Actor, meeting_id: UUID) -> list[MeetingAction]:
    """What was promised at a meeting, in order."""
    statement = select(MeetingAction).where(
        MeetingAction.school_id == actor.school_id, MeetingAction.meeting_id == meeting_id
    )
    rows = session.exec(
        statement.order_by(col(MeetingAction.made_at), col(MeetingAction.id)).limit(rules.ACTIONS_MAX + 1)
    )
    return list(rows)


def action(session: Session, actor: Actor, action_id: UUID) -> MeetingAction | None:
    """One promise of the school's, whatever meeting it was made at."""
    statement = select(MeetingAction).where(MeetingAction.school_id == actor.school_id, MeetingAction.id == action_id)
    return session.exec(statement).one_or_none()


def meeting_out(
    session: Session, actor: Actor, row: GroupMeeting, members: Sequence[MemberRow], now: datetime
) -> MeetingOut:
    """A meeting with everything that its page shows."""
    sitting = seats(session, actor, [row.id])
    promised = actions_of(session, actor, row.id)
    wanted = [one.staff_id for one in sitting] + [one.staff_id for one in promised if one.staff_id]
    names = people.names(session, actor, wanted)
    is_member = plc_access.is_member(actor, members)
    event_title = working_time.event(session, actor, row.event_id).title if row.event_id else None
    return MeetingOut(
        **_line(row, sitting, calendar.zone(session, actor)).model_dump(),
        group_name=plc.group(session, actor, row.group_id).name, starts_at=row.starts_at, ends_at=row.ends_at,
        place=row.place, agenda=row.agenda, record=row.record, event_id=row.event_id, event_title=event_title,
        seats=sorted((_seat(one, names) for one in sitting), key=lambda one: one.name),
        actions=[action_out(one, names) for one in promised],
        may_change=is_member and row.state != MeetingState.CANCELLED,
        may_say_who_came=is_member and row.state == MeetingState.PLANNED and row.starts_at <= now, version=row.version,
    )  # fmt: skip


def action_out(row: MeetingAction, names: dict[UUID, str]) -> MeetingActionOut:
    """One promise as it travels."""
    return MeetingActionOut(
        id=row.id, text=row.text, staff_id=row.staff_id, name=names.get(row.staff_id) if row.staff_id else None,
        by_on=row.by_on, done_at=row.done_at, made_at=row.made_at,
    )  # fmt: skip


def _line(row: GroupMeeting, sitting: Sequence[MeetingSeat], zone: ZoneInfo) -> MeetingLine:
    return MeetingLine(
        id=row.id, group_id=row.group_id, kind=row.kind, state=row.state, title=row.title, held_on=row.held_on,
        start=f"{row.starts_at.astimezone(zone):%H:%M}", end=f"{row.ends_at.astimezone(zone):%H:%M}",
        minutes=row.minutes, time_source=row.time_source, expected=len(sitting),
        came=sum(one.came is True for one in sitting),
    )  # fmt: skip


def _seat(row: MeetingSeat, names: dict[UUID, str]) -> SeatOut:
    return SeatOut(staff_id=row.staff_id, name=names[row.staff_id], minutes=row.minutes, came=row.came)
