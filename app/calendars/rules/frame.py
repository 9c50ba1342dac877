"""How a thing of ours becomes an event of a calendar, and which days a calendar holds. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.notices.rules.ical import CalendarEvent

DAYS_AROUND = 400
"""How many days back and ahead: a school year and its holidays."""
CALLED_OFF_KEPT_DAYS = 30
"""How long after its own day a thing that was called off is still shown as called off."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that takes place, as a calendar knows it.

    *kind* and *id* stay when it moves; *version* rises with each change of it, or of what it says.
    """

    kind: str
    id: UUID
    version: int
    made_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    path: str
    place: str = ""
    text: str = ""
    is_called_off: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What a calendar is drawn in: its days, its zone, where its links lead, whether it rings."""

    today: date
    zone: ZoneInfo
    origin: str
    alarm_minutes: int | None = None

    @property
    def first(self) -> date:
        return self.today - timedelta(days=DAYS_AROUND)

    @property
    def last(self) -> date:
        return self.today + timedelta(days=DAYS_AROUND)

    @property
    def called_off_from(self) -> date:
        """The first day of which what was called off is still shown."""
        return self.today - timedelta(days=CALLED_OFF_KEPT_DAYS)

    def instant(self, day: date, wall: time) -> datetime:
        """When the school's clocks show *wall*; a time that they skip is the one after."""
        return datetime.combine(day, wall, tzinfo=self.zone).astimezone(UTC)

    def event(self, what: Happening) -> CalendarEvent:
        """*what* as an event. The same happening is the same event, whenever it is asked for."""
        return CalendarEvent(
            uid=f"{what.kind}-{what.id}@kenkyu",
            sequence=what.version,
            starts_at=what.starts_at, ends_at=what.ends_at, summary=what.summary, place=what.place, text=what.text,
            is_cancelled=what.is_called_off,
            # Rows do not say when they changed last. A second for each version does not change when they do not.
            changed_at=what.made_at + timedelta(seconds=what.version),
            alarm_minutes=self.alarm_minutes, url=f"{self.origin}{what.path}",
        )  # fmt: skip
