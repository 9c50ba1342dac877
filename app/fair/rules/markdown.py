"""Markdown as people write it, made into HTML that holds nothing but text, links and the finding's own pictures. Pure.

Two independent steps, either of which would do: the reader knows no HTML and no address but http, https and mailto;
what it writes is then held against a list of what may stay. Nobody else in Kenkyu makes HTML of what people wrote.
"""

import html
import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from app.fair import rules

LINK_REL: Final = "nofollow noopener ugc"
SCHEMES: Final = frozenset({"http", "https", "mailto"})
HEADING_FIRST: Final = 3  # The page has the title and the names of the sections above.
HEADING_LAST: Final = 6
NESTING_MAX: Final = 12
TAGS: Final = frozenset({
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
ATTRIBUTES: Final = {"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}
FILE: Final = "file:"
_ADDRESS: Final = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)[^\s]*", re.IGNORECASE)
_CACHED: Final = 1_000


def safe_html(text: str, *, address: str, files: Collection[UUID]) -> str:
    """What *text* says, as HTML.

    Args:
        address: where the finding's files lie, without a slash at the end; the file's id is put behind it.
        files: the pictures that may be shown; of any other only the words for those who do not see it stay.
    """
    return _safe_html(text, address, frozenset(str(one) for one in files))


@lru_cache(_CACHED)
def _safe_html(text: str, address: str, files: frozenset[str]) -> str:
    if not text.strip():
        return ""
    written = _WRITER.render(text, {"address": address, "files": files})
    return nh3.clean(
        written, tags=set(TAGS), attributes={tag: set(named) for tag, named in ATTRIBUTES.items()},
        clean_content_tags={"script", "style"}, url_schemes=set(SCHEMES), link_rel=LINK_REL,
        url_relative=_only_below(address), attribute_filter=_only_own_pictures(address),
    ).strip()  # fmt: skip


@lru_cache(_CACHED)
def plain(text: str) -> str:
    """What readers of *text* see, without any mark; addresses of links and the words of pictures too."""
    said: list[str] = []
    for token in _READER.parse(text):
        if token.type == "inline":
            said.append(_said(token.children or []))
        elif token.type in ("fence", "code_block"):
            said.append(token.content)
    return "\n".join(part for part in said if part.strip())


@lru_cache(_CACHED)
def summary(text: str) -> str:
    """The first sentences that readers see, in one line, without pictures and tables."""
    said, is_table = [], False
    for token in _READER.parse(text):
        is_table = token.type == "table_open" or (is_table and token.type != "table_close")
        if token.type == "inline" and not is_table:
            said.append(_said([child for child in token.children or [] if child.type not in ("image", "link_open")]))
    return rules.summary("\n".join(said))


def files_in(text: str) -> list[str]:
    """What *text* shows as pictures of its own: the ids as they are written, in order."""
    found = []
    for token in _READER.parse(text):
        for child in token.children or []:
            source = str(child.attrs.get("src", "")) if child.type == "image" else ""
            if source.lower().startswith(FILE):
                found.append(source[len(FILE) :].lower())
    return found


# ---- helpers -------------------------------------------------------------------------------------


class _Reader(MarkdownIt):
    """Markdown without HTML, in which nothing leads anywhere but to a page, an address for mail or an own file."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": NESTING_MAX})
        self.enable(["table", "strikethrough"])

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name is the library's
        return bool(_ADDRESS.fullmatch(url)) or url.lower().startswith(FILE)


_READER: Final = _Reader()


def _picture(_: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    words = html.escape(_said(token.children or []))
    source = str(token.attrs.get("src", ""))
    named = source[len(FILE) :].lower() if source.lower().startswith(FILE) else ""
    return f'<img src="{env["address"]}/{named}" alt="{words}">' if named in env["files"] else words


def _heading(_: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    level = min(HEADING_LAST, HEADING_FIRST - 1 + int(token.tag[1:]))
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _writing() -> MarkdownIt:
    writer = _Reader()
    for name, rule in (("image", _picture), ("heading_open", _heading), ("heading_close", _heading)):
        writer.add_render_rule(name, rule)
    return writer


_WRITER: Final = _writing()


def _said(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_said(token.children or []))
        elif token.type == "link_open":
            parts.append("" if token.attrs.get("title") is None else f" ({token.attrs['title']}) ")
    return "".join(parts)


def _only_below(address: str) -> Callable[[str], str | None]:
    return lambda url: url if url.startswith(f"{address}/") else None


def _only_own_pictures(address: str) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if tag == "img" and attribute == "src":
            return value if value.startswith(f"{address}/") else None
        if tag == "a" and attribute == "href":
            return value if _ADDRESS.fullmatch(value) else None
        return value

    return keep
