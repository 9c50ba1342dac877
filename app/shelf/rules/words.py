"""What somebody types into the search, as both engines' indexes understand it. Pure.

Nothing typed is ever an operator: only letters, marks and digits are kept, and a word stands in quotes.
The tokens are those that app/db/search_index.py writes.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

WORDS_MAX = 8
WORD_CHARACTERS_MAX = 60
TYPED_CHARACTERS_MAX = 2_000
"""What lies beyond is not looked at: no search has so many words."""
WORD_CLASSES = frozenset("LMN")
MARK = "\x02"
MARK_END = "\x03"
"""What the engines put around a hit; no stored text can hold either."""
JOINT = "\x04"
"""What PostgreSQL is shown after every mark, and readers are not."""


def words_of(typed: str) -> list[str]:
    """The words of *typed*, each once, in their order, at most WORDS_MAX; letters, marks and digits only."""
    found: dict[str, None] = {}
    for word in _parted(unicodedata.normalize("NFC", typed[:TYPED_CHARACTERS_MAX])):
        found.setdefault(word[:WORD_CHARACTERS_MAX].lower())
        if len(found) == WORDS_MAX:
            break
    return list(found)


def _parted(text: str) -> list[str]:
    # A lone mark is no word, and would be an empty phrase to SQLite.
    kept = "".join(one if unicodedata.category(one)[0] in WORD_CLASSES else " " for one in text)
    return [word for word in kept.split() if any(unicodedata.category(one)[0] != "M" for one in word)]


def everyone() -> str:
    return "everyonex"


def of_school(school_id: UUID) -> str:
    return f"s{school_id.hex}x"


def of_trust(trust_id: UUID) -> str:
    return f"t{trust_id.hex}x"


def of_group(group_id: UUID) -> str:
    return f"g{group_id.hex}x"


def filed(kind: str, value: str) -> str:
    """The token of a label. It ends so that no stemmer touches it."""
    return f"{kind}{value.encode().hex()}x"


@dataclass(frozen=True, slots=True)
class Sought:
    """What the index is asked for: findings for one of *readers*, under all of *labels*, with all of *words*.

    Of *any_labels* and *any_words* together one is enough; when both are empty they ask for nothing.
    """

    readers: Sequence[str] = ()
    labels: Sequence[str] = ()
    words: Sequence[str] = ()
    any_labels: Sequence[str] = ()
    any_words: Sequence[str] = ()


def for_fts5(sought: Sought) -> str:
    """*sought* in the language of SQLite's FTS5."""
    texts = "{title quote topic sections}"
    parts = []
    if sought.readers:
        parts.append(f"who : ({_quoted(sought.readers, ' OR ')})")
    if sought.labels:
        parts.append(f"filed : ({_quoted(sought.labels, ' AND ')})")
    if sought.words:
        parts.append(f"{texts} : ({_quoted(sought.words, ' AND ')})")
    either = []
    if sought.any_labels:
        either.append(f"filed : ({_quoted(sought.any_labels, ' OR ')})")
    if sought.any_words:
        either.append(f"{texts} : ({_quoted(sought.any_words, ' OR ')})")
    if either:
        parts.append(f"({' OR '.join(either)})")
    return " AND ".join(f"({part})" for part in parts)


def tokens_for_tsquery(sought: Sought) -> str:
    """The readers and labels of *sought* in the language of PostgreSQL's tsquery; words are asked beside it."""
    parts = [_alternatives(sought.readers, " | ")]
    if sought.labels:
        parts.append(_alternatives(sought.labels, " & "))
    return " & ".join(f"({part})" for part in parts)


def any_label_for_tsquery(sought: Sought) -> str:
    """The labels of which one is enough; empty when there are none."""
    return _alternatives(sought.any_labels, " | ")


def for_websearch(any_words: Iterable[str]) -> str:
    """Words of which one is enough, for websearch_to_tsquery. In quotes "or" is a word like any other."""
    return " or ".join(f'"{word}"' for word in any_words)


def _quoted(terms: Iterable[str], between: str) -> str:
    return between.join('"{}"'.format(term.replace('"', '""')) for term in terms)


def _alternatives(tokens: Iterable[str], between: str) -> str:
    # Made of our own hexadecimal tokens only, so there is nothing to escape.
    return between.join(f"'={token}'" for token in tokens)


def labels_of(stored: str) -> list[list[str]]:
    """[kind, value, words] of each label, from SQLite's index."""
    return [one.split("\x1f") for one in stored.split("\x1e")] if stored else []


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_hit: bool


def pieces(marked: str) -> list[Piece]:
    """A text in which an engine marked hits, as pieces in order; empty ones left out."""
    found: list[Piece] = []
    before, *hits = marked.replace(JOINT, "").split(MARK)
    if before:
        found.append(Piece(before.replace(MARK_END, ""), False))
    for hit in hits:
        inside, _, after = hit.partition(MARK_END)
        if inside:
            found.append(Piece(inside, True))
        if after := after.replace(MARK_END, ""):
            found.append(Piece(after, False))
    return found
