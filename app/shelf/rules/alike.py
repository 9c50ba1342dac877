"""Which findings are like another one: by labels they share and by words that few others have. Pure."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.shelf.rules import words

LIKE_MAX = 6
LIKE_LOOKED_AT = 300
LIKE_WORDS_MAX = 8
WORD_CHARACTERS_MIN = 4
"""Shorter words are mostly not about anything."""
WEIGHTS: Mapping[str, float] = {"focus": 4.0, "mechanism": 2.0, "subject": 2.0, "phase": 1.0, "word": 3.0}
"""What sharing one is worth; a group or a school is no likeness of findings."""


@dataclass(frozen=True, slots=True)
class Described:
    """A finding as it is compared."""

    finding_id: UUID
    published_at: datetime
    features: frozenset[Hashable]


def features(labels: Sequence[tuple[str, str]], texts: Sequence[str]) -> frozenset[Hashable]:
    """What of a finding another may share.

    Args:
        labels: (kind, value).
        texts: short ones: the title, the quote, the focus.
    """
    said = (("word", word) for text in texts for word in telling_words(text))
    return frozenset([(kind, value) for kind, value in labels if kind in WEIGHTS]) | frozenset(said)


def telling_words(text: str) -> list[str]:
    """The longer words of a short text."""
    return [word for word in words.words_of(text) if len(word) >= WORD_CHARACTERS_MIN]


def nearest(to: Described, others: Sequence[Described]) -> list[UUID]:
    """At most LIKE_MAX of *others*, the most alike first, then the newest; those that share nothing are left out.

    What half of them share tells little, what two share tells much: a feature counts for less the more have it.
    """
    seen = Counter(feature for other in others for feature in other.features)
    near = [(_closeness(to, other, seen), other) for other in others if other.finding_id != to.finding_id]
    near = [(closeness, other) for closeness, other in near if closeness > 0]
    near.sort(key=lambda pair: (pair[0], pair[1].published_at, str(pair[1].finding_id)), reverse=True)
    return [other.finding_id for _, other in near[:LIKE_MAX]]


def _closeness(to: Described, other: Described, seen: Mapping[Hashable, int]) -> float:
    shared = sorted(to.features & other.features, key=repr)  # In one order: sums of floats depend on it.
    return sum(WEIGHTS[str(feature[0])] / (1 + seen[feature]) for feature in shared if isinstance(feature, tuple))
