"""A notice as a mail, plain and HTML. What people wrote is text in it, never markup; nothing is fetched to show it."""

from dataclasses import dataclass
from html import escape

from app.notices.rules.words import Said
from app.outbox.rules import link

CHOICES_PATH = "/me/notices"
_BODY = "margin:0;padding:16px;font:16px/1.5 sans-serif;color:#1c1c1e;background:#ffffff"
_BUTTON = (
    "display:inline-block;padding:12px 20px;margin:4px 8px 4px 0;border-radius:6px;background:#12564e;color:#ffffff;"
    "text-decoration:none;font-weight:bold"
)


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str
    html: str


def write(name: str, said: Said, *, path: str, leave: str, answer: str = "") -> Written:
    """The mail to one person.

    Args:
        path: the page it leads to.
        leave: the claim of the link that ends mail of this kind.
        answer: the claim of the link that says yes or no without signing in; empty where there is nothing to answer.
    """
    links = [(said.button, link(path))]
    if answer:
        links.insert(0, ("Yes or no, without signing in", link("/cover/answer#", answer)))
    foot = [
        ("Choose what you are told, and when", link(CHOICES_PATH)),
        ("No more mail of this kind", link("/leave/", leave)),
    ]
    return Written(said.subject, _text(name, said, links, foot), _html(name, said, links, foot))


def leave_link(claim: str) -> str:
    """For List-Unsubscribe: a GET shows a page, a POST is enough."""
    return link("/leave/", claim)


def _text(name: str, said: Said, links: list[tuple[str, str]], foot: list[tuple[str, str]]) -> str:
    lines = [f"Hello {name},", "", said.opening, ""]
    lines += [f"{label}: {value}" for label, value in said.rows]
    lines += [""] if said.rows else []
    for label, url in links:
        lines += [f"{label}:", url, ""]
    # Mail programs know by this line where the letter ends.
    lines.append("-- ")
    lines += [f"{label}: {url}" for label, url in foot]
    return "\n".join(lines) + "\n"


def _html(name: str, said: Said, links: list[tuple[str, str]], foot: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left;padding:2px 16px 2px 0;vertical-align:top">{escape(label)}</th>'
        f'<td style="padding:2px 0">{escape(value)}</td></tr>'
        for label, value in said.rows
    )
    buttons = "".join(f'<a href="{escape(url)}" style="{_BUTTON}">{escape(label)}</a>' for label, url in links)
    ends = "<br>".join(f'<a href="{escape(url)}">{escape(label)}</a>' for label, url in foot)
    table = f'<table style="border-collapse:collapse">{rows}</table>' if rows else ""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f'<title>{escape(said.subject)}</title></head><body style="{_BODY}"><p>Hello {escape(name)},</p>'
        f"<p>{escape(said.opening)}</p>{table}<p>{buttons}</p><hr>"
        f'<p style="font-size:14px;color:#48484a">{ends}</p></body></html>'
    )
