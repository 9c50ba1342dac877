"""What stands in a calendar: so many statements however many events."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from app.calendars.queries import fair, group, person
from app.calendars.rules import EVENTS_MAX, CalendarKind, Frame, Happening
from app.kernel.actor import Actor
from app.notices.rules.ical import CalendarEvent

FORM = "1"
"""Raised when calendars are written otherwise: what programs have kept is fetched anew."""
GATHERED: Mapping[CalendarKind, Callable[[Session, Actor, UUID, Frame], list[Happening]]] = {
    CalendarKind.PERSON: person.happenings,
    CalendarKind.GROUP: group.happenings,
    CalendarKind.FAIR: fair.happenings,
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar before it is written."""

    name: str
    events: tuple[CalendarEvent, ...]
    frame: Frame

    def etag(self) -> str:
        """Another one whenever a line of it would be. Worked out each time: ask once."""
        shown = [FORM, self.name, self.frame.zone.key, str(self.frame.today.year)]
        # No text that can be stored holds what stands between.
        shown += [
            f"{one.uid}\x1f{one.sequence}\x1f{one.starts_at.timestamp()}\x1f{one.ends_at.timestamp()}\x1f{one.summary}"
            f"\x1f{one.place}\x1f{one.text}\x1f{one.is_cancelled}\x1f{one.changed_at.timestamp()}"
            f"\x1f{one.alarm_minutes}\x1f{one.url}"
            for one in self.events
        ]
        digest = hashlib.sha256("\x1e".join(shown).encode("utf-8", "replace")).hexdigest()
        return f'"{digest[:32]}"'


def calendar_of(
    session: Session, actor: Actor, kind: CalendarKind, subject_id: UUID, name: str, frame: Frame
) -> Calendar:
    """The calendar of what *actor* may see, which is decided above: the last EVENTS_MAX, in order of time."""
    found = GATHERED[kind](session, actor, subject_id, frame)
    found.sort(key=lambda one: (one.starts_at, one.kind, one.id))
    return Calendar(name, tuple(frame.event(one) for one in found[-EVENTS_MAX:]), frame)
