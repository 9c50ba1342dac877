"""A message as it leaves: the same each time, its Message-ID included, so that one sent twice is seen to be one."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any

from app.kernel import signed
from app.outbox import calendar_part, rules
from app.outbox.tables import OutgoingMail

UNFOLDED = frozenset({"list-unsubscribe", "list-unsubscribe-post"})


class OneLine(EmailPolicy):
    """As the library's own, but UNFOLDED headers stand on one line as they are.

    The library makes encoded words of what is too long for a line and has no space to break it at. Who reads these
    headers looks for `<https:` and decodes nothing (RFC 2369, RFC 8058).
    """

    def fold(self, name: str, value: Any) -> str:
        return self._as_is(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self._as_is(name, value).encode("ascii") or super().fold_binary(name, value)

    def _as_is(self, name: str, value: Any) -> str:
        text = str(value)
        return f"{name}: {text}{self.linesep}" if name.lower() in UNFOLDED and text.isascii() else ""


SMTP = OneLine(linesep="\r\n")
SMTPUTF8 = SMTP.clone(utf8=True)


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves: the server's address, who it is from, the host that our Message-IDs end with, and what links
    begin and are signed with.
    """

    smtp_url: str
    mail_from: str
    host: str
    origin: str = ""
    server_key: bytes = b""
    takes_answers: bool = False
    """Whether a mail server hands us answers to invitations."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A message as bytes, and from whom to whom it goes."""

    sender: str
    recipient: str
    content: bytes
    is_plain: bool
    """Whether sender and recipient are ASCII, as every server takes them."""


def ready_of(mail: OutgoingMail, post: Post) -> Ready:
    """The message as it goes over the line."""
    sender = parseaddr(post.mail_from)[1]
    is_plain = mail.address.isascii() and sender.isascii()
    return Ready(sender, mail.address, message_of(mail, post).as_bytes(), is_plain)


def message_of(mail: OutgoingMail, post: Post) -> EmailMessage:
    """The message to one reader."""
    to = rules.address_of(mail.address)
    assert to is not None, "actions.write lets no other in"

    def whole(path: str, claim: str) -> str:
        secret = signed.token_of(post.server_key, mail.school_id, claim) if claim else ""
        return f"{post.origin}{path}{secret}"

    is_plain = mail.address.isascii() and post.mail_from.isascii()
    message = EmailMessage(policy=SMTP if is_plain else SMTPUTF8)
    message["From"] = post.mail_from
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.made_at)
    message["Message-ID"] = f"<{mail.id}@{post.host}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.leave_url:
        message["List-Unsubscribe"] = f"<{rules.with_links(mail.leave_url, whole)}>"
        if mail.leaves_by_post:
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(rules.with_links(mail.text, whole))
    if mail.html:
        message.add_alternative(rules.with_links(mail.html, whole), subtype="html")
    calendar_part.attach(
        message, mail, post.server_key, post.mail_from, takes_answers=post.takes_answers
    )  # fmt: skip
    return message
