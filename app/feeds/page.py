"""The fair's page for those who do not run scripts first: feed readers, link previews, search engines. Pure."""

import html
import re
from dataclasses import dataclass

ALTERNATES = (
    ("application/feed+json", "Learning fair (JSON Feed)", "/feeds/fair.json"),
    ("application/atom+xml", "Learning fair (Atom)", "/feeds/fair.atom"),
)
_TITLE = re.compile(r"<title>.*?</title>", re.IGNORECASE | re.DOTALL)
_DESCRIPTION = re.compile(r'\s*<meta name="description"[^>]*>', re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head>", re.IGNORECASE)
_BARE = (
    '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n</head>\n<body>\n{body}\n</body>\n</html>\n'
)


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself in its head."""

    title: str
    description: str
    url: str
    kind: str = "website"


def render(shell: str | None, about: About) -> str:
    """The application's page *shell* with *about* in its head; without a shell a page that stands by itself."""
    if shell is None:
        shell = _BARE.format(body=f"<h1>{_safe(about.title)}</h1>\n<p>{_safe(about.description)}</p>\n{_feed_links()}")
    lines = [f"<title>{_safe(about.title)} · Kenkyu</title>"]
    lines.append(f'<meta name="description" content="{_safe(about.description)}">')
    for name, value in (
        ("og:site_name", "Kenkyu"),
        ("og:type", about.kind),
        ("og:title", about.title),
        ("og:description", about.description),
        ("og:url", about.url),
    ):
        lines.append(f'<meta property="{name}" content="{_safe(value)}">')
    shell = _DESCRIPTION.sub("", _TITLE.sub("", shell, count=1), count=1)
    for media_type, title, href in ALTERNATES:
        if f'href="{href}"' not in shell.partition("</head>")[0]:
            lines.append(f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">')
    # A function, so that backslashes in what people wrote are not taken for groups.
    return _HEAD_ENDS.sub(lambda _: "\n".join(lines) + "\n</head>", shell, count=1)


def _safe(text: str) -> str:
    return html.escape(" ".join(text.split()))


def _feed_links() -> str:
    links = " ".join(f'<a href="{href}">{title}</a>' for _, title, href in ALTERNATES)
    return f"<p>{links}</p>"
