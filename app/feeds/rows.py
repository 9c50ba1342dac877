"""Rows of the fair as entries: the one place where feeds, pages and harvesters learn what a finding says."""

import json
from collections.abc import Sequence

from app.fair.rules import FileKind, Phase, markdown
from app.fair.rules.filing import folded
from app.fair.rules.mechanisms import NAMES
from app.fair.tables import Finding, FindingFile
from app.feeds.asked import PHASES
from app.feeds.entries import Attached, Entry, Section, Tag, plain

HEADINGS = (
    ("background", "Background"),
    ("aims", "Aims"),
    ("methods", "Methods"),
    ("findings", "Findings"),
    ("implications", "Implications"),
    ("next_time", "Next time"),
)


def entry_of(row: Finding, files: Sequence[FindingFile], *, origin: str, base: str | None = None) -> Entry:
    """A public finding as an entry.

    Args:
        files: its pictures and documents, first added first.
        origin: where Kenkyu lies, without a slash at its end.
        base: what the addresses of files begin with; the origin, unless they are read on our own page.
    """
    assert row.published_at is not None, "only what is published is on the fair"
    address = f"{origin if base is None else base}/api/fair/findings/{row.id}/files"
    pictures = frozenset(file.id for file in files if file.kind == FileKind.IMAGE)
    sections = []
    for field, heading in HEADINGS:
        text = plain(str(getattr(row, field)))
        if text.strip():
            sections.append(Section(heading, text, markdown.safe_html(text, address=address, files=pictures)))
    authors = tuple(plain(name) for name in json.loads(row.author_names or "[]")) or (plain(row.group_name),)
    return Entry(
        id=row.id, url=f"{origin}/fair/{row.id}", title=plain(row.title), pull_quote=plain(row.pull_quote),
        summary=markdown.summary(plain(row.findings)), sections=tuple(sections), authors=authors,
        group_name=plain(row.group_name), school_name=plain(row.school_name), tags=tuple(_tags(row)), phase=row.phase,
        licence=row.licence, published_at=row.published_at, edited_at=row.edited_at or row.published_at,
        edition=row.edition, files=tuple(_attached(file, address) for file in files),
    )  # fmt: skip


def _tags(row: Finding) -> list[Tag]:
    tags = []
    for kind, text in (("focus", plain(row.focus)), ("subject", plain(row.subject))):
        if text:
            tags.append(Tag(kind, folded(text), text))
    if row.phase != Phase.ALL:
        tags.append(Tag("phase", row.phase.value, PHASES[row.phase]))
    tags += [Tag("mechanism", str(number), NAMES[number]) for number in json.loads(row.mechanisms)]
    return tags


def _attached(file: FindingFile, address: str) -> Attached:
    return Attached(
        url=f"{address}/{file.id}", name=plain(file.name), alt=plain(file.alt), media_type=file.media_type,
        size=file.size, is_image=file.kind == FileKind.IMAGE,
    )  # fmt: skip
