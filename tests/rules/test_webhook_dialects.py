"""What programs and channels are told: nobody's name, and nothing that mentions, links or marks up anything there."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks.webhooks import Webhook as Receiver
from standardwebhooks.webhooks import WebhookVerificationError

from app.notices.rules import Dialect, NoticeKind, signing, telling_programs
from app.notices.rules.notice import Notice

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
ORIGIN = "https://kenkyu.test"
HOSTILE = (
    "7A <!channel> <@U1> @everyone [x](https://evil.example) *b* <at>Head</at> & http://evil.example www.evil.example"
)


def _notice(kind: NoticeKind = NoticeKind.COVER_OPEN, **facts: str) -> Notice:
    said = {
        "class": "7A",
        "day": "Tuesday 24 November",
        "start": "09:00",
        "by": "Amina Okafor",
        "minutes": "45",
    } | facts
    return Notice(kind, (), said, "/cover", key="cover:1", about_id=UUID(int=7))


def _sent(dialect: Dialect, notice: Notice) -> Any:
    return json.loads(telling_programs.as_sent(telling_programs.told(notice, NOW), dialect, ORIGIN))


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for name, inner in node.items() if name not in {"url", "$schema"} for text in _texts(inner)]
    return [text for inner in node for text in _texts(inner)] if isinstance(node, list) else [str(node)]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("kind", telling_programs.KINDS)
def test_nobody_is_named_in_any_dialect(dialect: Dialect, kind: NoticeKind) -> None:
    sent = json.dumps(_sent(dialect, _notice(kind)))

    assert "Amina" not in sent
    assert "45" not in sent


def test_a_program_is_told_what_happened_and_where_to_look() -> None:
    assert _sent(Dialect.KENKYU, _notice()) == {
        "type": "cover_open",
        "timestamp": "2026-11-02T08:00:00+00:00",
        "data": {
            "text": "Cover needed for 7A, Tuesday 24 November, 09:00",
            "facts": {"day": "Tuesday 24 November", "start": "09:00", "class": "7A"},
            "url": "https://kenkyu.test/cover",
            "about_id": str(UUID(int=7)),
        },
    }


def test_what_was_kept_is_read_back() -> None:
    message = telling_programs.told(_notice(), NOW)

    assert telling_programs.read(message.as_json()) == message


@pytest.mark.parametrize("dialect", [Dialect.SLACK, Dialect.TEAMS])
def test_what_was_typed_here_mentions_and_links_nothing_there(dialect: Dialect) -> None:
    sent = _sent(dialect, _notice(**{"class": HOSTILE, "group": HOSTILE}))

    for text in _texts(sent):
        assert "@everyone" not in text
        assert "@U1" not in text
        assert "http://evil" not in text
        assert "www.evil" not in text


def test_slack_gets_plain_text_and_one_link_of_ours() -> None:
    sent = _sent(Dialect.SLACK, _notice(**{"class": HOSTILE}))

    assert [block["text"]["type"] for block in sent["blocks"]] == ["plain_text", "mrkdwn"]
    assert sent["blocks"][1]["text"]["text"] == "<https://kenkyu.test/cover|See it in Kenkyu>"
    assert "<" not in sent["text"]
    assert "&lt;!channel&gt;" in sent["text"]
    assert "&amp;" in sent["text"]
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)


def test_teams_gets_an_adaptive_card_without_markdown() -> None:
    sent = _sent(Dialect.TEAMS, _notice(**{"class": HOSTILE}))

    (attachment,) = sent["attachments"]
    card = attachment["content"]
    assert (sent["type"], attachment["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert "msteams" not in card, "without entities nothing is a mention"
    assert card["actions"] == [
        {"type": "Action.OpenUrl", "title": "See it in Kenkyu", "url": "https://kenkyu.test/cover"}
    ]


def test_a_long_text_stays_within_what_slack_takes() -> None:
    facts = dict.fromkeys(("class", "group", "place", "subject", "period"), "x" * 2000)

    assert len(_sent(Dialect.SLACK, _notice(**facts))["blocks"][0]["text"]["text"]) <= 3_000


# ---- signatures ----------------------------------------------------------------------------------

KEY = b"k" * 48


def _now() -> datetime:
    return datetime.now(UTC)


def test_the_library_of_the_standard_verifies_what_we_sign() -> None:
    secret = signing.secret_of(KEY, UUID(int=1), UUID(int=2), 1)
    body = '{"text":"Cover needed – 7A"}'.encode()

    headers = dict(signing.headers_of(secret, UUID(int=3), body, _now()))

    assert Receiver(secret).verify(body, headers) == json.loads(body)
    for changed in (
        {"webhook-id": "msg_other"}, {"webhook-timestamp": str(int(_now().timestamp()) - 5)},
        {"webhook-signature": "v1," + base64.b64encode(b"x" * 32).decode()},
    ):  # fmt: skip
        with pytest.raises(WebhookVerificationError):
            Receiver(secret).verify(body, headers | changed)
    with pytest.raises(WebhookVerificationError):
        Receiver(secret).verify(body + b" ", headers)


def test_an_old_message_sent_by_somebody_else_again_is_refused_by_the_library() -> None:
    secret = signing.secret_of(KEY, UUID(int=1), UUID(int=2), 1)
    headers = dict(signing.headers_of(secret, UUID(int=3), b"{}", _now() - timedelta(minutes=6)))

    with pytest.raises(WebhookVerificationError):
        Receiver(secret).verify(b"{}", headers)


def test_a_secret_is_of_one_school_one_webhook_and_one_number() -> None:
    one = signing.secret_of(KEY, UUID(int=1), UUID(int=2), 1)
    others = [
        signing.secret_of(b"o" * 48, UUID(int=1), UUID(int=2), 1),
        signing.secret_of(KEY, UUID(int=9), UUID(int=2), 1),
        signing.secret_of(KEY, UUID(int=1), UUID(int=9), 1),
        signing.secret_of(KEY, UUID(int=1), UUID(int=2), 2),
    ]

    assert signing.secret_of(KEY, UUID(int=1), UUID(int=2), 1) == one
    assert len({one, *others}) == 5
    assert len(base64.b64decode(one.removeprefix("whsec_"))) == 32


# ---- trying again --------------------------------------------------------------------------------


def test_a_message_is_tried_again_over_more_than_three_days_ever_later_and_then_no_more() -> None:
    now, waits = NOW, []
    for attempts in range(1, 20):
        following = telling_programs.retry_at(now, attempts, UUID(int=5))
        if following is None:
            break
        waits.append(following - now)
        now = following

    assert waits == sorted(waits)
    assert timedelta(days=3) < now - NOW < timedelta(days=5)
    assert len(waits) == 9
