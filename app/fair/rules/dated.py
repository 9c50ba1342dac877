"""A class together with a date says which children: neither may stand beside the other in what is published. Pure.

DOMAIN 3.9, R_PUB. A month, a term or a year alone is no date; a class alone is no child.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

CLASS_NAMES_MAX: Final = 3_000
CLASS_CHARACTERS_MAX: Final = 60

_MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
)
_WEEKDAYS: Final = "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_DATE: Final = re.compile(
    rf"""(?<![\w/.-])(?:
        {_DAY}\s*(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b\.?(?:,?\s+(?:19|20)\d\d\b)?
        | (?:{_MONTHS})\.?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+(?:19|20)\d\d\b)?
        | (?:19|20)\d\d[-/.]{_NUMBER}[-/.]{_DAY}(?!\d)
        | {_DAY}\s?[/.-]\s?{_NUMBER}\s?[/.-]\s?(?:19|20)?\d\d(?![\w/])
        | {_NUMBER}[/-]{_DAY}[/-](?:19|20)\d\d(?!\d)
        | (?:on|{_WEEKDAYS},?)\s+(?:the\s+)?{_DAY}/{_NUMBER}(?![\w/])
        | {_WEEKDAYS},?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_RUN: Final = re.compile(r"[^\W_]+")
_YEAR_FIRST: Final = re.compile(r"([0-9]{1,2})([A-Za-z]{1,3})([^\W_]*)")


@dataclass(frozen=True, slots=True)
class ClassDated:
    """A text that holds both, as they are written in it."""

    field: str
    class_name: str
    date: str


def class_with_date(texts: Mapping[str, str], class_names: Iterable[str]) -> ClassDated | None:
    """The first of *texts* (field -> text) in which a class and a date stand together; None when there is none.

    Args:
        class_names: as the timetable writes them. What has no letter, or only one character, is no class to find.
    """
    dated = {field: found.group().strip() for field, text in texts.items() if (found := _DATE.search(text))}
    if not dated:
        return None
    looked_for = _any_of(frozenset(name.strip() for name in class_names if _is_telling(name)))
    if looked_for is None:
        return None
    for field, date in dated.items():
        if found := looked_for.search(texts[field]):
            return ClassDated(field, found.group("name"), date)
    return None


def _is_telling(name: str) -> bool:
    plain = "".join(_RUN.findall(name))
    return len(plain) > 1 and len(name) <= CLASS_CHARACTERS_MAX and not plain.isdigit()


@lru_cache(64)
def _any_of(names: frozenset[str]) -> re.Pattern[str] | None:
    # 8X/Ma1, 8x ma1 and Year 8X-Ma1 are one class. The longest first, so that the whole name is shown.
    longest_first = sorted(names, key=lambda name: (-len(name), name))[:CLASS_NAMES_MAX]
    forms = [r"[\s/._-]{0,2}".join(_form(run) for run in _RUN.findall(name)) for name in longest_first]
    if not forms:
        return None
    return re.compile(rf"(?<![^\W_])(?:y(?:ea)?r?\s?)?(?P<name>{'|'.join(forms)})(?![^\W_])", re.IGNORECASE)


def _form(run: str) -> str:
    """8X as 8X, 8x, 8 X and 8-X. Apart, only with a capital: eight a day is no class 8A."""
    split = _YEAR_FIRST.fullmatch(run)
    if split is None:
        return re.escape(run)
    year, letters, rest = split.groups()
    return rf"{year}(?:{letters}|[\s-](?-i:{letters.upper()})){re.escape(rest)}"
