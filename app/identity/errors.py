"""What is refused about people, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, NotSignedIn, TooMany, Unreadable


class SignInRefused(NotSignedIn):
    """Wrong password, unknown address, disabled account: all the same from outside."""

    code = "sign-in/refused"
    title = "That e-mail address and password do not belong together"


@dataclass(eq=False)
class AddressThrottled(TooMany):
    """Too many failed attempts for this account or from this address."""

    code: ClassVar[str] = "sign-in/too-many"
    title: ClassVar[str] = "Too many attempts; wait a little"


class InvitationForAnother(NotSignedIn):
    """The invited address has an account already."""

    code = "invitation/other-password"
    title = "You already have a Kenkyu password for this address: use that one"


@dataclass(eq=False)
class AccountTaken(Conflict):
    """Two members of staff cannot sign in with one address."""

    code: ClassVar[str] = "identity/address-taken"
    title: ClassVar[str] = "Somebody else here signs in with that address"
    email: str


@dataclass(eq=False)
class SignsInAlready(Conflict):
    """A person has one address to sign in with."""

    code: ClassVar[str] = "identity/signs-in-already"
    title: ClassVar[str] = "They sign in with another address already"
    email: str

    def __str__(self) -> str:
        return f"Make the link for {self.email}: with it they can choose a new password."


class CodeTaken(Conflict):
    """Staff codes are unique in a school."""

    code = "identity/code-taken"
    title = "Another member of staff has that code"


class LastLead(Conflict):
    """A school without a head or CPD lead who can sign in could never be changed again."""

    code = "identity/last-lead"
    title = "The school needs at least one head or CPD lead who can sign in"


@dataclass(eq=False)
class UnknownZone(Unreadable):
    """Not a time zone of the IANA database."""

    code: ClassVar[str] = "identity/unknown-zone"
    title: ClassVar[str] = "That time zone is not known; an example is Europe/London"
    zone: str


faults.means(CodeTaken, "uq_staff_code", "unique staff.school_id, staff.code")
