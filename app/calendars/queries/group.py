"""A group's calendar: its research lessons, debriefs and meetings."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.calendars.queries.rounds import debrief, lesson, rounds
from app.calendars.rules import EVENTS_MAX, Frame, Happening
from app.identity import queries as people
from app.kernel.actor import Actor
from app.meetings import access
from app.meetings.rules import MeetingState
from app.meetings.tables import GroupMeeting
from app.study.tables import StudyRound

SHOWN: tuple[Any, ...] = (
    col(GroupMeeting.id), col(GroupMeeting.version), col(GroupMeeting.state), col(GroupMeeting.title),
    col(GroupMeeting.place), col(GroupMeeting.starts_at), col(GroupMeeting.ends_at), col(GroupMeeting.created_at),
)  # fmt: skip


def happenings(session: Session, actor: Actor, group_id: UUID, frame: Frame) -> list[Happening]:
    """What the group does, in three statements."""
    found = rounds(session, actor, frame, col(StudyRound.group_id) == group_id)
    names = people.names(session, actor, [row.host_id for row in found])
    shown = [lesson(row, f"Research lesson: {row.class_name}", f"Taught by {names[row.host_id]}.") for row in found]
    shown += [debrief(row, "") for row in found]
    return shown + meetings(session, actor, frame, col(GroupMeeting.group_id) == group_id)


def meetings(session: Session, actor: Actor, frame: Frame, whose: ColumnElement[bool]) -> list[Happening]:
    """The meetings *whose*: when, where and what they are called, never what was said."""
    statement = (
        select_columns(*SHOWN)
        .where(
            access.visible(actor), whose, col(GroupMeeting.held_on).between(frame.first, frame.last),
            or_(
                col(GroupMeeting.state) != MeetingState.CANCELLED, col(GroupMeeting.held_on) >= frame.called_off_from
            ),
        )
        .order_by(col(GroupMeeting.starts_at).desc(), col(GroupMeeting.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return [
        Happening(
            kind="meeting", id=row.id, version=row.version, made_at=row.created_at, starts_at=row.starts_at,
            ends_at=row.ends_at, summary=row.title, path=f"/meetings/{row.id}", place=row.place,
            is_called_off=row.state == MeetingState.CANCELLED,
        )
        for row in session.execute(statement)
    ]  # fmt: skip
