"""What a feed holds, whatever it is written as. Pure."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from app.fair.rules import Licence, Phase
from app.fair.schemas import FairFinding

LANGUAGE = "en-GB"
EPOCH = "1970-01-01T00:00:00Z"
PHASES = {
    Phase.EARLY_YEARS: "Early years",
    Phase.KS1: "Key stage 1",
    Phase.KS2: "Key stage 2",
    Phase.KS3: "Key stage 3",
    Phase.KS4: "Key stage 4",
    Phase.KS5: "Key stage 5",
    Phase.ALL: "All phases",
}
LICENCES = {
    Licence.CC_BY_4: ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence.SCHOOL_INTERNAL: ("All rights reserved", None),
}
"""Words and address of each licence."""

# What XML 1.0 cannot hold, not even escaped. Bodies refuse it; old rows and other doors may not have.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    kind: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of a feed, every text of it plain."""

    id: UUID
    url: str
    title: str
    pull_quote: str
    summary: str
    sections: tuple[tuple[str, str], ...]
    """Headings with their texts; empty ones left out."""
    authors: tuple[str, ...]
    group_name: str
    school_name: str
    tags: tuple[Tag, ...]
    phase: Phase
    licence: Licence
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of entries, newest first, and where it lies."""

    title: str
    description: str
    home_url: str
    self_url: str
    next_url: str | None
    identity: str
    """What stays the same on every page of this feed: its id is made of it."""
    entries: tuple[Entry, ...]

    @property
    def urn(self) -> str:
        return uuid5(NAMESPACE_URL, self.identity).urn

    @property
    def updated(self) -> str:
        return instant(self.entries[0].published_at) if self.entries else EPOCH


def entry_of(finding: FairFinding, *, origin: str) -> Entry:
    """A public finding as an entry. *origin* has no slash at its end."""
    texts = (
        ("Background", finding.background),
        ("Aims", finding.aims),
        ("Methods", finding.methods),
        ("Findings", finding.findings),
        ("Implications", finding.implications),
        ("Next time", finding.next_time),
    )
    tags = [Tag("focus", plain(finding.focus), plain(finding.focus))] if finding.focus else []
    tags += [Tag("subject", plain(finding.subject), plain(finding.subject))] if finding.subject else []
    tags += [Tag("phase", finding.phase.value, PHASES[finding.phase])] if finding.phase != Phase.ALL else []
    return Entry(
        id=finding.id, url=f"{origin}/fair/{finding.id}", title=plain(finding.title),
        pull_quote=plain(finding.pull_quote), summary=plain(finding.summary),
        sections=tuple((heading, plain(text)) for heading, text in texts if text.strip()),
        authors=tuple(plain(name) for name in finding.author_names) or (plain(finding.group_name),),
        group_name=plain(finding.group_name), school_name=plain(finding.school_name), tags=tuple(tags),
        phase=finding.phase, licence=finding.licence, published_at=finding.published_at,
    )  # fmt: skip


def plain(text: str) -> str:
    """*text* without the characters that no feed may hold."""
    return _FORBIDDEN.sub("", text)


def instant(moment: datetime) -> str:
    """RFC 3339, as both formats want it."""
    return moment.isoformat().replace("+00:00", "Z")


def content_text(entry: Entry) -> str:
    """The whole finding as plain text."""
    blocks = [_byline(entry), *([f"“{entry.pull_quote}”"] if entry.pull_quote else [])]
    for heading, text in entry.sections:
        blocks += [heading, text]
    return "\n\n".join(blocks)


def content_html(entry: Entry) -> str:
    """The whole finding as HTML of our own making: what people wrote is escaped, whatever it looks like."""
    blocks = [f"<p>{html.escape(_byline(entry))}</p>"]
    if entry.pull_quote:
        blocks.append(f"<blockquote><p>{html.escape(entry.pull_quote)}</p></blockquote>")
    for heading, text in entry.sections:
        blocks += [f"<h2>{html.escape(heading)}</h2>", *_paragraphs(text)]
    return "\n".join(blocks)


def _byline(entry: Entry) -> str:
    return f"{', '.join(entry.authors)} ({entry.group_name}, {entry.school_name})"


def _paragraphs(text: str) -> Sequence[str]:
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return [f"<p>{'<br>'.join(html.escape(line) for line in part.split(chr(10)))}</p>" for part in paragraphs]
