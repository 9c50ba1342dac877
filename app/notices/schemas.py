"""What travels about what people are told."""

from pydantic import Field

from app.kernel.signed import TOKEN_MAX
from app.notices.rules import NoticeKind
from app.web.bodies import Body, Flag, Out, Plain, WallTime


class NoticeWays(Body):
    """By which ways I am told one kind of thing."""

    kind: NoticeKind
    by_mail: Flag
    by_push: Flag


class QuietTimes(Body):
    """When I am left in peace, on the school's clocks. `starts` after `ends` runs over midnight.

    The same time twice: no hours, but for weekends.
    """

    starts: WallTime
    ends: WallTime
    is_quiet_at_weekends: Flag
    lets_urgent_through: Flag
    """Whether what begins within twelve hours, such as cover for today, may come at any time."""


class MyNoticesIn(Body):
    ways: list[NoticeWays] = Field(max_length=len(NoticeKind))
    """What is left out stays as it is."""
    quiet: QuietTimes


class MyNoticesOut(Out):
    """What I am told, how and when. `version` goes back as If-Match; 0 as long as nothing was chosen."""

    ways: list[NoticeWays]
    quiet: QuietTimes
    mail_address: str | None
    """Where mail goes; null when the school knows none of mine."""
    does_mail_leave: bool
    """False while the installation has no mail server: then nothing comes by mail, and all of it stands in Kenkyu."""
    version: int


class LeaveNoticesIn(Body):
    secret: Plain = Field(min_length=1, max_length=TOKEN_MAX)


class LeftAlone(Out):
    """What comes by mail no more."""

    kind: NoticeKind
    title: str
