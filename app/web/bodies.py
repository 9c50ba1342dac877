"""Base classes and field types of everything that travels over HTTP."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict

PAGE_LIMIT_MAX = 100
PAGE_LIMIT_DEFAULT = 50

# Control characters but tab and line feed; lone surrogates; characters that reverse or hide text.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_WRITTEN_OUT = re.compile(r"\d{4}-\d\d-\d\d")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if found := _REFUSED.search(text):
        raise ValueError(f"holds a character that cannot be stored (U+{ord(found.group()):04X})")
    return text


def _storable(text: str) -> str:
    if found := _UNSTORABLE.search(text):
        raise ValueError(f"holds a character that cannot be stored (U+{ord(found.group()):04X})")
    return text


def _written_out(value: object) -> object:
    if not isinstance(value, date) and not (isinstance(value, str) and _WRITTEN_OUT.match(value)):
        raise ValueError("must be written out, as 2026-11-02 is: not counted from some day")
    return value


def _filled(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        raise ValueError("must be one line")
    return text


Line = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_filled), AfterValidator(_one_line)]
"""One line of text, 1 to 200 characters after trimming."""
OptionalLine = Annotated[str, Field(max_length=200), AfterValidator(_clean), AfterValidator(_one_line)]
"""One line of text, possibly empty."""
Text = Annotated[str, Field(max_length=2_000), AfterValidator(_clean)]
"""A short text, possibly empty, at most 2,000 characters."""
LongText = Annotated[str, Field(max_length=10_000), AfterValidator(_clean)]
"""A long text, possibly empty, at most 10,000 characters."""
Email = Annotated[
    str,
    AfterValidator(_clean),
    Field(max_length=254, pattern=r"^[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s<>()\[\],;:\\\"]+$"),
]
Plain = Annotated[str, AfterValidator(_clean)]
"""Text without characters that cannot be stored; say how long it may be."""
AsInFile = Annotated[str, Field(max_length=500), AfterValidator(_storable)]
"""What is called so in a file, to the letter: spaces and marks of direction too."""
Words = Annotated[Plain, Field(max_length=100)]
"""What is searched for, or filtered by."""
SchoolDate = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2100, 12, 31)), BeforeValidator(_written_out)]
"""A date that a school can mean."""
Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC)),
    BeforeValidator(_written_out),
]
"""A moment with its offset. A clock that has lost its battery begins at 1970 again."""
Minutes = Annotated[int, Strict(), Field(ge=1, le=6_000)]
"""Whole minutes, 1 to 6,000 (100 hours)."""
Count = Annotated[int, Strict(), Field(ge=0, le=10_000)]
Flag = Annotated[bool, Strict()]
WallTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["08:45"])]
"""A time on the school's wall clock, HH:MM."""


class Body(BaseModel):
    """What a client sends: nothing beyond the declared fields, no infinities."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Out(BaseModel):
    """What the server answers, read from values and rows alike."""

    model_config = ConfigDict(from_attributes=True)


Item = TypeVar("Item")


class Page(Out, Generic[Item]):
    """Some of a list, in a fixed order. `next` is the `after` of the next page, null on the last."""

    items: list[Item]
    next: str | None = None
