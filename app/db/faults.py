"""What the database's own refusals mean. Constraints are known by name; messages are never parsed."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.kernel.errors import Conflict, DomainError

_refusals: dict[str, Callable[[], DomainError]] = {}

RETRIED_SQLSTATES = frozenset({"40001", "40P01", "55P03"})  # serialisation, deadlock, lock not available


class AlreadyThere(Conflict):
    """A constraint refused what was sent, most often because it is stored already."""

    code = "already-there"
    title = "That is there already, or has just been changed by somebody else"


def means(refusal: Callable[[], DomainError], *constraints: str) -> None:
    """Say which refusal the breaking of *constraints* is to people."""
    for name in constraints:
        _refusals[name] = refusal


def constraint_of(error: DBAPIError) -> str | None:
    """The name of the broken constraint, or None. SQLite's triggers raise it as their whole message."""
    diagnostics: Any = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        name = diagnostics.constraint_name
        if name:
            return str(name)
        message = str(diagnostics.message_primary or "")
        return message if message in _refusals else None
    message = str(error.orig)
    if found := re.fullmatch(r"(?:CHECK constraint failed: )?(\w+)", message):
        return found.group(1)
    if found := re.fullmatch(r"UNIQUE constraint failed: (.+)", message):
        return "unique " + found.group(1)
    return None


def refusal_of(error: IntegrityError) -> DomainError:
    """The refusal that people read for a broken constraint."""
    name = constraint_of(error)
    return _refusals[name]() if name in _refusals else AlreadyThere()


def is_worth_retrying(error: DBAPIError) -> bool:
    """Whether the same transaction may well succeed if it is simply run again."""
    state = getattr(error.orig, "sqlstate", None)
    if state in RETRIED_SQLSTATES:
        return True
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)
