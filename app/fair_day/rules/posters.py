"""What a poster says: the finding's own words, cut to what one can read standing."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

CHARACTERS_MAX: Final = 420
"""Of a section: a column of an A3 sheet that is read from a metre away. The code leads to the rest."""
FOOT_CHARACTERS_MAX: Final = 260
WORD_CHARACTERS_MAX: Final = 22
"""Longer words are given places to break: a column cannot be wider than it is."""
LINE_CHARACTERS_MAX: Final = 48
AUTHORS_SHOWN: Final = 6
SECTIONS: Final = {
    "background": "Why we looked",
    "methods": "What we did",
    "findings": "What we found",
    "implications": "What it means",
    "next_time": "Next time",
}
"""The parts of a finding, as a visitor would ask for them."""
_UNSHOWABLE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONG_WORD: Final = re.compile(rf"\S{{{WORD_CHARACTERS_MAX}}}(?=\S)")
_SENTENCE_END: Final = re.compile(r"[.!?…](?=[\s”’)]|$)")


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a poster: where its bytes lie, and what it shows."""

    store_key: str
    media_type: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Poster:
    """One finding as its poster tells it. *slot_id* is the stall that the code stamps the passport of."""

    finding_id: UUID
    slot_id: UUID | None
    title: str
    pull_quote: str
    focus: str
    subject: str
    phase: str
    group_name: str
    school_name: str
    author_names: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    """Field and text, plain; those without a word are left out."""
    licence: str
    stall: str
    """"Stall 7, Main hall", or empty."""
    picture: Picture | None = None

    def address(self, public_url: str) -> str:
        """Where its code leads."""
        page = f"{public_url.rstrip('/')}/fair/{self.finding_id}"
        return f"{page}?stall={self.slot_id}" if self.slot_id else page


def shown(text: str) -> str:
    """*text* as it is set: without what no page can hold, with places to break in words that no line could."""
    plain = _UNSHOWABLE.sub(" ", _TURNING.sub("", text.replace("\r\n", "\n"))).strip()
    return _LONG_WORD.sub(lambda found: f"{found.group()}\u200b", plain)


def line(text: str) -> str:
    """*text* as it is set where it shares a line with others."""
    plain = text.strip()
    return shown(plain if len(plain) <= LINE_CHARACTERS_MAX else f"{plain[: LINE_CHARACTERS_MAX - 1].rstrip()}…")


def most_of(field: str) -> int:
    """How many characters a section may have where it stands."""
    return FOOT_CHARACTERS_MAX if field == "next_time" else CHARACTERS_MAX


def cut(text: str, most: int) -> str:
    """*text* up to its last sentence that fits, or its last word with an ellipsis. Exactly *most* is left whole.

    >>> cut("One. Two is longer.", 10)
    'One.'
    >>> cut("Neverending words here", 12)
    'Neverending…'
    """
    whole = re.sub(r"\s*\n\s*", "\n", text.strip())
    if len(whole) <= most:
        return whole
    ends = [found.end() for found in _SENTENCE_END.finditer(whole) if found.end() <= most]
    if ends:
        return whole[: ends[-1]]
    kept = whole[: most - 1]
    return f"{kept.rsplit(None, 1)[0] if ' ' in kept or chr(10) in kept else kept}…"


def names(author_names: tuple[str, ...]) -> str:
    """Who wrote it: all, or the first and how many more.

    >>> names(("Ann", "Bob"))
    'Ann, Bob'
    """
    named = ", ".join(author_names[:AUTHORS_SHOWN])
    more = len(author_names) - AUTHORS_SHOWN
    return f"{named} and {more} more" if more > 0 else named
