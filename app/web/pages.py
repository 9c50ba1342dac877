"""Pages of a list by keyset: the next page begins after the last key, however long the list grows."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, literal, tuple_

from app.kernel.errors import Unreadable

Row = TypeVar("Row")
INTEGER_MAX = 2**31 - 1  # What an integer column takes on PostgreSQL; keys of pages are small.


class BadCursor(Unreadable):
    """`after` is not one that this list gave out."""

    code = "bad-cursor"
    title = "That page does not exist; start from the first"


@dataclass(frozen=True, slots=True)
class PageWish:
    """Which page is asked for. `after` is opaque: the last key of the page before."""

    after: str | None
    limit: int

    def key(self, *types: type) -> tuple[Any, ...] | None:
        """Read the cursor as values of *types* (str, int, date, datetime, UUID); None on the first page.

        Raises:
            BadCursor: it does not hold such values.
        """
        if self.after is None:
            return None
        try:
            raw = json.loads(base64.urlsafe_b64decode(self.after.encode()))
            if not isinstance(raw, list) or len(raw) != len(types):
                raise BadCursor
            return tuple(_read(value, wanted) for value, wanted in zip(raw, types, strict=True))
        except (binascii.Error, ValueError, TypeError, UnicodeError, RecursionError) as error:
            raise BadCursor from error


def _read(value: object, wanted: type) -> object:
    if wanted is int:
        if type(value) is not int or abs(value) > INTEGER_MAX:
            raise BadCursor
        return value
    if not isinstance(value, str) or "\0" in value:
        raise BadCursor
    if wanted is str:
        return value.encode().decode()
    if wanted is UUID:
        return UUID(value)
    if wanted is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None or not 1970 <= instant.year <= 2100:
            raise BadCursor
        return instant
    return date.fromisoformat(value)


def beyond(key: tuple[Any, ...] | None, *columns: Any, descending: bool = False) -> ColumnElement[bool] | None:
    """The `where` of a page: rows whose *columns* come after *key*. None on the first page."""
    if key is None:
        return None
    row = tuple_(*columns)
    bound = tuple_(*(literal(value, column.type) for value, column in zip(key, columns, strict=True)))
    return row < bound if descending else row > bound


def cut(rows: Sequence[Row], wish: PageWish, key_of: Callable[[Row], tuple[Any, ...]]) -> tuple[list[Row], str | None]:
    """Split what a query with `limit + 1` found into the page and the cursor of the next."""
    page = list(rows[: wish.limit])
    if len(rows) <= wish.limit:
        return page, None
    return page, cursor(key_of(page[-1]))


def cursor(key: tuple[Any, ...]) -> str:
    """Write a key as an opaque text."""
    plain = [value if isinstance(value, int) else _plain(value) for value in key]
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
