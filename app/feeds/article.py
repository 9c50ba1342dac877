"""A finding and lists of findings as people read them without scripts, and as machines cite them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from app.fair.rules import Phase
from app.feeds import entries
from app.feeds.asked import PHASES, Asked
from app.feeds.entries import Entry, Gone, Tag
from app.feeds.page import About, safe
from app.feeds.words import address, narrowed

FAIR = "Learning fair"
DESCRIPTION = "What groups of teachers found in their lesson studies."
NOBODYS = "This page is not open to everyone, or there is no such finding. If it is your school's, sign in to read it."
LABELS_SHOWN = 12
HEADLINE_MAX = 110  # What search engines show of a headline.


# ---- one finding -------------------------------------------------------------------------------------


def about_finding(entry: Entry) -> About:
    """A finding's own page."""
    cite = f"/api/fair/findings/{entry.id}/cite"
    links: list[Mapping[str, str]] = [
        {"rel": "alternate", "type": "application/x-bibtex", "title": "BibTeX", "href": f"{cite}.bib"},
        {"rel": "alternate", "type": "application/x-research-info-systems", "title": "RIS", "href": f"{cite}.ris"},
    ]
    _, licence_url = entries.LICENCES[entry.licence]
    if licence_url is not None:
        links.append({"rel": "license", "href": licence_url})
    return About(
        entry.title, entry.pull_quote or entry.summary, entry.url, "article", _article(entry, cite),
        properties=_open_graph(entry), names=_citation(entry), links=links, linked=linked(entry),
    )  # fmt: skip


def about_gone(url: str, gone: Gone) -> About:
    """The page of what was taken back: nothing of it but that."""
    said = f"Its authors took this finding from the fair on {_day(gone.at)}."
    return About(
        "Withdrawn", said, url, body=_frame(f"<h1>Withdrawn</h1><p>{said}</p>"), names=(("robots", "noindex"),)
    )


def about_nothing(url: str) -> About:
    """The page of what not everyone may read, and of what never was: the same for both."""
    return About(
        FAIR, DESCRIPTION, url, body=_frame(f"<h1>{FAIR}</h1><p>{NOBODYS}</p>"), names=(("robots", "noindex"),)
    )


def linked(entry: Entry) -> dict[str, Any]:
    """The finding as schema.org's ScholarlyArticle."""
    _, licence_url = entries.LICENCES[entry.licence]
    school = {"@type": "EducationalOrganization", "name": entry.school_name}
    is_group = entry.authors == (entry.group_name,)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": entry.urn,
        "url": entry.url,
        "mainEntityOfPage": entry.url,
        "headline": entry.title[:HEADLINE_MAX],
        "name": entry.title,
        "abstract": entry.summary,
        "author": [
            {"@type": "Organization" if is_group else "Person", "name": name, "affiliation": school}
            for name in entry.authors
        ],
        "publisher": school,
        "sourceOrganization": {"@type": "Organization", "name": entry.group_name, "parentOrganization": school},
        "datePublished": entries.instant(entry.published_at),
        "dateModified": entries.instant(entry.edited_at),
        "version": str(entry.edition),
        "inLanguage": entries.LANGUAGE,
        "isAccessibleForFree": True,
        "keywords": [tag.label for tag in entry.tags],
        "about": [{"@type": "Thing", "name": label} for label in entries.tags_of("focus", entry.tags)],
    }
    if entry.phase != Phase.ALL:
        said["educationalLevel"] = PHASES[entry.phase]
    if licence_url is not None:
        said["license"] = licence_url
    if entry.image is not None:
        said["image"] = {"@type": "ImageObject", "url": _absolute(entry, entry.image.url), "caption": entry.image.alt}
    return said


def _open_graph(entry: Entry) -> list[tuple[str, str]]:
    said = [
        ("article:published_time", entries.instant(entry.published_at)),
        ("article:modified_time", entries.instant(entry.edited_at)),
        *(("article:tag", tag.label) for tag in entry.tags),
    ]
    if entry.image is not None:
        said += [("og:image", _absolute(entry, entry.image.url)), ("og:image:alt", entry.image.alt)]
    return said


def _citation(entry: Entry) -> list[tuple[str, str]]:
    """What Zotero and Google Scholar read."""
    on = entry.published_at.strftime("%Y/%m/%d")
    return [
        ("citation_title", entry.title),
        *(("citation_author", name) for name in entry.authors),
        ("citation_publication_date", on),
        ("citation_online_date", on),
        ("citation_technical_report_institution", entry.school_name),
        ("citation_publisher", entry.school_name),
        ("citation_language", entries.LANGUAGE),
        *(("citation_keywords", tag.label) for tag in entry.tags),
        ("citation_abstract_html_url", entry.url),
        ("citation_fulltext_html_url", entry.url),
        ("twitter:card", "summary_large_image" if entry.image else "summary"),
    ]


def _article(entry: Entry, cite: str) -> str:
    rights, licence_url = entries.LICENCES[entry.licence]
    licence = f'<a rel="license" href="{licence_url}">{rights}</a>' if licence_url else rights
    dates = f"Published {_time(entry.published_at)}"
    if entry.edition > 1:
        dates += f", edition {entry.edition} of {_time(entry.edited_at)}"
    quote = f'<p class="plain-quote">{safe(entry.pull_quote)}</p>' if entry.pull_quote else ""
    sections = "".join(f"<section><h2>{safe(one.heading)}</h2>{one.html}</section>" for one in entry.sections)
    documents = [file for file in entry.files if not file.is_image]
    attached = ""
    if documents:
        items = "".join(f'<li><a href="{safe(one.url)}">{safe(one.name)}</a></li>' for one in documents)
        attached = f"<section><h2>Files</h2><ul>{items}</ul></section>"
    return _frame(
        f'<article><header>{quote}<h1>{safe(entry.title)}</h1><p class="plain-by">{safe(entries.byline(entry))}</p>'
        f'<p class="plain-small">{dates}</p>{_tags(entry.tags)}</header>{sections}{attached}'
        f'<footer><p class="plain-small">© {safe(", ".join(entry.authors))}. {licence}. Cite as '
        f'<a href="{cite}.bib">BibTeX</a> or <a href="{cite}.ris">RIS</a>.</p></footer></article>'
    )


# ---- lists -------------------------------------------------------------------------------------------


def about_list(shown: Sequence[Entry], asked: Asked, *, origin: str, following: str | None) -> About:
    """The fair, newest first."""
    title = FAIR + narrowed(asked, shown)
    listed = "".join(_card(entry) for entry in shown) or "<p>Nothing has been published here yet.</p>"
    older = ""
    links: list[Mapping[str, str]] = []
    if following is not None:
        href = address("/fair", asked, following)
        older = f'<p class="plain-next"><a rel="next" href="{escape(href)}">Older findings</a></p>'
        links.append({"rel": "next", "href": href})
    for media_type, name in (("application/feed+json", "json"), ("application/atom+xml", "atom")):
        if asked.said:
            links.append(
                {"rel": "alternate", "type": media_type, "title": title, "href": address(f"/feeds/fair.{name}", asked)}
            )
    header = f"<header><h1>{safe(title)}</h1><p>{DESCRIPTION}</p>{_filters(shown, asked)}</header>"
    body = _frame(header + listed + older + _feeds(asked))
    return About(title, DESCRIPTION, address(f"{origin}/fair", asked), body=body, links=links)


def _card(entry: Entry) -> str:
    quote = f'<p class="plain-quote">{safe(entry.pull_quote)}</p>' if entry.pull_quote else ""
    return (
        f'<article class="plain-card">{quote}<h2><a href="/fair/{entry.id}">{safe(entry.title)}</a></h2>'
        f'<p class="plain-by">{safe(entries.byline(entry))}</p><p>{safe(entry.summary)}</p>'
        f'<p class="plain-small">{_time(entry.published_at)}</p>{_tags(entry.tags)}</article>'
    )


def _filters(shown: Sequence[Entry], asked: Asked) -> str:
    """Ways to fewer findings: every phase, and what the findings shown are filed by; the way back to all."""
    phases = [Tag("phase", phase.value, PHASES[phase]) for phase in Phase if phase != Phase.ALL]
    seen = dict.fromkeys(tag for entry in shown for tag in entry.tags if tag.kind != "phase")
    everything = '<li><a href="/fair">Everything</a></li>' if asked.said else ""
    items = "".join(f"<li>{_tag(tag)}</li>" for tag in [*phases, *list(seen)[:LABELS_SHOWN]])
    return f'<nav aria-label="Narrow the fair"><ul class="plain-tags">{everything}{items}</ul></nav>'


def _feeds(asked: Asked) -> str:
    made = " or ".join(
        f'<a href="{escape(address(f"/feeds/fair.{name}", asked))}">{words}</a>'
        for name, words in (("atom", "Atom"), ("json", "JSON Feed"))
    )
    return f'<p class="plain-small">Follow what is published here by {made}.</p>'


# ---- helpers -----------------------------------------------------------------------------------------


def _frame(inside: str) -> str:
    links = '<a href="/fair">Learning fair</a> <a href="/">Sign in</a>'
    return f'<div class="plain-fair"><nav aria-label="Kenkyu">{links}</nav><main>{inside}</main></div>'


def _tags(tags: Sequence[Tag]) -> str:
    if not tags:
        return ""
    return (
        '<ul class="plain-tags" aria-label="Filed under">' + "".join(f"<li>{_tag(tag)}</li>" for tag in tags) + "</ul>"
    )


def _tag(tag: Tag) -> str:
    value = tag.term if tag.kind in ("phase", "mechanism") else tag.label
    return f'<a href="/fair?{escape(urlencode({tag.kind: value}))}">{safe(tag.label)}</a>'


def _time(moment: datetime) -> str:
    return f'<time datetime="{entries.instant(moment)}">{_day(moment)}</time>'


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _absolute(entry: Entry, url: str) -> str:
    return url if url.startswith("http") else entry.url.removesuffix(f"/fair/{entry.id}") + url
