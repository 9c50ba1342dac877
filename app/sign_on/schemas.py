"""What travels over HTTP about single sign-on."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.sign_on.rules import Provider
from app.web.bodies import Body, Flag, Line, Out, Plain

Secret = Annotated[Plain, Field(max_length=200)]


class SignOnProviders(Out):
    """With whose accounts one can sign in here."""

    providers: list[Provider]


class SignOnBegin(Body):
    invitation: Secret | None = None
    """The secret of an invitation that is taken by it, instead of choosing a password."""


class SignOnBegun(Out):
    """Where the browser goes now. It comes back by itself."""

    address: str


class SignOnProof(Body):
    """The password, unless the session is younger than ten minutes."""

    password: Annotated[str, Field(max_length=200)] | None = None


class SignOnLinked(Out):
    id: UUID
    provider: Provider
    linked_at: datetime
    last_used_at: datetime | None


class MySignOn(Out):
    """With which accounts I can sign in, and with which I could link mine."""

    linked: list[SignOnLinked]
    providers: list[Provider]
    has_password: bool
    asks_password: bool
    """Whether a change takes the password: the session is not young enough to do without."""


class SignOnDirectoryIn(Body):
    provider: Provider
    directory: Line
    asks_second_factor: Flag = False


class SignOnDirectoryOut(Out):
    id: UUID
    provider: Provider
    directory: str
    asks_second_factor: bool
    created_at: datetime
