"""What travels over HTTP about passwords and visits."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.identity.schemas import Password
from app.web.bodies import Body, Email, Instant, Line, Out, Plain


class ResetWish(Body):
    """Whoever forgot their password says where the link is to go."""

    email: Annotated[Plain, Field(max_length=254)]


class ResetAsked(Out):
    """The same for every address. `by_mail`: whether this installation sends mail at all; without, a lead helps."""

    by_mail: bool
    good_for_minutes: int


class ResetSeen(Out):
    email: str


class ResetAnswer(Body):
    password: Password


class PasswordChange(Body):
    present: Annotated[str, Field(max_length=200)]
    password: Password


class SupportVisitIn(Body):
    name: Line
    email: Email
    reason: Annotated[Line, Field(description="Why they come; the school reads it afterwards.")]
    ends_at: Annotated[Instant, Field(description="With its offset: at that minute every door shuts.")]


class SupportVisitOut(Out):
    """A visit of support, under way or over. `has_come`: whether the link was used."""

    id: UUID
    name: str
    email: str
    reason: str
    let_in_by: str
    invited_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    is_on: bool
    has_come: bool


class SupportVisitLet(Out):
    """The link is shown once: only its hash is stored."""

    visit: SupportVisitOut
    url: str
