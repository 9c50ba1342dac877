"""The kinds of notices, the dialects of webhooks, what one click can do."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What somebody is told."""

    COVER_ASKED = "cover_asked"
    COVER_ACCEPTED = "cover_accepted"
    COVER_DECLINED = "cover_declined"
    COVER_OPEN = "cover_open"
    """To the cover lead: nobody is left to ask."""
    ROUND_PLANNED = "round_planned"
    ROUND_CHANGED = "round_changed"
    """Moved, edited, called off, or no longer possible since the timetable changed."""
    ROUND_TOMORROW = "round_tomorrow"
    LOG_MINUTES = "log_minutes"
    TIMETABLE_CHANGED = "timetable_changed"
    """To leads: an address brought a new version, or could not be read."""
    DIGEST = "digest"


class Dialect(StrEnum):
    """How a webhook's receiver wants to be written to."""

    KENKYU = "kenkyu"
    TEAMS = "teams"
    SLACK = "slack"


class OneClick(StrEnum):
    """What a link in a message does, once."""

    ANSWER_COVER = "answer_cover"
    """Yes or no to an ask for cover: which, says the button that is pressed."""
