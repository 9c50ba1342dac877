"""What Larkmere's pupils are taught: courses, and the blocks in which courses meet at the same time."""

from dataclasses import dataclass
from typing import Final

PUPILS_BY_YEAR: Final = {7: 134, 8: 133, 9: 132, 10: 131, 11: 130, 12: 34, 13: 26}

SUBJECTS: Final = {
    "En": "English", "Ma": "Maths", "Sc": "Science", "Ts": "Triple Science", "Bi": "Biology", "Ch": "Chemistry",
    "Ph": "Physics", "Pe": "Physical Education", "Fr": "French", "Sp": "Spanish", "Hi": "History", "Gg": "Geography",
    "Re": "Religious Education", "Pl": "Philosophy", "Ps": "Psychology", "Hs": "Health and Social Care",
    "Ar": "Art", "Po": "Photography", "Mu": "Music", "Dr": "Drama", "Dt": "Design and Technology", "Fo": "Food",
    "Cs": "Computing", "Bs": "Business",
}  # fmt: skip

FORM_LETTERS: Final = "ABCDEF"
BANDS: Final = ("ABC", "DEF")
SET_LETTERS: Final = {"Ma": "M", "Sc": "S", "Pe": "Pe"}
PAIRS: Final = ("AB", "CD", "EF")

OPTIONS: Final = {
    10: {"P": "Gg Hi Fr Cs Ar Dt Pe", "Q": "Gg Hi Sp Bs Fo Dr Hs Ar",
         "R": "Gg Hi Fr Mu Fo Pe Ts Hs", "S": "Gg Hi Bs Cs Po Re Dt Hs"},
    11: {"P": "Gg Hi Sp Bs Fo Pe Cs Hs", "Q": "Gg Hi Fr Dr Ar Dt Ts Po",
         "R": "Gg Hi Cs Mu Dt Bs Hs Ar", "S": "Gg Hi Fr Po Fo Re Pe"},
}  # fmt: skip
"""What may be chosen in each of the four option columns of Years 10 and 11."""

A_LEVELS: Final = {
    12: {"P": "En Bi Bs", "Q": "Ma Hi Ar", "R": "Ch Gg Sp", "S": "Ph Pl Ps"},
    13: {"P": "En Ch Bs", "Q": "Ma Gg Pl", "R": "Bi Hi", "S": "Ph Ps"},
}
SHORT_NAMES: Final = {
    "En": "Eng Lit", "Bi": "Bio", "Bs": "Bus", "Ma": "Maths", "Hi": "Hist", "Ar": "Art", "Ch": "Chem", "Gg": "Geog",
    "Sp": "Spanish", "Ph": "Phys", "Pl": "Phil", "Ps": "Psych",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """What one teacher teaches one class. A sixth-form class has two courses, one for each of its teachers.

    Courses with one `block` name share pupils' slots: the sets of a band, the choices of a column, or a form alone.
    """

    key: str
    class_code: str
    year: int
    subject: str
    forms: tuple[str, ...]
    pupil_count: int
    block: str


@dataclass(frozen=True, slots=True)
class Block:
    """Courses that meet together: `week_a` in week A and `week_b` in week B, `count` times a week.

    `tags` are spread: no two meetings with a tag in common on one day.
    """

    name: str
    forms: tuple[str, ...]
    week_a: tuple[Course, ...]
    week_b: tuple[Course, ...]
    count: int
    tags: tuple[str, ...]

    @property
    def courses(self) -> tuple[Course, ...]:
        """Every course of the block, each once, in the order of week A."""
        return tuple(dict.fromkeys(self.week_a + self.week_b))


def blocks() -> tuple[Block, ...]:
    """List every block of the school's week: 25 periods for each form of Years 7 to 11."""
    found: list[Block] = []
    for year in (7, 8):
        found += _forms(year, {"En": 4, "Sc": 3, "Hi": 1, "Gg": 1, "Re": 1, "Ar": 1, "Mu": 1, "Dr": 1, "Cs": 1})
        found += _languages(year) + _carousel(year, "Hi", "Gg") + _carousel(year, "Dt", "Fo") + _sets(year, "Pe", 2)
    found += _forms(7, {"Ma": 4}) + _sets(8, "Ma", 4, of=PAIRS)
    found += _forms(9, {"En": 4, "Sc": 4, "Hi": 2, "Gg": 2, "Re": 1, "Ar": 1}) + _languages(9)
    found += _carousel(9, "Mu", "Dr") + _carousel(9, "Dt", "Cs")
    found += _sets(9, "Ma", 4, of=PAIRS) + _sets(9, "Pe", 2)
    for year, english, sport in ((10, 4, 2), (11, 5, 1)):
        found += _forms(year, {"En": english, "Re": 1}) + _sets(year, "Pe", sport)
        found += _sets(year, "Ma", 4, extra=1) + _sets(year, "Sc", 4) + _options(year)
    return tuple(found + _sixth_form(12) + _sixth_form(13))


def _form_course(year: int, letter: str, subject: str) -> Course:
    form = f"{year}{letter}"
    size = PUPILS_BY_YEAR[year] // 6 + (FORM_LETTERS.index(letter) < PUPILS_BY_YEAR[year] % 6)
    return Course(f"{form}/{subject}", form, year, subject, (form,), size, form)


def _simple(name: str, courses: tuple[Course, ...], forms: tuple[str, ...], count: int) -> Block:
    return Block(name, forms, courses, courses, count, tuple(course.key for course in courses))


def _forms(year: int, counts: dict[str, int]) -> list[Block]:
    courses = [(_form_course(year, letter, subject), n) for subject, n in counts.items() for letter in FORM_LETTERS]
    return [_simple(course.key, (course,), course.forms, count) for course, count in courses]


def _languages(year: int) -> list[Block]:
    courses = [
        _form_course(year, letter, spoken)
        for spoken, letters in zip(("Fr", "Sp"), BANDS, strict=True)
        for letter in letters
    ]
    return [_simple(course.key, (course,), course.forms, 3) for course in courses]


def _carousel(year: int, first: str, second: str) -> list[Block]:
    """Let each form change subject between week A and week B, half of the forms the other way about."""
    found = []
    for number, letter in enumerate(FORM_LETTERS):
        subjects = (first, second) if number % 2 == 0 else (second, first)
        one, other = (_form_course(year, letter, subject) for subject in subjects)
        found.append(Block(f"{one.class_code}/{first}{second}", one.forms, (one,), (other,), 1, (one.key, other.key)))
    return found


def _sets(year: int, subject: str, count: int, *, of: tuple[str, ...] = BANDS, extra: int = 0) -> list[Block]:
    """Set neighbouring forms by subject, as many sets as forms, with *extra* more in the first of them."""
    found, number = [], 0
    for letters in of:
        forms = tuple(f"{year}{letter}" for letter in letters)
        sets = len(forms) + (0 if number else extra)
        size = round(PUPILS_BY_YEAR[year] / len(of) / sets)
        codes = [f"{year}{SET_LETTERS[subject]}{number + i + 1}" for i in range(sets)]
        name = f"{year}{letters}/{subject}"
        number += sets
        courses = tuple(Course(f"{code}/{subject}", code, year, subject, forms, size, name) for code in codes)
        found.append(_simple(name, courses, forms, count))
    return found


def _options(year: int) -> list[Block]:
    """Lay out four columns: two lessons each in both weeks, and a fifth in the fortnight by turns."""
    forms = tuple(f"{year}{letter}" for letter in FORM_LETTERS)
    columns: dict[str, tuple[Course, ...]] = {}
    for column, subjects in OPTIONS[year].items():
        codes = subjects.split()
        size = round(PUPILS_BY_YEAR[year] / len(codes))
        columns[column] = tuple(
            Course(
                f"{year}{column}/{code}", f"{year}{column}/{code}", year, code, forms, size, f"{year} column {column}"
            )
            for code in codes
        )
    found = [_simple(f"{year}{column}", courses, forms, 2) for column, courses in columns.items()]
    for one, other in ("PQ", "RS"):
        tags = tuple(course.key for course in columns[one] + columns[other])
        found.append(Block(f"{year}{one}{other}", forms, columns[one], columns[other], 1, tags))
    return found


def _sixth_form(year: int) -> list[Block]:
    """Lay out four columns of A levels: two lessons a week with one teacher and two with another."""
    found = []
    for column, subjects in A_LEVELS[year].items():
        codes = subjects.split()
        size = round(PUPILS_BY_YEAR[year] * 3 / 4 / len(codes))
        for half in (1, 2):
            names = [f"{year} {SHORT_NAMES[code]}" for code in codes]
            courses = tuple(
                Course(f"{name}/{half}", name, year, code, (str(year),), size, f"{year} column {column}")
                for name, code in zip(names, codes, strict=True)
            )
            block = _simple(f"{year}{column}{half}", courses, (str(year),), 2)
            tags = tuple(f"{name}/A level" for name in names)
            found.append(Block(block.name, block.forms, courses, courses, 2, tags))
    return found
