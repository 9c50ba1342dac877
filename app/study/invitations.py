"""A research lesson and its debrief as a mail carries them into calendars, for information."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app.notices.rules import ical
from app.notices.rules.ical import CalendarEvent, Party
from app.study.rules import LIVE
from app.study.tables import StudyRound

SENDER = Party(ical.TO_COME, "Kenkyu")


def published(row: StudyRound, zone: ZoneInfo) -> str:
    """Both, as they stand; called off when the round is. They are the same events as in calendars subscribed to."""
    gone = row.state not in LIVE
    changed_at = row.created_at + timedelta(seconds=row.version)
    lesson = CalendarEvent(
        uid=f"round-{row.id}@kenkyu", sequence=row.version, starts_at=row.starts_at, ends_at=row.ends_at,
        summary=f"Research lesson: {row.class_name}", place=row.room, text="", is_cancelled=gone,
        changed_at=changed_at,
    )  # fmt: skip
    debrief = CalendarEvent(
        uid=f"debrief-{row.id}@kenkyu", sequence=row.version, starts_at=row.debrief_starts_at,
        ends_at=row.debrief_ends_at, summary=f"Debrief: {row.class_name}", place=row.debrief_place, text="",
        is_cancelled=gone, changed_at=changed_at,
    )  # fmt: skip
    return ical.publication([lesson, debrief], SENDER, zone, changed_at).decode()
