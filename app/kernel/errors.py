"""The refusals that people can cause, by meaning. The web layer alone turns meaning into a status.

* DomainError
  + NotSignedIn    nobody is known to be asking
  + NotFound       the thing does not exist, or not for you
  + Gone           it was there for everyone, and was taken back for good
  + Forbidden      you may see it, but not do this to it
  + Conflict       the world is not in the state your request assumes
  + Stale          you edited an older version than the one that is stored
  + Lacking        something that every such request carries is not there
  + Unreadable     what you sent cannot be understood
  + TooMany        slow down
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)
class DomainError(Exception):
    """An expected refusal. The fields of a subclass become members of the problem response."""

    code: ClassVar[str]
    title: ClassVar[str]

    def __str__(self) -> str:
        return self.title


class NotSignedIn(DomainError):
    code = "not-signed-in"
    title = "Sign in first"


class NotFound(DomainError):
    code = "not-found"
    title = "There is no such thing here"


class Gone(DomainError):
    """Base class: what everyone could read, and its owners have taken back."""


class Forbidden(DomainError):
    code = "forbidden"
    title = "You may not do this"


class Conflict(DomainError):
    """Base class: always raise a subclass that says what conflicts."""


class Lacking(DomainError):
    """Base class: a request without something that it must carry."""


class Unreadable(DomainError):
    """Base class: what was sent has the right shape but cannot mean anything here."""


@dataclass(eq=False)
class Stale(DomainError):
    """Somebody else changed it since you read it."""

    code: ClassVar[str] = "stale"
    title: ClassVar[str] = "This has changed since you opened it"
    current_version: int

    def __str__(self) -> str:
        return f"Version {self.current_version} is stored now. Load it again, then make your change."


class VersionMissing(DomainError):
    """An edit has to say which version it was made on."""

    code = "version-missing"
    title = "Say which version you edited, in the If-Match header"


@dataclass(eq=False)
class TooMany(DomainError):
    """Base class: the same thing was tried too often."""

    retry_after_seconds: int


@dataclass(eq=False)
class Unavailable(DomainError):
    """Base class: it cannot be done now, for no fault of whoever asks."""

    retry_after_seconds: int
