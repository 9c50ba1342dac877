"""How a finding is cited: in words, for LaTeX and for reference managers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from app.fair.rules import Licence

LICENCE_WORDS: Final = {Licence.CC_BY_4: "CC BY 4.0", Licence.SCHOOL_INTERNAL: "All rights reserved"}
_LATEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_BREAKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says."""

    id: UUID
    title: str
    authors: Sequence[str]
    group_name: str
    school_name: str
    published_on: date
    edition: int
    licence: Licence
    abstract: str
    keywords: Sequence[str]
    url: str


def apa(cited: Cited) -> str:
    """One reference in the manner of the APA's handbook, 7th edition."""
    names = [_family_first(name) for name in cited.authors] or [_line(cited.group_name)]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
    edition = f" (Edition {cited.edition})" if cited.edition > 1 else ""
    said = f"{_ended(who)} ({cited.published_on.year}). {_ended(_line(cited.title) + edition)}"
    return f"{said} {_ended(_line(cited.school_name))} {cited.url}"


def bibtex(cited: Cited) -> str:
    """One `@misc` entry. Every value is in braces, and what LaTeX reads is written so that it does not."""
    values = {
        "author": " and ".join(f"{{{_latex(name)}}}" for name in cited.authors) or f"{{{_latex(cited.group_name)}}}",
        "title": f"{{{_latex(cited.title)}}}",
        "year": str(cited.published_on.year),
        "month": str(cited.published_on.month),
        "howpublished": f"Finding of {_latex(cited.group_name)}",
        "organization": _latex(cited.school_name),
        "edition": str(cited.edition),
        "keywords": _latex(", ".join(cited.keywords)),
        "note": LICENCE_WORDS[cited.licence],
        "url": cited.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@misc{{kenkyu-{cited.id},", *lines, "}", ""])


def ris(cited: Cited) -> str:
    """One record of RIS. A value is one line, so that nothing in it begins a tag of its own."""
    day = cited.published_on
    lines = [("TY", "GEN"), ("ID", str(cited.id))]
    lines += [("AU", _line(name)) for name in cited.authors]
    lines += [
        ("TI", _line(cited.title)), ("PY", str(day.year)), ("DA", f"{day:%Y/%m/%d}"), ("ET", str(cited.edition)),
        ("PB", _line(cited.school_name)), ("AB", _line(cited.abstract)),
    ]  # fmt: skip
    lines += [("KW", _line(word)) for word in cited.keywords]
    lines += [("N1", LICENCE_WORDS[cited.licence]), ("UR", cited.url)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*lines, ("ER", "")] if value or tag == "ER")


# ---- helpers -------------------------------------------------------------------------------------


def _line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _family_first(name: str) -> str:
    """`Ashdown, H.` of Helen Ashdown. A name of one word stays as it is."""
    *given, family = _line(name).split(" ") if _line(name) else [""]
    return f"{family}, {' '.join(f'{word[0]}.' for word in given)}" if given else family


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in _line(text))
