"""What each kind of notice says. Pure; plain words, no judgement, nothing about pupils or why somebody is away."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.notices.rules.kinds import NoticeKind
from app.notices.rules.notice import Notice

FACT_MAX = 300
TITLES: Mapping[NoticeKind, str] = {
    NoticeKind.COVER_ASKED: "I am asked to cover",
    NoticeKind.COVER_ACCEPTED: "Somebody covers for us",
    NoticeKind.COVER_DECLINED: "Somebody cannot cover",
    NoticeKind.COVER_OPEN: "Cover that nobody is left to ask for",
    NoticeKind.ROUND_PLANNED: "A round is planned",
    NoticeKind.ROUND_CHANGED: "A round is moved, changed or called off",
    NoticeKind.ROUND_TOMORROW: "A round is on the next school day",
    NoticeKind.LOG_MINUTES: "Minutes wait to be logged",
    NoticeKind.TIMETABLE_CHANGED: "The timetable's address has news",
    NoticeKind.DIGEST: "The week's new findings",
}
"""What each kind is called, in messages and where it is chosen."""


@dataclass(frozen=True, slots=True)
class Said:
    """One notice in words."""

    subject: str
    opening: str
    rows: tuple[tuple[str, str], ...]
    """What it is about, line by line: a label and a value."""
    button: str
    """What the link to its page is called."""


def said(notice: Notice) -> Said:
    """*notice* in words, each fact on one line and at most FACT_MAX letters."""
    facts = {name: line(value) for name, value in notice.facts.items()}
    subject, opening, button = _SENTENCES[notice.kind](facts)
    return Said(subject, opening, _rows(facts), button)


def summary(notice: Notice) -> str:
    """*notice* on one line, for a chat or a screen that is locked."""
    return said(notice).subject


def _asked(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what = facts.get("class") or "a class"
    by = facts.get("by") or "A colleague"
    return f"Can you cover {what}{_when(facts)}?", f"{by} asks whether you can cover {what}.", "See it in Kenkyu"


def _accepted(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, by = facts.get("class") or "the class", facts.get("by")
    if not by:
        return f"Cover is found: {what}{_when(facts)}", f"Cover is found for {what}.", "See the round"
    return f"{by} covers {what}{_when(facts)}", f"{by} has agreed to cover {what}.", "See the round"


def _declined(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, by = facts.get("class") or "the class", facts.get("by") or "A colleague"
    return f"{by} cannot cover {what}{_when(facts)}", f"{by} cannot cover {what} this time.", "Ask somebody else"


def _open(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what = facts.get("class") or "a class"
    return (
        f"Cover needed: {what}{_when(facts)}",
        f"Nobody of the group is left to ask for {what}: can you arrange cover?",
        "Arrange cover",
    )


def _planned(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, by = facts.get("class") or "a class", facts.get("by") or "A colleague"
    if count := facts.get("count"):
        return f"A plan with {count} of yours", f"{by} has accepted a plan. You are in {count} of it.", "See your week"
    return f"Round planned: {what}{_when(facts)}", f"{by} opens a lesson with {what}.", "See the round"


def _changed(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, how = facts.get("class") or "a class", facts.get("what") or "has changed"
    return f"Round with {what} {how}", f"The round with {what} {how}.", "See the round"


def _tomorrow(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, part = facts.get("class") or "a class", facts.get("what") or "You take part in a round."
    return f"Next school day: round with {what}{_when(facts)}", part, "See the round"


def _log(facts: Mapping[str, str]) -> tuple[str, str, str]:
    minutes = facts.get("minutes") or "Some"
    return (
        f"{minutes} minutes wait to be logged",
        f"{minutes} minutes that you have spent are not logged yet. One press logs them.",
        "Log my minutes",
    )


def _timetable(facts: Mapping[str, str]) -> tuple[str, str, str]:
    what, place = facts.get("what") or "has news", facts.get("place") or "An address"
    return f"{place} {what}", f"{place} {what}.", "Look at it"


def _digest(facts: Mapping[str, str]) -> tuple[str, str, str]:
    count = facts.get("count") or "New"
    return f"{count} new findings at the learning fair", "Under what you follow.", "To the fair"


_SENTENCES = {
    NoticeKind.COVER_ASKED: _asked,
    NoticeKind.COVER_ACCEPTED: _accepted,
    NoticeKind.COVER_DECLINED: _declined,
    NoticeKind.COVER_OPEN: _open,
    NoticeKind.ROUND_PLANNED: _planned,
    NoticeKind.ROUND_CHANGED: _changed,
    NoticeKind.ROUND_TOMORROW: _tomorrow,
    NoticeKind.LOG_MINUTES: _log,
    NoticeKind.TIMETABLE_CHANGED: _timetable,
    NoticeKind.DIGEST: _digest,
}


def _rows(facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    times = " to ".join(part for part in (facts.get("start"), facts.get("end")) if part)
    when = ", ".join(part for part in (facts.get("day"), times) if part)
    period = facts.get("period")
    rows = [
        ("When", f"{when} (period {period})" if when and period else when),
        ("Class", ", ".join(part for part in (facts.get("class"), facts.get("subject")) if part)),
        ("Where", facts.get("place", "")),
        ("Group", facts.get("group", "")),
        ("Still open", facts.get("left", "")),
    ]
    return tuple((label, value) for label, value in rows if value)


def _when(facts: Mapping[str, str]) -> str:
    said = ", ".join(part for part in (facts.get("day"), facts.get("start")) if part)
    return f", {said}" if said else ""


def line(text: str) -> str:
    """*text* on one line, without anything that is not shown, at most FACT_MAX letters."""
    kept = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(kept.split())[:FACT_MAX]
