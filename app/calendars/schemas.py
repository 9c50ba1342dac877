"""What travels over HTTP about calendar addresses."""

from datetime import datetime
from uuid import UUID

from app.calendars.rules import CalendarKind
from app.web.bodies import Body, Flag, Line, Out


class CalendarAddressIn(Body):
    kind: CalendarKind
    subject_id: UUID
    """The person (yourself), a group of yours, or a fair of the school."""
    name: Line
    """Where it will be used, in your words: "My phone"."""
    has_alarms: Flag = False


class CalendarAddressOut(Out):
    """An address without its secret part, which is shown once and kept nowhere."""

    id: UUID
    kind: CalendarKind
    subject_id: UUID
    subject_name: str
    """Whose calendar it is; empty when you can see that no more, and the address opens nothing."""
    name: str
    has_alarms: bool
    created_at: datetime
    read_at: datetime | None
    """When a program last asked, to the hour."""


class CalendarAddressMade(CalendarAddressOut):
    """The one answer that holds the whole address."""

    url: str
    webcal_url: str
    """The same for programs that open calendars by themselves."""
    qr_svg: str
    """`webcal_url` as a picture that a phone reads."""
