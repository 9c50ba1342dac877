"""Finds what names a pupil in a text, or may: by the roster where there is one, by common patterns anyhow. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.pupils.rules import NamePart, lists
from app.pupils.rules.names import WORDS_MAX, Word, composed, normalised, words

FOUND_MAX = 50
"""Of one text: who gets fifty warnings has pasted a register, and will see that."""
PUPIL_YEARS = range(3, 20)
"""How old pupils are, from nursery to the end of a sixth form."""

ON_ROSTER = "A pupil on your school's roster has this name. Write the label (A, B or C) instead."
PERHAPS_ROSTER = "A pupil on your school's roster has this name. If it is one, write the label instead."
AND_COLLEAGUE = "A pupil and a colleague both have this name. If it is the pupil, write the label instead."
LIKE_A_NAME = "This looks like a pupil's name. If it is one, write the label (A, B or C) instead."
PUPIL_NUMBER = "This is a unique pupil number. It names one pupil as surely as a name does: take it out."
LIKE_A_NUMBER = "This looks like a unique pupil number. If it is one, take it out."
ADDRESS = "This is an e-mail address. If it is a pupil's or a family's, take it out."
BIRTH = "This looks like a date of birth. If it is one, take it out."


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a text, from `start` of it."""

    start: int
    word: str
    why: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known when a text is looked through."""

    part_of: Callable[[str], NamePart | None] | None
    """Which part of a name on the roster normalised words are; None when the school has no roster."""
    colleagues: frozenset[str] = frozenset()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A word among its neighbours."""

    word: Word
    begins: bool
    """It is the first of a sentence, a line or a quotation: its capital says nothing."""
    gap: str
    """What stands between it and the word before."""
    in_heading: bool
    """Its line has a capital at every word that counts."""


def single_names(full_names: Iterable[str]) -> frozenset[str]:
    """Each word of each name, normalised."""
    return frozenset(word for name in full_names for word in normalised(name).split())


def found_in(text: str, seeker: Seeker) -> list[Found]:
    """All that names a pupil in *text*, or may, in its order; at most FOUND_MAX, the certain ones before others."""
    text = composed(text)
    places = _places(text)
    found = [*_of_roster(text, places, seeker), *_numbers(text), *_addresses(text), *_births(text, seeker.today)]
    taken = [(one.start, one.start + len(one.word)) for one in found]
    found += [
        one for one in _patterns(text, places)
        if not any(start < one.start + len(one.word) and one.start < end for start, end in taken)
    ]  # fmt: skip
    kept = sorted(found, key=lambda one: (not one.is_certain, one.start))[:FOUND_MAX]
    return sorted(kept, key=lambda one: one.start)


# ---- by the roster -------------------------------------------------------------------------------


def _of_roster(text: str, places: Sequence[_Place], seeker: Seeker) -> list[Found]:
    if seeker.part_of is None:
        return []
    found, at = [], 0
    while at < len(places):
        length, part = _longest(places, at, seeker.part_of)
        if part is None:
            at += 1
            continue
        here = places[at : at + length]
        said = (ON_ROSTER, True) if part == NamePart.FULL else _single(text, places, at, length, part, seeker)
        if said is not None:
            start, end = here[0].word.start, here[-1].word.end
            found.append(Found(start, text[start:end], *said))
        at += length
    return found


def _longest(
    places: Sequence[_Place], at: int, part_of: Callable[[str], NamePart | None]
) -> tuple[int, NamePart | None]:
    """The most words from *at* on that are a name of the roster, and which part of one."""
    joined = ""
    best: tuple[int, NamePart | None] = (1, None)
    for length, place in enumerate(places[at : at + WORDS_MAX], start=1):
        if length > 1 and not _joins(place.gap):
            break
        joined = f"{joined} {place.word.plain}".strip()
        if len(joined) > 1 and (part := part_of(joined)) is not None:
            best = (length, part)
    return best


def _joins(gap: str) -> bool:
    """Whether two words with *gap* between can be one name: Anne-Marie, Khan, Amira; never over a line's end."""
    return "\n" not in gap and not gap.strip(" \t\u00a0-‐‑–,")


def _single(
    text: str, places: Sequence[_Place], at: int, length: int, part: NamePart, seeker: Seeker
) -> tuple[str, bool] | None:
    """What a given or family name alone says: a refusal, a question, or nothing."""
    here = places[at]
    plain = " ".join(place.word.plain for place in places[at : at + length])
    before = places[at - 1].word.plain if at and not here.begins else ""
    is_word = plain in lists.SAME_AS_WORDS or plain in lists.MONTHS or plain in lists.OFTEN_SOMETHING_ELSE
    if before in lists.TITLES or (plain in lists.MONTHS and _is_calendar(text, here, before)):
        return None
    if not here.word.is_capitalised:
        return None if is_word else (PERHAPS_ROSTER, False)
    if is_word and (here.begins or here.in_heading):
        return None
    if plain in seeker.colleagues:
        return AND_COLLEAGUE, False
    if part == NamePart.FAMILY and (is_word or _is_cited(text, places[at + length - 1])):
        return PERHAPS_ROSTER, False
    if plain in lists.MONTHS or plain in lists.OFTEN_SOMETHING_ELSE:
        return PERHAPS_ROSTER, False
    return ON_ROSTER, True


def _is_calendar(text: str, place: _Place, before: str) -> bool:
    after = text[place.word.end : place.word.end + 2].strip()
    return before in lists.BEFORE_MONTHS or after[:1].isdigit() or any(letter.isdigit() for letter in place.gap)


_CITED = re.compile(r"\s*(?:,|et al\.?|and [A-Z]\w+|& [A-Z]\w+)?\s*\(?(?:19|20)\d\d")


def _is_cited(text: str, place: _Place) -> bool:
    """Whether a family name is a source's: Smith (2019), Smith et al., 2019."""
    after = text[place.word.end : place.word.end + 40]
    return _CITED.match(after) is not None or after.startswith(" et al")


# ---- by patterns ---------------------------------------------------------------------------------

_UPN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]\d{11}[A-Za-z0-9](?![A-Za-z0-9])")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?[-/. ]\s?(?P<month>\d{1,2}|[A-Za-z]{3,9})"
    r"\s?[-/., ]\s?(?P<year>\d{4}|\d{2})"
    r"|(?P<iyear>\d{4})-(?P<imonth>\d{2})-(?P<iday>\d{2}))(?!\d)"
)
_BORN = re.compile(
    r"\b(?:born|d\.?\s?o\.?\s?b|date of birth|birthday|birth date)\b\W{0,5}(?:\w{1,4}\W{1,3}){0,2}$", re.I
)
_BORN_BEFORE = 40


def _numbers(text: str) -> list[Found]:
    found = []
    for match in _UPN.finditer(text):
        is_real = match.group()[0].upper() == _check_letter(match.group())
        found.append(Found(match.start(), match.group(), PUPIL_NUMBER if is_real else LIKE_A_NUMBER, is_real))
    return found


def _check_letter(number: str) -> str:
    """The first letter that a unique pupil number must have: its digits weighted 2 to 13, modulo 23 (DfE, UPN guide).

    The last place of a temporary number is a letter and counts by its place in the same alphabet.
    """
    last = number[-1].upper()
    if not last.isdigit() and last not in _UPN_LETTERS:
        return ""
    values = [int(digit) for digit in number[1:-1]] + [int(last) if last.isdigit() else _UPN_LETTERS.index(last)]
    return _UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, start=2)) % 23]


def _addresses(text: str) -> list[Found]:
    return [Found(match.start(), match.group(), ADDRESS, False) for match in _EMAIL.finditer(text)]


def _births(text: str, today: date | None) -> list[Found]:
    found = []
    for match in _DATE.finditer(text):
        day = _date_of(match, today)
        says_so = _BORN.search(text[max(0, match.start() - _BORN_BEFORE) : match.start()]) is not None
        fits = day is not None and today is not None and today.year - day.year in PUPIL_YEARS
        if day is not None and (says_so or fits):
            found.append(Found(match.start(), match.group(), BIRTH, False))
    return found


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _date_of(match: re.Match[str], today: date | None) -> date | None:
    parts = match.groupdict()
    year, month, day = (
        (parts["iyear"], parts["imonth"], parts["iday"]) if parts["iyear"]
        else (parts["year"], parts["month"], parts["day"])
    )  # fmt: skip
    if not month.isdigit():
        if month[:3].lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        return None


def _patterns(text: str, places: Sequence[_Place]) -> list[Found]:
    """`Amira K.` and `Amira Khan` inside a sentence."""
    found, at = [], 0
    while at + 1 < len(places):
        first, second = places[at], places[at + 1]
        is_pair = _is_initial(text, first, second) or _is_full(places, at)
        if is_pair and second.gap in (" ", "\u00a0", "-") and not second.in_heading:
            end = second.word.end + (
                len(second.word.written) == 1 and text[second.word.end : second.word.end + 1] == "."
            )
            found.append(Found(first.word.start, text[first.word.start : end], LIKE_A_NAME, False))
            at += 1
        at += 1
    return found


def _is_initial(text: str, first: _Place, second: _Place) -> bool:
    letter = second.word.written
    if len(letter) != 1 or not letter.isupper() or not _may_be_given(first.word):
        return False
    has_point = text[second.word.end : second.word.end + 1] == "."
    # A to F are labels of case pupils, and I is the writer: only a point makes initials of them, and not even that
    # after a sentence's first word, which has its capital anyhow.
    return (has_point and not first.begins) or letter not in "ABCDEFI"


def _is_full(places: Sequence[_Place], at: int) -> bool:
    first, second = places[at], places[at + 1]
    if first.begins or second.begins or (at and places[at - 1].word.plain in lists.TITLES and not first.begins):
        return False
    return _may_be_given(first.word) and _may_be_given(second.word) and len(second.word.written) > 1


def _may_be_given(word: Word) -> bool:
    written = word.written
    return (
        len(written) > 1 and written[0].isupper() and not written.isupper() and word.plain not in lists.NOT_GIVEN_NAMES
    )


# ---- sentences -----------------------------------------------------------------------------------

_ENDS = re.compile(r"[.!?:;•*“”\"«»\n]")
_HEADING_WORDS_MIN = 3
_SHORT = 3  # Words up to this length are small in a heading: of, the, and.


def _places(text: str) -> list[_Place]:
    """The words of *text* with what their capitals mean."""
    headings = _headings(text)
    found: list[_Place] = []
    end = 0
    for word in words(text):
        gap = text[end : word.start]
        begins = not found or (_ENDS.search(gap) is not None and not _is_abbreviation(found[-1].word, gap))
        found.append(_Place(word, begins, gap, any(start <= word.start < stop for start, stop in headings)))
        end = word.end
    return found


def _is_abbreviation(word: Word, gap: str) -> bool:
    """Whether the full stop belongs to a title: `Dr. Khan` is no new sentence."""
    return gap.strip() == "." and word.plain in lists.TITLES


def _headings(text: str) -> list[tuple[int, int]]:
    """From where to where the lines run in which every longer word has a capital."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        longer = [word for word in words(line) if len(word.written) > _SHORT]
        if len(longer) >= _HEADING_WORDS_MIN and all(word.is_capitalised for word in longer):
            found.append((start, start + len(line)))
        start += len(line)
    return found
