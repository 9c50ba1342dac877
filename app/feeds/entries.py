"""What a feed holds, whatever it is written as. Pure."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from app.fair.rules import Licence, Phase

LANGUAGE = "en-GB"
EPOCH = "1970-01-01T00:00:00Z"
LICENCES = {
    Licence.CC_BY_4: ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    Licence.SCHOOL_INTERNAL: ("All rights reserved", None),
}
"""Words and address of each licence."""

# What XML 1.0 cannot hold, not even escaped. Bodies refuse it; old rows and other doors may not have.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Tag:
    """What an entry is filed by."""

    kind: str
    """The parameter that finds the rest of its kind."""
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a finding: as its authors typed it, and as clean HTML."""

    heading: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or a document that belongs to an entry."""

    url: str
    name: str
    alt: str
    media_type: str
    size: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of a feed, without characters that no feed can hold."""

    id: UUID
    url: str
    title: str
    pull_quote: str
    summary: str
    sections: tuple[Section, ...]
    """Empty ones left out."""
    authors: tuple[str, ...]
    group_name: str
    school_name: str
    tags: tuple[Tag, ...]
    phase: Phase
    licence: Licence
    published_at: datetime
    edited_at: datetime
    edition: int
    files: tuple[Attached, ...] = ()

    @property
    def urn(self) -> str:
        return self.id.urn

    @property
    def image(self) -> Attached | None:
        """Its first picture."""
        return next((one for one in self.files if one.is_image), None)


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that everyone could read, and when it was taken back."""

    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of entries, newest first, and where it and its neighbours lie."""

    title: str
    description: str
    home_url: str
    self_url: str
    identity: str
    """What stays the same on every page of this feed: its id is made of it."""
    entries: tuple[Entry, ...]
    gone: tuple[Gone, ...] = ()
    next_url: str | None = None
    prev_archive_url: str | None = None
    next_archive_url: str | None = None
    current_url: str | None = None
    """The feed of the newest, said by an archive."""

    @property
    def is_archive(self) -> bool:
        return self.current_url is not None

    @property
    def urn(self) -> str:
        return uuid5(NAMESPACE_URL, self.identity).urn

    @property
    def updated(self) -> str:
        moments = [one.edited_at for one in self.entries] + [one.at for one in self.gone]
        return instant(max(moments)) if moments else EPOCH


def plain(text: str) -> str:
    """*text* without the characters that no feed may hold."""
    return _FORBIDDEN.sub("", text)


def instant(moment: datetime) -> str:
    """RFC 3339, as both formats want it."""
    return moment.isoformat().replace("+00:00", "Z")


def content_text(entry: Entry) -> str:
    """The whole finding as plain text."""
    blocks = [byline(entry), *([f"“{entry.pull_quote}”"] if entry.pull_quote else [])]
    for section in entry.sections:
        blocks += [section.heading, section.text]
    return "\n\n".join(blocks)


def content_html(entry: Entry) -> str:
    """The whole finding as HTML: our own frame, and sections that were made clean before they came here."""
    blocks = [f"<p>{html.escape(byline(entry))}</p>"]
    if entry.pull_quote:
        blocks.append(f"<blockquote><p>{html.escape(entry.pull_quote)}</p></blockquote>")
    for section in entry.sections:
        blocks += [f"<h2>{html.escape(section.heading)}</h2>", section.html]
    return "\n".join(blocks)


def byline(entry: Entry) -> str:
    """Who wrote it, and where."""
    return f"{', '.join(entry.authors)} ({entry.group_name}, {entry.school_name})"


def tags_of(kind: str, tags: Sequence[Tag]) -> list[str]:
    """The labels of one kind."""
    return [tag.label for tag in tags if tag.kind == kind]
