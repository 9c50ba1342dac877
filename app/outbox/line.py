"""A line to the mail server, on which message after message is handed over. It opens when the first one comes."""

import contextlib
import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from app.jobs.rules import GiveUp, Trouble
from app.outbox.message import Ready

SECONDS_MAX = 30
FINAL = range(500, 600)
"""Answers of a mail server that will be the same tomorrow."""
CLOSING = 421
"""What a server says that takes no more on this line: a new one helps."""


class NoAnswer(Trouble):
    """The mail server cannot be reached, or says nothing any more: the next message would fare no better."""


class Line:
    """One session with the server at *smtp_url* at a time. Use it in a `with`."""

    def __init__(self, smtp_url: str) -> None:
        self._smtp_url = smtp_url
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def hand_over(self, message: Ready) -> None:
        """Give the server one message.

        Raises:
            NoAnswer: it cannot be reached, does not let us in, or falls silent.
            Trouble: it did not take this message now.
            GiveUp: it never will.
        """
        was_open = self._server is not None
        try:
            self._give(message)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused) as error:
            # A server may end a line after so many messages, or so many idle seconds; it says so before it takes one.
            # One that fell silent may have taken it, and would be silent on a new line as well.
            refused = isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != CLOSING
            if not was_open or refused or _fell_silent(error):
                raise self._meant(error) from error
            self._hang_up()
            try:
                self._give(message)
            except (OSError, smtplib.SMTPException) as again:
                raise self._meant(again) from again
        except (OSError, smtplib.SMTPException) as error:
            raise self._meant(error) from error

    def _give(self, message: Ready) -> None:
        if self._server is None:
            try:
                self._server = connected(self._smtp_url)
            except smtplib.SMTPNotSupportedError:
                raise
            except smtplib.SMTPResponseException as error:
                raise NoAnswer(f"The mail server refused ({error.smtp_code}).") from error
            except (OSError, smtplib.SMTPException) as error:
                raise NoAnswer("The mail server did not answer.") from error
        options: tuple[str, ...] = ()
        if not message.is_plain:
            self._server.ehlo_or_helo_if_needed()
            if not self._server.has_extn("smtputf8"):
                raise smtplib.SMTPNotSupportedError
            options = ("SMTPUTF8", "BODY=8BITMIME")
        self._server.sendmail(message.sender, [message.recipient], message.content, options)

    def _meant(self, error: OSError | smtplib.SMTPException) -> Exception:
        """What a failure means for the message."""
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            codes = {code for code, _ in error.recipients.values()}
            if all(code in FINAL for code in codes):
                return GiveUp(f"The mail server does not take mail for this address ({min(codes)}).")
            return Trouble(f"The mail server does not take mail for this address now ({min(codes)}).")
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return GiveUp("The mail server cannot do what the address or the sign-in needs.")
        if isinstance(error, smtplib.SMTPResponseException):
            # Signing in and the sender are the installation's to mend: worth another try, whatever the number.
            return Trouble(f"The mail server refused ({error.smtp_code}).")
        self._hang_up()
        # A line that was cut may be about this one message; silence costs each of the others as long a wait.
        return (NoAnswer if _fell_silent(error) else Trouble)("The mail server did not answer.")

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        # What it has taken, it has taken: how it says goodbye changes nothing.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _fell_silent(error: OSError | smtplib.SMTPException) -> bool:
    """Whether nothing came for SECONDS_MAX. smtplib speaks of a line that was cut then, too."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def connected(smtp_url: str) -> smtplib.SMTP:
    """A session with the server, in which it has been spoken to and signed in to as the address says."""
    parts = urlsplit(smtp_url)
    assert parts.hostname is not None, "settings.py refuses others"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=SECONDS_MAX, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=SECONDS_MAX)
    try:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server
