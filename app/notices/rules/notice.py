"""A notice: whom something is told to, what, and where it leads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.notices.rules.kinds import NoticeKind, OneClick


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that some people are told once.

    `facts` are plain words for the message, by the names that rules/words.py reads: `day`, `start`, `end`, `period`,
    `class`, `subject`, `place`, `by`, `group`, `what`, `minutes`, `count`. What is left out is not spoken of. Never a
    pupil, never a note, never why somebody is away.
    """

    kind: NoticeKind
    staff_ids: tuple[UUID, ...]
    """Whom it is for. Whoever has left, or has no address, is passed over."""
    facts: Mapping[str, str]
    path: str
    """The page of ours that the message leads to, such as "/cover"."""
    key: str
    """What it is about, of ids, dates and codes: the same key is told to the same person once."""
    about_id: UUID | None = None
    calendar: str = ""
    """An iCalendar object that goes along with the mail (RFC 6047)."""
    calendar_method: str = ""
    begins_at: datetime | None = None
    """When what it is about begins: urgent news may break quiet hours, and a link in the mail ends then."""
    answer: OneClick | None = None
    """What a link in the mail can do without signing in. It needs `about_id` and `begins_at`."""
    reply_to: str = ""
    """The id, as hex, of what an answer to the calendar part is about: app/outbox/calendar_part.py addresses it."""
    is_personal: bool = False
    """Whether it is for these people alone, so that no program is told, whatever its kind."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Codes and ids for receivers that are programs (webhooks), beside the words."""

    def __post_init__(self) -> None:
        assert self.path.startswith("/"), "a page of ours"
        assert 0 < len(self.key) <= 140, "with kind and person it still fits the column"
        if self.answer is not None:
            assert self.about_id is not None, "a link does something to something"
            assert self.begins_at is not None, "a link has an end"
