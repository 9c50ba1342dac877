"""Writes down what one request of the product says to the database, so that a floor can say it again."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, event

Statement = tuple[str, Any]
Transaction = tuple[bool, list[Statement]]
"""Whether it writes, and its statements with the driver's parameters."""


@contextmanager
def recorded(engine: Engine) -> Iterator[list[Transaction]]:
    """The transactions that are run inside the block, in order."""
    said: list[Transaction] = []

    def begun(connection: Any) -> None:
        said.append((bool(connection.get_execution_options().get("writes")), []))

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if statement.startswith("BEGIN"):
            return
        for each in parameters if many else [parameters]:
            said[-1][1].append((statement, each))

    event.listen(engine, "begin", begun, insert=True)  # Before the engine's own, which says BEGIN.
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "begin", begun)
        event.remove(engine, "before_cursor_execute", note)


def born(transactions: list[Transaction], known: set[str]) -> set[str]:
    """The ids that the request made: UUIDs not *known* that stand in an INSERT before anything mentioned them."""
    known = set(known)
    made: set[str] = set()
    for _, statements in transactions:
        for statement, parameters in statements:
            values = parameters.values() if isinstance(parameters, dict) else parameters
            ids = {plain(value) for value in values if _is_id(value)}
            if statement.lstrip().upper().startswith("INSERT"):
                made |= ids - known
            known |= ids
    return made


def _is_id(value: Any) -> bool:
    return isinstance(value, uuid.UUID) or (isinstance(value, str) and bool(re.fullmatch(r"[0-9a-f]{32}", value)))


def plain(value: Any) -> str:
    """One spelling for values that the drivers write differently."""
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text[:19] if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+", text) else text


def replayed(transactions: list[Transaction], changes: dict[str, Any], known: set[str]) -> list[Transaction]:
    """The same transactions about something else: each recorded value that *changes* names is put in its place.

    Ids that the request made are made anew; *known* are those that were there before it.
    """
    fresh = {one: uuid.uuid4() for one in born(transactions, known)}
    return [
        (writes, [(statement, _substituted(parameters, changes | fresh)) for statement, parameters in statements])
        for writes, statements in transactions
    ]


def _substituted(parameters: Any, changes: dict[str, Any]) -> Any:
    if isinstance(parameters, dict):
        return {name: _one(value, changes) for name, value in parameters.items()}
    return tuple(_one(value, changes) for value in parameters)


def _one(value: Any, changes: dict[str, Any]) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    new = changes.get(plain(value))
    if new is None:
        return value
    if isinstance(new, uuid.UUID):
        return new if isinstance(value, uuid.UUID) else new.hex
    if isinstance(new, datetime) and isinstance(value, str):
        return new.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(new, date) and not isinstance(new, datetime) and isinstance(value, str):
        return new.isoformat()
    return new
