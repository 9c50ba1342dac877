"""Mail: written with what it tells, sent once by a real server, the same message when it is sent again."""

import contextlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from cast import NOW, SECRET_KEY
from mail_desk import LATER, Desk, Inbox

from app.jobs import queries as jobs
from app.jobs.rules import JobState
from app.outbox import actions, rules
from app.outbox import work as sending
from app.outbox.rules import Message
from app.outbox.work import Post
from app.settings import Settings, Unusable


class Interrupted(Exception):
    """What takes a transaction back."""


def test_a_message_reaches_its_one_reader_and_is_not_sent_again(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    turns = [desk.work(inbox.port), desk.work(inbox.port, NOW + timedelta(hours=1))]

    sent_from, sent_to, message = inbox.taken[0]
    assert turns == [True, False]
    assert (len(inbox.taken), sent_from, sent_to) == (1, "kenkyu@kenkyu.test", ["amina@birch.example"])
    assert {name: message[name] for name in ("From", "To", "Subject", "Auto-Submitted", "List-Unsubscribe")} == {
        "From": "Kenkyu <kenkyu@kenkyu.test>", "To": "amina@birch.example", "Subject": "New on the fair",
        "Auto-Submitted": "auto-generated", "List-Unsubscribe": "<https://kenkyu.test/digest/leave#abc>",
    }  # fmt: skip
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == "Three new findings.\n.\nGŵyl\n"
    assert html.get_content().strip() == "<p>Three new findings.</p>"
    assert (desk.mail().sent_at, desk.mail().given_up_at) == (NOW, None)


def test_one_key_is_one_message(desk: Desk, inbox: Inbox) -> None:
    """Take out: `queries.is_written` in actions.write (the key of the table refuses then, which is no answer)."""
    assert [desk.write(), desk.write(), desk.write("another")] == [True, False, True]

    while desk.work(inbox.port):
        pass

    assert len(inbox.taken) == 2


def test_a_message_of_a_transaction_that_fails_is_never_sent(desk: Desk, inbox: Inbox) -> None:
    message = Message(desk.staff_id, "amina@birch.example", "No", "No")
    with contextlib.suppress(Interrupted), desk.database.writing(desk.scope) as session:
        actions.write(session, desk.school_id, message, key="digest", now=NOW)
        raise Interrupted

    assert not desk.work(inbox.port)


def test_a_message_that_is_sent_again_after_a_crash_is_the_same_message(
    desk: Desk, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker dies after the server's word and before ours. Take out: Message-ID from the row's id."""
    desk.write()

    def killed(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_end", killed)
        desk.work(inbox.port)
    desk.work(inbox.port, NOW + LATER)

    first, second = (message for _, _, message in inbox.taken)
    assert first["Message-ID"] == second["Message-ID"] == f"<{desk.mail().id}@kenkyu.test>"
    assert first["Date"] == second["Date"]
    assert desk.mail().sent_at == NOW + LATER


@pytest.mark.parametrize(("days", "sent"), [(rules.WORTH_SENDING.days, 1), (rules.WORTH_SENDING.days + 1, 0)])
def test_news_of_more_than_a_week_ago_is_not_sent(desk: Desk, inbox: Inbox, days: int, sent: int) -> None:
    """Take out: WORTH_SENDING in outbox.work."""
    desk.write()

    desk.work(inbox.port, NOW + timedelta(days=days))

    assert len(inbox.taken) == sent
    assert (desk.mail().given_up_at is None) == bool(sent)


def test_messages_are_forgotten_after_a_month(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    def forgotten(days: int) -> int:
        with desk.database.writing(desk.scope) as session:
            return actions.forget(session, desk.school_id, NOW + timedelta(days=days))

    assert [forgotten(30), forgotten(31)] == [0, 1]
    assert desk.work(inbox.port), "its job is there still"
    assert (jobs.state(desk.job()), inbox.taken) == (JobState.DONE, [])


BAD: list[tuple[str, str]] = [
    ("http://mail.example", "a@b.example"), ("smtp://", "a@b.example"), ("mail.example:25", "a@b.example"),
    ("smtp://mail.example", ""), ("smtp://mail.example", "nobody"), ("smtp://mail.example", "a@b.example\nBcc: c@d.e"),
]  # fmt: skip


@pytest.mark.parametrize(("smtp_url", "mail_from"), BAD)
def test_settings_that_cannot_send_mail_do_not_start(smtp_url: str, mail_from: str) -> None:
    # Pydantic lets an error of a validator through as its own kind, a ValueError too.
    with pytest.raises(ValueError, match=r"KENKYU_(SMTP_URL|MAIL_FROM)"):
        Settings(secret_key=SECRET_KEY, smtp_url=smtp_url, mail_from=mail_from)
    assert issubclass(Unusable, ValueError)


def test_what_leaves_does_not_depend_on_when(desk: Desk) -> None:
    """Two workers, two moments: one message, but for the boundary between its parts."""
    desk.write(html="")
    post = Post("smtp://mail.example", "kenkyu@kenkyu.test", "kenkyu.test")
    make: Callable[[], bytes] = lambda: sending.message_of(desk.mail(), post).as_bytes()  # noqa: E731

    assert make() == make()
