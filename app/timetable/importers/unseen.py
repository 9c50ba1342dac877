"""Signs that are not seen: marks of writing direction, joiners, soft hyphens, byte-order marks (Unicode: Cf).

Programs put them around names written from right to left; a name with them and one without are one name.
"""

import unicodedata


def without(text: str) -> str:
    """Drop them all."""
    return text if text.isascii() else "".join(sign for sign in text if not _is_unseen(sign))


def trimmed(text: str) -> str:
    """Drop them and blanks at both ends, in whatever order they stand there."""
    text = text.strip()
    if text.isascii():
        return text
    start, end = 0, len(text)
    while start < end and _is_edge(text[start]):
        start += 1
    while start < end and _is_edge(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def _is_edge(sign: str) -> bool:
    return sign.isspace() or _is_unseen(sign)
