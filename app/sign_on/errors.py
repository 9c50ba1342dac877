"""What is refused about single sign-on, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Forbidden, NotFound, NotSignedIn, TooMany, Unavailable, Unreadable
from app.sign_on.rules import Provider


class SignOnRefused(NotSignedIn):
    """Base class: somebody came back from a provider and is not let in. `word` stands in the address of the screen."""

    word: ClassVar[str]


class SignOnLost(SignOnRefused):
    """No way out that was begun in this browser leads back here: forged, used already, or too late."""

    code = "sign-on/lost"
    title = "That took too long, or began in another browser: begin again"
    word = "lost"


class SignOnBroken(SignOnRefused):
    """The provider said no, said nothing, or said what is not to be believed."""

    code = "sign-on/broken"
    title = "The provider did not say who you are"
    word = "broken"


class AddressUnproven(SignOnRefused):
    """The provider does not vouch for the address of the account."""

    code = "sign-on/address-unproven"
    title = "The provider has not checked the e-mail address of that account"
    word = "unproven"


class NotLinked(SignOnRefused):
    """Nobody here has that account at the provider, whatever its e-mail address is."""

    code = "sign-on/not-linked"
    title = "Nobody in Kenkyu is linked with that account"
    word = "not-linked"


class OtherDirectory(SignOnRefused):
    """The account is of a directory from which the school takes nobody."""

    code = "sign-on/other-directory"
    title = "That account does not belong to your school's directory"
    word = "directory"


class LinkedElsewhere(SignOnRefused):
    """The account at the provider is another person's way in, or this person has another one there."""

    code = "sign-on/linked-elsewhere"
    title = "That account is linked with somebody else, or you are linked with another one"
    word = "elsewhere"


class NotOffered(NotFound):
    """The installation is not known at that provider."""

    code = "sign-on/not-offered"
    title = "Signing in with that provider is not set up here"


@dataclass(eq=False)
class ProviderAway(Unavailable):
    """The provider cannot be asked at the moment."""

    code: ClassVar[str] = "sign-on/provider-away"
    title: ClassVar[str] = "That provider does not answer at the moment"


@dataclass(eq=False)
class TooManyBegun(TooMany):
    """More ways out than any number of people would begin."""

    code: ClassVar[str] = "sign-on/too-many"
    title: ClassVar[str] = "Too many people are signing in; wait a little"


class NotFresh(Forbidden):
    """Changing how one signs in takes the password, or having signed in just now."""

    code = "sign-on/not-fresh"
    title = "Type your password again, or sign in again first"


class OnlyWayIn(Conflict):
    """Without it nobody could sign in to the account."""

    code = "sign-on/only-way-in"
    title = "It is your only way in: choose a password first"


@dataclass(eq=False)
class NotADirectory(Unreadable):
    """Not the name of a directory that a school could have for itself."""

    code: ClassVar[str] = "sign-on/not-a-directory"
    title: ClassVar[str] = "That is not a directory of a school"
    provider: Provider

    def __str__(self) -> str:
        if self.provider is Provider.GOOGLE:
            return "Give the domain of your school's Google Workspace, such as birch.example. Gmail's is everybody's."
        return "Give your school's tenant id at Microsoft: 32 digits and letters with dashes between."


class DirectoryThere(Conflict):
    """A directory is listed once."""

    code = "sign-on/directory-there"
    title = "The school takes people from that directory already"


@dataclass(eq=False)
class TooManyDirectories(Conflict):
    """A school has a few directories, never hundreds."""

    code: ClassVar[str] = "sign-on/too-many-directories"
    title: ClassVar[str] = "The school has as many directories as it can have"
    directories_max: int


class SignInAgain(Conflict):
    """The other school does not take people from the directory by which the session was opened."""

    code = "sign-on/sign-in-again"
    title = "That school takes its staff from another directory: sign out, then sign in there"


faults.means(
    DirectoryThere, "uq_sign_on_directory_once",
    "unique sign_on_directory.school_id, sign_on_directory.provider, sign_on_directory.directory",
)  # fmt: skip
