"""What a mail server says, and what becomes of the message then; what the log is told of it names nobody."""

from datetime import timedelta

import pytest
import structlog
from cast import NOW, SECRET_KEY
from live import free_port
from mail_desk import AMINA, LATER, Desk, Inbox

from app.jobs import queries as jobs
from app.jobs.rules import JobState
from app.outbox import work as sending
from app.settings import Settings
from app.web import logs


@pytest.mark.parametrize("answer", ["550 No such user amina@birch.example", "450 amina@birch.example has no room"])
def test_the_log_names_nobody(
    desk: Desk, inbox: Inbox, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """As the worker writes it. Take out: `rules.told` in jobs.work."""
    logs.install("info")
    try:
        desk.write()
        inbox.says = {"RCPT": answer}
        desk.work(inbox.port)
    finally:
        structlog.reset_defaults()

    written = capsys.readouterr().err
    assert "job failed" in written
    assert "SMTPRecipientsRefused" in written
    assert [word for word in ("amina", "birch.example", "No such user", "room") if word in written] == []


def test_the_log_names_the_places_of_a_fault_of_ours_and_not_its_text(
    desk: Desk, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Take out: `places` in jobs.rules.told, or put the text back in."""

    def falls_over(*_: object, **__: object) -> None:
        raise ValueError(AMINA)

    monkeypatch.setattr(sending, "_end", falls_over)
    logs.install("info")
    try:
        desk.write()
        desk.work(inbox.port)
    finally:
        structlog.reset_defaults()

    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "falls_over" in written
    assert "amina" not in written


def test_while_the_server_is_down_mail_waits_and_goes_when_it_is_back(desk: Desk, inbox: Inbox) -> None:
    desk.write()

    desk.work(free_port())
    down = desk.job()
    too_early = desk.work(inbox.port, NOW + timedelta(seconds=29))
    desk.work(inbox.port, NOW + timedelta(seconds=30))

    assert (jobs.state(down), down.trouble) == (JobState.RETRYING, "The mail server did not answer.")
    assert not too_early
    assert len(inbox.taken) == 1
    assert (jobs.state(desk.job()), desk.mail().sent_at) == (JobState.DONE, NOW + timedelta(seconds=30))


@pytest.mark.parametrize("answer", [("RCPT", "450 Later"), ("DATA", "451 Later"), ("DATA", "554 Spam")])
def test_a_server_that_says_not_now_is_asked_again(desk: Desk, inbox: Inbox, answer: tuple[str, str]) -> None:
    desk.write()
    inbox.says = dict([answer])

    desk.work(inbox.port)
    waits = jobs.state(desk.job())
    inbox.says = {}
    desk.work(inbox.port, NOW + LATER)

    assert waits == JobState.RETRYING
    assert len(inbox.taken) == 1


def test_an_address_that_the_server_does_not_know_is_given_up_at_once(desk: Desk, inbox: Inbox) -> None:
    """Take out: FINAL in outbox.work."""
    desk.write()
    inbox.says = {"RCPT": "550 No such user amina@birch.example"}

    desk.work(inbox.port)

    assert (jobs.state(desk.job()), desk.mail().given_up_at, desk.mail().sent_at) == (JobState.GIVEN_UP, NOW, None)
    assert "550" in desk.job().trouble
    assert "amina" not in desk.job().trouble


def test_a_server_without_tls_is_never_spoken_to_in_the_open_when_tls_was_asked_for(desk: Desk, inbox: Inbox) -> None:
    """Take out: `server.starttls`."""
    desk.write()

    desk.work(inbox.port, scheme="smtp+starttls")

    assert inbox.taken == []
    assert desk.mail().sent_at is None


def test_without_a_mail_server_mail_waits(desk: Desk, inbox: Inbox) -> None:
    desk.write()
    settings = Settings(database_url="sqlite://", secret_key=SECRET_KEY, files_url="memory://")

    assert not desk.turn(settings)
    assert jobs.state(desk.job()) == JobState.WAITING
    assert desk.work(inbox.port)
    assert len(inbox.taken) == 1
