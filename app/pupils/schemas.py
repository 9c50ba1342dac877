"""What travels over HTTP about names in texts and how long things are kept."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, Strict

from app.web.bodies import Body, Line, Out, SchoolDate

NAMES_MAX = 5_000
TEXTS_MAX = 60
TEXT_CHARACTERS_MAX = 50_000

FieldName = Annotated[str, Field(min_length=1, max_length=100)]


class NameFound(Out):
    """A place in a text that names a pupil, or may."""

    field: str
    word: str
    """As it stands in the text."""
    why: str
    """In words for whoever typed it."""
    certain: bool
    """A pupil of the roster, or a pupil number: it cannot be published. Otherwise a question."""


class TextsIn(Body):
    texts: dict[FieldName, Annotated[str, Field(max_length=TEXT_CHARACTERS_MAX)]] = Field(max_length=TEXTS_MAX)
    """Field -> what was typed; at most 50,000 characters in all."""


class NamesOut(Out):
    names: list[NameFound]


class RosterIn(Body):
    names: list[Line] = Field(min_length=1, max_length=NAMES_MAX)
    """`Given Family` or `Family, Given`. What was loaded before is forgotten."""


class RosterCount(Out):
    count: int


class RosterOut(Out):
    """That there is a roster. Nobody can read it back: only digests are stored."""

    names: int
    loaded_at: datetime | None
    by_name: str | None


class RetentionIn(Body):
    evidence_months: Annotated[int, Strict(), Field(ge=1, le=120)]
    key_days: Annotated[int, Strict(), Field(ge=0, le=400)]
    keys_end_on: SchoolDate | None = None


class RetentionOut(Out):
    evidence_months: int
    key_days: int
    keys_end_on: date | None
    by_name: str | None
    """Null until somebody has chosen: these are Kenkyu's own figures then."""
    chosen_at: datetime | None
    version: int
