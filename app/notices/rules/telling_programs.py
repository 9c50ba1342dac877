"""What a school's own programs are told, in the dialect of each. Pure.

Receivers are channels and programs, read by more people than a mail is. So no person is named, nothing is told that is
one person's own, and of what was typed here nothing can mention, link or mark up anything there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.notices.rules.kinds import Dialect, NoticeKind
from app.notices.rules.notice import Notice
from app.notices.rules.words import line

KINDS: Final = (
    NoticeKind.COVER_ASKED, NoticeKind.COVER_ACCEPTED, NoticeKind.COVER_OPEN, NoticeKind.ROUND_PLANNED,
    NoticeKind.ROUND_CHANGED, NoticeKind.TIMETABLE_CHANGED,
)  # fmt: skip
"""What can be told to a program. The others are one person's own: reminders, and that somebody has said no, which those
who lead the school never learn (DOMAIN 3.3).
"""
WEBHOOKS_MAX: Final = 20
WAITING_MAX: Final = 50
"""So many messages of a school wait to be sent before somebody is asked to wait with one sent by hand."""
SEND: Final = "send_webhook"
"""The job's kind."""
RETRIES: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # fmt: skip
"""After each failure: nearly four days in all, so that a weekend loses nothing."""
TROUBLE_MAX: Final = 500
GONE: Final = 410
TEST: Final = "test"

_FACTS: Final = ("day", "start", "end", "period", "class", "subject", "group", "left")
_LABELS: Final[Mapping[str, str]] = {
    "day": "Day", "start": "From", "end": "To", "period": "Period", "class": "Class", "subject": "Subject",
    "place": "Where", "group": "Group", "left": "Still open",
}  # fmt: skip
_OPENINGS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.COVER_ASKED: "Cover asked for",
    NoticeKind.COVER_ACCEPTED: "Cover found for",
    NoticeKind.COVER_OPEN: "Cover needed for",
    NoticeKind.ROUND_PLANNED: "Round planned with",
}
BUTTON: Final = "See it in Kenkyu"


@dataclass(frozen=True, slots=True)
class Told:
    """One message as it is kept: what happened, without any receiver's dialect or our own address."""

    type: str
    timestamp: str
    text: str
    facts: Mapping[str, str]
    path: str
    about_id: str | None
    extra: Mapping[str, str]

    def as_json(self) -> str:
        return json.dumps(
            {
                "type": self.type, "timestamp": self.timestamp, "text": self.text, "facts": dict(self.facts),
                "path": self.path, "about_id": self.about_id, "extra": dict(self.extra),
            },
            ensure_ascii=False,
        )  # fmt: skip


def told(notice: Notice, now: datetime) -> Told:
    """*notice* for programs: no name of anybody, whatever its facts hold."""
    facts = {name: said for name in (*_FACTS, "place") if (said := line(notice.facts.get(name, "")))}
    return Told(
        notice.kind, now.isoformat(), _text(notice.kind, facts, line(notice.facts.get("what", ""))), facts, notice.path,
        str(notice.about_id) if notice.about_id else None, dict(notice.extra),
    )  # fmt: skip


def trial(name: str, now: datetime) -> Told:
    """What a webhook is sent when somebody wants to see whether it works."""
    return Told(TEST, now.isoformat(), f"Kenkyu can reach “{line(name)}”.", {}, "/school/webhooks", None, {})


def read(text: str) -> Told:
    """What `as_json` wrote."""
    return Told(**json.loads(text))


def as_sent(message: Told, dialect: Dialect, origin: str) -> bytes:
    """*message* as its receiver wants it: the same bytes each time it is sent."""
    url = origin + message.path
    if dialect == Dialect.SLACK:
        body = _slack(message, url)
    elif dialect == Dialect.TEAMS:
        body = _teams(message, url)
    else:
        about = {"about_id": message.about_id} if message.about_id else {}
        data = {"text": message.text, "facts": dict(message.facts), "url": url, **about, **message.extra}
        body = {"type": message.type, "timestamp": message.timestamp, "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def retry_at(now: datetime, attempts: int, webhook_id: UUID) -> datetime | None:
    """When a message is sent again after the *attempts*-th failure; None: never."""
    if attempts > len(RETRIES):
        return None
    # Those of one moment are spread a little, each webhook's by its own measure.
    spread = webhook_id.int % 1_000 / 10_000
    return (now + RETRIES[attempts - 1] * (1 + spread)).replace(microsecond=0)


def inert(text: str) -> str:
    """*text*, reading the same, in which no chat finds anybody to mention and no address to link."""
    return text.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")


def _text(kind: NoticeKind, facts: Mapping[str, str], what: str) -> str:
    about = facts.get("class") or "a class"
    if kind == NoticeKind.TIMETABLE_CHANGED:
        return f"{facts.get('place') or 'An address'} {what or 'has news'}"
    if kind == NoticeKind.ROUND_CHANGED:
        return f"Round with {about} {what or 'has changed'}"
    when = ", ".join(part for part in (facts.get("day"), facts.get("start")) if part)
    return f"{_OPENINGS[kind]} {about}{', ' + when if when else ''}"


def _lines(message: Told) -> list[tuple[str, str]]:
    labels = {**_LABELS, "place": "Address"} if message.type == NoticeKind.TIMETABLE_CHANGED else _LABELS
    return [(labels[name], said) for name, said in message.facts.items()]


def _slack(message: Told, url: str) -> dict[str, Any]:
    """Blocks of plain text, which Slack marks up in no way; only our own link is of its markup."""
    said = "\n".join([inert(message.text), *(f"{label}: {inert(value)}" for label, value in _lines(message))])
    link = f"<{_slack_escaped(url)}|{BUTTON}>"
    return {
        "text": _slack_escaped(inert(message.text)),
        "unfurl_links": False,
        "unfurl_media": False,
        "blocks": [
            {"type": "section", "text": {"type": "plain_text", "text": said[:3_000], "emoji": False}},
            {"type": "section", "text": {"type": "mrkdwn", "text": link}},
        ],
    }


def _slack_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(message: Told, url: str) -> dict[str, Any]:
    """An Adaptive Card of text runs, which unlike text blocks hold no Markdown."""
    lines = [_run(f"{label}: {inert(value)}") for label, value in _lines(message)]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": inert(message.text),
        "body": [_run(inert(message.text), weight="Bolder"), *lines],
        "actions": [{"type": "Action.OpenUrl", "title": BUTTON, "url": url}],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attachment]}


def _run(text: str, **more: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **more}]}
