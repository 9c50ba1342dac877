"""An invitation as a part of its mail (RFC 6047): who asks and who is asked are put in when the mail leaves."""

from email.message import EmailMessage
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress

from app.outbox import answer_address
from app.outbox.tables import OutgoingMail

REQUEST, PUBLISH, CANCEL = "REQUEST", "PUBLISH", "CANCEL"


def attach(
    message: EmailMessage, mail: OutgoingMail, server_key: bytes, mail_from: str, *, takes_answers: bool
) -> None:
    """Add what *mail* carries for a calendar, as one more way to say the same.

    `reply_to` is the id of what is asked about: an answer comes back to an address that is for this alone. Where no
    answer can come back, because no mail server hands them to us, nobody is asked for one: it is for information.
    """
    if not mail.calendar:
        return
    assert mail.calendar_method in {REQUEST, PUBLISH, CANCEL}
    is_asking = takes_answers and bool(mail.reply_to) and mail.calendar_method != PUBLISH
    method = mail.calendar_method if is_asking else PUBLISH
    calendar = Calendar.from_ical(mail.calendar)
    calendar["METHOD"] = method
    sender = mail_from.rpartition("<")[2].rstrip("> ")
    for event in calendar.events:
        _put_in(event, "ORGANIZER", _answered_at(mail, server_key, sender) if is_asking else sender)
        if is_asking:
            _put_in(event, "ATTENDEE", mail.address)
        else:
            event.pop("ATTENDEE", None)
    # As base64, so that no server on the way breaks its lines anew.
    message.add_alternative(
        calendar.to_ical(sorted=False).decode(), subtype="calendar", charset="utf-8", cte="base64",
        params={"method": method},
    )  # fmt: skip


def _answered_at(mail: OutgoingMail, server_key: bytes, sender: str) -> str:
    """Where the answer of this reader to this one thing goes."""
    domain = sender.rpartition("@")[2]
    return answer_address.address_of(server_key, domain, mail.school_id, UUID(mail.reply_to), mail.staff_id)


def _put_in(event: Event, name: str, address: str) -> None:
    if name not in event:
        return
    written = vCalAddress(f"mailto:{address}")
    written.params = event[name].params
    event[name] = written
