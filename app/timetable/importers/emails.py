"""E-mail addresses as files write them."""

import re
from typing import Final

from app.timetable.importers import unseen

CHARACTERS_MAX: Final = 254
_EMAIL: Final = re.compile(r'[^@\s<>()\[\],;:\\"]+@[^@\s<>()\[\],;:\\"]+\.[^@\s<>()\[\],;:\\"]+')
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def email(text: str) -> str:
    """An address in small letters, without signs that are not seen; empty where *text* is none that can be kept."""
    found = unseen.without(text).strip().lower()
    if len(found) > CHARACTERS_MAX or _CONTROLS.search(found) or not _EMAIL.fullmatch(found):
        return ""
    return found
