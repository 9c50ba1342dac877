"""What people are told of minutes that wait to be logged: how many, and never whose fault it is."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.kernel.actor import Actor
from app.notices import actions as notices
from app.notices.rules import NoticeKind
from app.notices.rules.notice import Notice

PATH = "/"


def to_log(session: Session, actor: Actor, minutes: Mapping[UUID, int], key: str, now: datetime) -> None:
    """Tell each how many minutes wait. One *key* is told to one person once."""
    by_minutes: dict[int, list[UUID]] = {}
    for staff_id, count in minutes.items():
        by_minutes.setdefault(count, []).append(staff_id)
    told = [
        Notice(NoticeKind.LOG_MINUTES, tuple(sorted(staff_ids)), {"minutes": str(count)}, PATH, f"log:{key}")
        for count, staff_ids in sorted(by_minutes.items()) if count > 0
    ]  # fmt: skip
    notices.tell_all(session, actor.school_id, told, now)
