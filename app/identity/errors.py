"""What is refused about people, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Forbidden, NotSignedIn, TooMany, Unreadable


class SignInRefused(NotSignedIn):
    """Wrong password, unknown address, disabled account: all the same from outside."""

    code = "sign-in/refused"
    title = "That e-mail address and password do not belong together"


@dataclass(eq=False)
class AddressThrottled(TooMany):
    """Too many failed attempts for this account or from this address."""

    code: ClassVar[str] = "sign-in/too-many"
    title: ClassVar[str] = "Too many attempts; wait a little"


class FactorNeeded(Forbidden):
    """Signed in by half: the account has a second factor, or its school asks leaders for one."""

    code = "second-factor/needed"
    title = "Show your second factor first"


class FactorRefused(Forbidden):
    """A wrong or used code, a passkey that signed something else: all the same from outside."""

    code = "second-factor/refused"
    title = "That did not show that it is you"

    def __str__(self) -> str:
        return "A code is good once and for about a minute. Wait for the next one, or use another of your factors."


@dataclass(eq=False)
class FactorThrottled(TooMany):
    """Too many wrong codes and passkeys for this account, in whatever browsers."""

    code: ClassVar[str] = "second-factor/too-many"
    title: ClassVar[str] = "Too many wrong codes; wait a little"


class ShowYoursFirst(Conflict):
    """Whoever asks all leaders for a second factor would be the first to be shut out."""

    code = "identity/show-yours-first"
    title = "Set up your own second factor, or show it, before you ask every leader for one"


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


class PasswordRefused(Forbidden):
    """Another password is chosen only by whoever knows the present one."""

    code = "password/not-yours"
    title = "That is not your present password"


class VisitDaysWrong(Unreadable):
    """Support is let in for some time, and not for longer than is needed."""

    code = "support/time"
    title = "A visit of support ends in a quarter of an hour at the earliest, and after 14 days at the latest"


@dataclass(eq=False)
class VisitorWorksHere(Conflict):
    """Colleagues and guests of groups have doors of their own."""

    code: ClassVar[str] = "support/works-here"
    title: ClassVar[str] = "Somebody of this school has that address"
    email: str


class VisitUnderWay(Conflict):
    """One visit of one person at a time."""

    code = "support/under-way"
    title = "They have been let in already; end that visit first"


faults.means(CodeTaken, "uq_staff_code", "unique staff.school_id, staff.code")
