"""An ask for cover as an invitation that a mail program can answer. For whom and why is not in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.cover.tables import CoverSlot
from app.notices.rules import ical
from app.notices.rules.ical import CalendarEvent, Method, Party

SENDER = Party(ical.TO_COME, "Kenkyu")
READER = Party(ical.TO_COME)


def asked(slot: CoverSlot, zone: ZoneInfo, now: datetime) -> str:
    """Accept and decline in the mail program are yes and no, as the buttons are."""
    return ical.invitation(_event(slot), SENDER, READER, Method.REQUEST, zone, now).decode()


def called_off(slot: CoverSlot, zone: ZoneInfo, now: datetime) -> str:
    """What was asked, or agreed, and is not needed any more."""
    return ical.invitation(_event(slot, is_called_off=True), SENDER, READER, Method.CANCEL, zone, now).decode()


def _event(slot: CoverSlot, *, is_called_off: bool = False) -> CalendarEvent:
    about = " · ".join(part for part in (slot.subject, slot.period) if part)
    return CalendarEvent(
        # As in the calendars that people subscribe to: a program that has both sees that they are one.
        uid=f"cover-{slot.id}@kenkyu", sequence=slot.version, starts_at=slot.starts_at, ends_at=slot.ends_at,
        summary=f"Cover: {slot.class_name}", place=slot.room, text=about, is_cancelled=is_called_off,
        changed_at=slot.asked_at or slot.created_at,
    )  # fmt: skip
