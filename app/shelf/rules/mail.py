"""The weekly digest as a message. What people wrote is text in it, never markup. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class News:
    """A finding in the digest."""

    title: str
    from_whom: str
    why: str
    """The label it is followed by."""
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str
    html: str


def write(name: str, news: Sequence[News], more: int, *, fair_url: str, leave_url: str) -> Written:
    """The digest for one person.

    Args:
        news: what is told in full, at least one.
        more: how many more there are at the fair.
    """
    assert news
    count = len(news) + more
    said = "One new finding" if count == 1 else f"{count} new findings"
    greeting = f"Hello {_line(name)},"
    opening = f"{said} at the learning fair, under what you follow."
    rest = f"And {more} more at {fair_url}" if more else f"All of the fair: {fair_url}"
    lines = [greeting, "", opening, ""]
    for one in news:
        lines += [_line(one.title), f"{_line(one.from_whom)} · {_line(one.why)}", one.url, ""]
    lines += [rest, "", f"No more of these letters: {leave_url}", ""]
    items = "".join(
        f'<li><p><a href="{escape(one.url)}">{escape(_line(one.title))}</a><br>'
        f"{escape(_line(one.from_whom))} · {escape(_line(one.why))}</p></li>"
        for one in news
    )
    beyond = f"And {more} more at the fair" if more else "All of the fair"
    html = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(said)}</title></head><body>'
        f"<p>{escape(greeting)}</p><p>{escape(opening)}</p><ul>{items}</ul>"
        f'<p><a href="{escape(fair_url)}">{beyond}</a></p>'
        f'<p><a href="{escape(leave_url)}">No more of these letters</a></p></body></html>'
    )
    return Written(f"{said} at the learning fair", "\n".join(lines), html)


def _line(text: str) -> str:
    return " ".join(text.split())
