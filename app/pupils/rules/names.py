"""A name as it is compared: without accents, apostrophes, hyphens and capitals, in any script. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.pupils.rules import NamePart

WORDS_MAX = 6
"""The longest name that is looked for, in words: Maria del Carmen de la Cruz."""

_PLAIN = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": None,
})  # fmt: skip
"""Letters that Unicode does not take apart, and that typists exchange."""
_APOSTROPHES = re.compile("['’‘ʼʻ`´ʹ′]")
_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼʻ`´ʹ′][^\W\d_]+)*")
_PARTICLES = frozenset({
    "al", "el", "ap", "ab", "ferch", "bin", "ibn", "bint", "da", "das", "de", "del", "della", "den", "der", "di",
    "do", "dos", "du", "la", "le", "mac", "mc", "o", "saint", "st", "ter", "van", "von", "vd",
})  # fmt: skip
"""What belongs to the family name that follows it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands, how it is written, and as what it is compared."""

    start: int
    end: int
    written: str
    plain: str

    @property
    def is_capitalised(self) -> bool:
        """Written as names are. Scripts without capitals write all words alike."""
        return not self.written[0].islower()


def words(text: str) -> Iterator[Word]:
    """The words of a *composed* text in order; the parts of a hyphenated one each for itself, without a genitive s."""
    for found in _WORD.finditer(text):
        written, end = found.group(), found.end()
        if len(written) > 2 and written[-1] in "sS" and _APOSTROPHES.match(written[-2]):
            written, end = written[:-2], end - 2
        if plain := normalised(written):
            yield Word(found.start(), end, written, plain)


_UNSEEN = frozenset({"Mn", "Cf"})
"""Accents and vowel signs; and soft hyphens and the like, which pasted texts are full of and nobody sees."""


def composed(text: str) -> str:
    """*text* as the places of its `words` count it: letters and their accents as one, vowel signs left out."""
    joined = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in joined if unicodedata.category(letter) not in _UNSEEN)


def normalised(name: str) -> str:
    """The words of *name* with single spaces between, as they are digested. Empty when it holds no letter."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(letter for letter in folded if unicodedata.category(letter) not in _UNSEEN).translate(_PLAIN)
    joined = _APOSTROPHES.sub("", bare)
    return " ".join(re.findall(r"[^\W\d_]+", joined))


def parts_of(name: str) -> dict[str, NamePart]:
    """What is looked for of one pupil: normalised words -> which part of the name they are.

    Args:
        name: `Given Middle Family` or `Family, Given Middle`.
    """
    family_text, comma, given_text = name.partition(",")
    if comma and normalised(family_text) and normalised(given_text):
        given_words = [normalised(one) for one in given_text.split() if normalised(one)]
        family = normalised(family_text)
    else:
        written = [plain for one in name.replace(",", " ").split() if (plain := normalised(one))]
        if len(written) < 2:
            return {written[0]: NamePart.GIVEN} if written else {}
        cut = len(written) - 1
        while cut > 1 and written[cut - 1] in _PARTICLES:
            cut -= 1
        given_words, family = written[:cut], " ".join(written[cut:])
    given = given_words[0]
    found = {family: NamePart.FAMILY, given: NamePart.GIVEN}
    for whole in (f"{given} {family}", f"{family} {given}", " ".join([*given_words, family])):
        found[whole] = NamePart.FULL
    # One letter alone is an initial: it would be found in every text.
    return {words: part for words, part in found.items() if len(words) > 1 and words.count(" ") < WORDS_MAX}
