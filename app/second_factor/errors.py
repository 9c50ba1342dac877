"""What is refused about second factors, each with the words that people read."""

from app.db import faults
from app.kernel.errors import Conflict


class TooManyFactors(Conflict):
    code = "second-factor/too-many-factors"
    title = "Ten factors are enough: remove one first"


class PasskeyTaken(Conflict):
    """The same passkey belongs to an account already."""

    code = "second-factor/passkey-taken"
    title = "That passkey is in use already"


class LastFactor(Conflict):
    """Whoever leads at a school that asks for it keeps one."""

    code = "second-factor/last"
    title = "Your school asks its leaders for a second factor: set up another before you remove the last"


class ClearYourOwn(Conflict):
    """Nobody helps themselves past their own second factor."""

    code = "second-factor/your-own"
    title = "Ask another lead: nobody clears their own second factors"


class NothingToClear(Conflict):
    code = "second-factor/none"
    title = "They have no second factor"


class OpensAnotherSchool(Conflict):
    """One school's lead does not take away what guards another's door."""

    code = "second-factor/another-school"
    title = "They work at another school too, so their second factors are not yours to clear"

    def __str__(self) -> str:
        return (
            "Their codes on paper still work. Without those, whoever keeps this installation can do it: kenkyu staff "
            "clear-second-factors."
        )


class PasskeysNotOffered(Conflict):
    """A passkey belongs to a name of the internet, not to a number."""

    code = "second-factor/no-passkeys"
    title = "Passkeys need Kenkyu to have a proper name: this address is only a number"


faults.means(PasskeyTaken, "uq_second_factor_credential", "unique second_factor.credential_id")
