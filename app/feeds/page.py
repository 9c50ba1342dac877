"""The application's page, told what it shows before any script runs: for people, previews and search. Pure."""

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ALTERNATES = (
    ("application/feed+json", "Learning fair (JSON Feed)", "/feeds/fair.json"),
    ("application/atom+xml", "Learning fair (Atom)", "/feeds/fair.atom"),
)
STYLES = "/fair.css"
_TITLE = re.compile(r"<title>.*?</title>", re.IGNORECASE | re.DOTALL)
_DESCRIPTION = re.compile(r'\s*<meta name="description"[^>]*>', re.IGNORECASE)
_NO_SCRIPT = re.compile(r"\s*<noscript>.*?</noscript>", re.IGNORECASE | re.DOTALL)
_HEAD_ENDS = re.compile(r"</head>", re.IGNORECASE)
_ROOT = re.compile(r'<div id="root">\s*</div>', re.IGNORECASE)
_BARE = (
    '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Kenkyu</title>\n</head>\n'
    '<body>\n<div id="root"></div>\n</body>\n</html>\n'
)


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself in its head, and what stands in its body until the application takes over."""

    title: str
    description: str
    url: str
    kind: str = "website"
    body: str = ""
    """HTML; whoever makes it has made it safe."""
    properties: Sequence[tuple[str, str]] = ()
    """More of Open Graph."""
    names: Sequence[tuple[str, str]] = ()
    """More `meta` by name: citations, robots."""
    links: Sequence[Mapping[str, str]] = ()
    linked: Mapping[str, Any] | None = None
    """JSON-LD."""


def render(shell: str | None, about: About) -> str:
    """The application's page *shell* with *about* in it; without a shell a page that stands by itself."""
    shell = _NO_SCRIPT.sub("", _BARE if shell is None else shell)
    shell = _DESCRIPTION.sub("", _TITLE.sub("", shell, count=1), count=1)
    head = "\n".join(_head(about, shell.partition("</head>")[0]))
    # Functions, so that backslashes in what people wrote are not taken for groups.
    shell = _HEAD_ENDS.sub(lambda _: f"{head}\n</head>", shell, count=1)
    return _ROOT.sub(lambda _: f'<div id="root">{about.body}</div>', shell, count=1)


def digest(shell: str | None) -> str:
    """What changes when the application's page does."""
    return hashlib.sha256((shell or "").encode()).hexdigest()[:16]


def safe(text: str) -> str:
    """*text* in one line, with nothing in it that HTML reads as its own."""
    return html.escape(" ".join(text.split()))


def data_block(value: Mapping[str, Any]) -> str:
    """JSON that no browser takes for anything else: whatever could end its element is escaped."""
    said = json.dumps(value, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        said = said.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{said}</script>'


def _head(about: About, before: str) -> list[str]:
    lines = [f"<title>{safe(about.title)} · Kenkyu</title>"]
    names = [("description", about.description), *about.names]
    lines += [f'<meta name="{name}" content="{safe(value)}">' for name, value in names]
    properties = [
        ("og:site_name", "Kenkyu"), ("og:type", about.kind), ("og:title", about.title),
        ("og:description", about.description), ("og:url", about.url), ("og:locale", "en_GB"), *about.properties,
    ]  # fmt: skip
    lines += [f'<meta property="{name}" content="{safe(value)}">' for name, value in properties]
    lines.append(f'<link rel="canonical" href="{safe(about.url)}">')
    for media_type, title, href in ALTERNATES:
        if f'href="{href}"' not in before:
            lines.append(f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">')
    for link in about.links:
        lines.append("<link " + " ".join(f'{name}="{safe(value)}"' for name, value in link.items()) + ">")
    if about.body:
        lines.append(f'<link rel="stylesheet" href="{STYLES}">')
    if about.linked is not None:
        lines.append(data_block(about.linked))
    return lines
