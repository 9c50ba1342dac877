"""Rounds as calendars show them: the lesson, its debrief. Never the focus or a note: they may speak of pupils."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.calendars.rules import EVENTS_MAX, Frame, Happening
from app.kernel.actor import Actor
from app.study import access
from app.study.rules import LIVE
from app.study.tables import StudyRound

SHOWN: tuple[Any, ...] = (
    col(StudyRound.id), col(StudyRound.version), col(StudyRound.state), col(StudyRound.host_id),
    col(StudyRound.class_name), col(StudyRound.room), col(StudyRound.starts_at), col(StudyRound.ends_at),
    col(StudyRound.debrief_starts_at), col(StudyRound.debrief_ends_at), col(StudyRound.debrief_place),
    col(StudyRound.created_at),
)  # fmt: skip
"""Columns, not rows: of a thousand rounds that is half of the time."""


def rounds(session: Session, actor: Actor, frame: Frame, whose: ColumnElement[bool]) -> list[Row[Any]]:
    """The rounds *whose*, as SHOWN, the last EVENTS_MAX: what takes place, and what was called off for a while."""
    statement = (
        select_columns(*SHOWN)
        .where(
            access.visible(actor), whose, col(StudyRound.held_on).between(frame.first, frame.last),
            or_(col(StudyRound.state).in_(LIVE), col(StudyRound.held_on) >= frame.called_off_from),
        )
        .order_by(col(StudyRound.starts_at).desc(), col(StudyRound.id))
        .limit(EVENTS_MAX)
    )  # fmt: skip
    return list(session.execute(statement))


def lesson(row: Row[Any], summary: str, text: str) -> Happening:
    return Happening(
        kind="round", id=row.id, version=row.version, made_at=row.created_at, starts_at=row.starts_at,
        ends_at=row.ends_at, summary=summary, path=path(row.id), place=row.room, text=text,
        is_called_off=row.state not in LIVE,
    )  # fmt: skip


def debrief(row: Row[Any], text: str) -> Happening:
    return Happening(
        kind="debrief", id=row.id, version=row.version, made_at=row.created_at, starts_at=row.debrief_starts_at,
        ends_at=row.debrief_ends_at, summary=f"Debrief: {row.class_name}", path=path(row.id), place=row.debrief_place,
        text=text, is_called_off=row.state not in LIVE,
    )  # fmt: skip


def path(round_id: UUID) -> str:
    return f"/round/{round_id}"
