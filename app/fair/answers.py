"""Rows of the fair as what travels: for the API's pages and for the feeds alike."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from app.fair.queries import files
from app.fair.queries.on_fair import Around, editions_of, mechanisms_of
from app.fair.rules import SECTIONS, FileKind, Phase, ReactionKind, citing, filing, markdown, mechanisms
from app.fair.rules.citing import Cited
from app.fair.schemas import CiteOut, FairCard, FairFinding, PictureOut
from app.fair.tables import Finding

Counts = Mapping[tuple[UUID, ReactionKind], int]
ALONE: Final = Around()
NO_PICTURES: Final[Mapping[UUID, PictureOut]] = MappingProxyType({})


def card(row: Finding, counts: Counts, pictures: Mapping[UUID, PictureOut] = NO_PICTURES) -> FairCard:
    """A published finding in a list."""
    assert row.published_at is not None, "only what is published is on the fair"
    return FairCard(
        id=row.id, title=row.title, pull_quote=row.pull_quote, summary=markdown.summary(row.findings),
        focus=row.focus, phase=row.phase, subject=row.subject, mechanisms=mechanisms_of(row), audience=row.audience,
        licence=row.licence, group_id=row.group_id, group_name=row.group_name, school_id=row.school_id,
        school_name=row.school_name, author_names=json.loads(row.author_names), published_at=row.published_at,
        edited_at=row.edited_at or row.published_at, will_try=counts.get((row.id, ReactionKind.WILL_TRY), 0),
        tried=counts.get((row.id, ReactionKind.TRIED), 0), picture=pictures.get(row.id),
    )  # fmt: skip


def page(
    row: Finding,
    counts: Counts,
    *,
    around: Around = ALONE,
    origin: str = "",
    may_react: bool = False,
    mine: bool = False,
) -> FairFinding:
    """A published finding in full.

    Args:
        around: what `queries.around` found; left out, there are no pictures, and nothing that it adapts.
        origin: of the server, without a slash at its end.
    """
    pictures = [one.id for one in around.files if one.kind == FileKind.IMAGE]
    address = files.on_fair(row.id)
    html = {
        f"{field}_html": markdown.safe_html(getattr(row, field), address=address, files=pictures) for field in SECTIONS
    }
    api = f"{origin}/api/fair/findings/{row.id}"
    said = citing.apa(cited(row, origin=origin))
    return FairFinding(
        **card(row, counts, _leading(row, around)).model_dump(), **html, background=row.background,
        aims=row.aims, methods=row.methods,
        findings=row.findings, implications=row.implications, next_time=row.next_time, edition=row.edition,
        editions=list(around.editions or editions_of(row)), adapts=around.adapts, files=list(around.files),
        cite=CiteOut(apa=said, bibtex_url=f"{api}/cite.bib", ris_url=f"{api}/cite.ris"),
        url=f"{origin}/fair/{row.id}", may_react=may_react, mine=mine,
    )  # fmt: skip


def _leading(row: Finding, around: Around) -> dict[UUID, PictureOut]:
    """The first picture of *row* under its id, if it has one."""
    for one in around.files:
        if one.kind == FileKind.IMAGE and one.width is not None and one.height is not None:
            return {row.id: PictureOut(url=one.url, alt=one.alt, width=one.width, height=one.height)}
    return {}


def cited(row: Finding, *, origin: str) -> Cited:
    """What a citation of a published finding says."""
    assert row.published_at is not None, "only what is published is cited"
    words = [row.focus, row.subject, filing.PHASES[row.phase] if row.phase != Phase.ALL else ""]
    words += [mechanisms.NAMES[number] for number in mechanisms_of(row)]
    return Cited(
        id=row.id, title=row.title, authors=json.loads(row.author_names), group_name=row.group_name,
        school_name=row.school_name, published_on=(row.edited_at or row.published_at).date(), edition=row.edition,
        licence=row.licence, abstract=markdown.summary(row.findings), keywords=[word for word in words if word],
        url=f"{origin}/fair/{row.id}",
    )  # fmt: skip
