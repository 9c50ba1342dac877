"""What travels over HTTP about groups."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from app.plc.rules import GroupState
from app.web.bodies import Body, Email, Flag, Line, OptionalLine, Out, SchoolDate, Text


class MemberOut(Out):
    staff_id: UUID
    name: str
    code: str
    department: str
    is_facilitator: bool
    is_guest: bool
    """A knowledgeable other from outside: reads and comments, is never counted as a member."""
    agreed_at: datetime | None
    """When the member agreed to the protocol as it stands now."""


class GroupIn(Body):
    name: Line
    focus: Line
    research_theme: Text = ""
    eef_goal: Text = ""
    protocol: Text = ""
    """Empty: the school's usual protocol."""
    member_ids: list[UUID] = Field(min_length=1, max_length=20)
    facilitator_id: UUID


class GroupEdit(Body):
    """Changing the protocol asks every member to agree again."""

    name: Line
    focus: Line
    research_theme: Text
    eef_goal: Text
    protocol: Text
    facilitator_id: UUID
    is_archived: Flag = False


class GroupSummary(Out):
    id: UUID
    name: str
    focus: str
    state: GroupState
    member_count: int
    is_mine: bool


class GroupOut(Out):
    id: UUID
    name: str
    focus: str
    research_theme: str
    eef_goal: str
    protocol: str
    state: GroupState
    what_is_missing: list[str]
    """What stands between the group and its first round, in sentences; empty when nothing does."""
    members: list[MemberOut]
    advice: str | None
    may_edit: bool
    version: int


class MemberIn(Body):
    staff_id: UUID


class GuestIn(Body):
    """A knowledgeable other, invited to this one group until a date."""

    name: Line
    email: Email
    organisation: OptionalLine = ""
    until: SchoolDate
