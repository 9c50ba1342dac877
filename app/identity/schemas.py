"""What travels over HTTP about people and schools."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, Strict, model_validator

from app.identity.common_passwords import is_common
from app.identity.rules import WorkingTimeRegime
from app.kernel.actor import Role
from app.web.bodies import Body, Email, Flag, Line, OptionalLine, Out, Plain, SchoolDate, WallTime


def _not_common(password: str) -> str:
    if is_common(password):
        raise ValueError("is one that is guessed first: take several words that do not belong together")
    return password


def _of_staff(roles: list[Role]) -> list[Role]:
    if Role.SUPPORT in roles:
        raise ValueError("support is let in for a visit, and is nothing else meanwhile")
    return roles


Password = Annotated[str, Field(min_length=12, max_length=200), AfterValidator(_not_common)]
Roles = Annotated[list[Role], AfterValidator(_of_staff)]
FtePercent = Annotated[int, Strict(), Field(ge=1, le=100)]
"""Share of full-time pay, in whole percent."""


class SignIn(Body):
    email: Annotated[Plain, Field(max_length=254)]
    password: Annotated[str, Field(max_length=200)]


class TokenIn(SignIn):
    code: Annotated[Plain, Field(min_length=6, max_length=40)] | None = None
    """Of an authenticator app or on paper, when the account has a second factor."""


class TokenOut(Out):
    access_token: str
    token_type: str = "Bearer"
    expires_in_seconds: int


class SchoolRef(Out):
    id: UUID
    name: str


class Me(Out):
    """Who is signed in, and where."""

    account_id: UUID
    staff_id: UUID
    name: str
    email: str
    roles: list[Role]
    school: SchoolRef
    schools: list[SchoolRef]
    trust_name: str | None
    is_demo: bool
    needs_factor: bool
    """A second factor has to be shown, or set up, before anything else opens."""


class SwitchSchool(Body):
    school_id: UUID


class SessionOut(Out):
    id: UUID
    kind: str
    means: str
    """How the person came in: password, sign_on, invitation, reset or demo."""
    device: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


class InvitationIn(Body):
    email: Email
    roles: Roles = Field(min_length=1, max_length=6)


class InvitationOut(Out):
    """The link is shown once: only its hash is stored."""

    url: str
    expires_at: datetime


class InvitationSeen(Out):
    school_name: str
    name: str
    email: str


class InvitationAnswer(Body):
    password: Password


class DemoPerson(Out):
    name: str
    role: Role
    what: str
    email: str
    school_name: str


class DemoOut(Out):
    people: list[DemoPerson]


class DemoSignIn(Body):
    email: Email


class SchoolOut(Out):
    id: UUID
    name: str
    trust_name: str | None
    zone: str
    debrief_minutes: int
    moving_minutes: int
    after_school_starts: WallTime
    after_school_ends: WallTime
    leaders_need_second_factor: bool
    version: int


class SchoolIn(Body):
    name: Line
    zone: Line
    debrief_minutes: Annotated[int, Strict(), Field(ge=5, le=180)]
    moving_minutes: Annotated[int, Strict(), Field(ge=0, le=60)]
    after_school_starts: WallTime
    after_school_ends: WallTime
    leaders_need_second_factor: Flag | None = None
    """Whether CPD leads, cover leads, heads and trust leads come in with two factors only; null leaves it as it is."""


class StaffIn(Body):
    code: Line
    name: Line
    email: Email | None = None
    department: OptionalLine = ""
    fte_percent: FtePercent = 100
    regime: WorkingTimeRegime = WorkingTimeRegime.STPCD
    joined_on: SchoolDate | None = None
    """The first day of work, for who comes within a school year."""
    left_on: SchoolDate | None = None
    """The last day of work."""

    @model_validator(mode="after")
    def _joins_before_leaving(self) -> Self:
        if self.joined_on is not None and self.left_on is not None and self.left_on < self.joined_on:
            raise ValueError("the last day of work cannot be before the first")
        return self


class StaffOut(Out):
    id: UUID
    code: str
    name: str
    email: str | None
    department: str
    fte_percent: int
    regime: WorkingTimeRegime
    joined_on: date | None
    left_on: date | None
    is_active: bool
    can_sign_in: bool
    roles: list[Role]
    version: int


class StaffEdit(StaffIn):
    is_active: Flag = True
    roles: Roles | None = Field(default=None, max_length=6)
    """Only heads and CPD leads change roles; null leaves them as they are."""
