"""To whom mail goes, and what stands in its head: nobody else is written to, and no text begins a header."""

import re

import pytest
from cast import NOW
from mail_desk import AMINA, ONE_CLICK, Desk, Inbox

from app.jobs import queries as jobs
from app.jobs.rules import JobState
from app.outbox import rules


@pytest.mark.parametrize(
    "subject",
    ["Hi\r\nBcc: eve@cedar.example", "Hi\nBcc: eve@cedar.example\n\nBody", "Hi\x00\x0b\u2028Bcc: eve@x.example"],
)
def test_a_subject_cannot_begin_another_header(desk: Desk, inbox: Inbox, subject: str) -> None:
    """Take out: `subject_of` (the library refuses then, and the mail never goes)."""
    desk.write(subject=subject)

    desk.work(inbox.port)

    assert inbox.taken[0][1] == ["amina@birch.example"]
    assert inbox.only()["Bcc"] is None
    assert inbox.only()["Subject"].startswith("Hi Bcc: eve@")


@pytest.mark.parametrize(
    "address",
    [
        "amina@birch.example, eve@cedar.example", "amina@birch.example\r\nBcc: eve@cedar.example", "Amina <a@b.example>",
        "amina", "@birch.example", "amina@", "", "a" * 250 + "@b.example", "amina@birch.example>",
    ],
)  # fmt: skip
def test_what_is_not_exactly_one_address_is_not_written_to(desk: Desk, inbox: Inbox, address: str) -> None:
    """Take out: `address_of` in actions.write."""
    assert not desk.write(address=address)
    assert not desk.work(inbox.port)


def test_an_address_beyond_ascii_is_written_to(desk: Desk, inbox: Inbox) -> None:
    desk.moves("siân@birch.example")
    desk.write(address="siân@birch.example")

    desk.work(inbox.port)

    assert inbox.taken[0][1] == ["siân@birch.example"]


@pytest.mark.parametrize("address", [AMINA, "siân@birch.example"])
def test_where_to_want_no_more_stands_on_one_line_as_it_is(desk: Desk, inbox: Inbox, address: str) -> None:
    """RFC 2369 and 8058: nobody decodes these. With a signed link, longer than a line, too; in SMTP as in SMTPUTF8.

    Take out: OneLine in outbox.message.
    """
    desk.moves(address)
    desk.write(address=address, leave_url=rules.link("/notices/leave/", "leave:" + "0" * 110), leaves_by_post=True)

    desk.work(inbox.port)

    head = inbox.raw[0].partition(b"\r\n\r\n")[0] + b"\r\n"
    line = next(one for one in head.split(b"\r\n") if one.lower().startswith(b"list-unsubscribe:"))
    assert re.fullmatch(rb"List-Unsubscribe: <https://kenkyu\.test/notices/leave/[!-;=?-~]{150,}>", line)
    assert ONE_CLICK in head
    assert f"Message-ID: <{desk.mail().id}@kenkyu.test>\r\n".encode() in head
    assert b"reply-to:" not in head.lower(), "answers go to the ORGANIZER of the calendar part"


def test_a_message_that_waits_goes_to_where_its_reader_is_now(desk: Desk, inbox: Inbox) -> None:
    """Take out: the address of `still_for` in outbox.work."""
    desk.write()
    desk.moves("amina.new@birch.example")

    desk.work(inbox.port)

    assert [to for _, to, _ in inbox.taken] == [["amina.new@birch.example"]]
    assert inbox.only()["To"] == "amina.new@birch.example"
    assert AMINA.encode() not in inbox.raw[0]


@pytest.mark.parametrize("address", [None, "nowhere"])
def test_a_message_to_who_can_be_reached_no_more_is_given_up(desk: Desk, inbox: Inbox, address: str | None) -> None:
    """Take out: `reader.email` in notices.queries.still_for, `address_of` in outbox.work."""
    desk.write()
    desk.moves(address)

    desk.work(inbox.port)

    assert inbox.taken == []
    assert (jobs.state(desk.job()), desk.mail().given_up_at) == (JobState.GIVEN_UP, NOW)
