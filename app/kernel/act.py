"""What the process is doing right now and for whom: set at the gate, read where it is written down."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app.kernel.actor import Actor


@dataclass(slots=True)
class Act:
    """One request. Its operation is known only once the router has found it, so the room it is found in is kept."""

    request_id: str
    at: datetime
    actor: Actor | None = None
    room: Mapping[str, Any] = field(default_factory=dict)
    """The request's ASGI scope: the router writes `route` and `path_params` into it."""

    named: str = ""
    """The operation, where no router finds one: a command, an answer by mail."""

    @property
    def operation(self) -> str:
        """The operation's name in the policy; empty before the router has found one."""
        return self.named or str(getattr(self.room.get("route"), "name", None) or "")

    @property
    def subject(self) -> tuple[str, UUID | None]:
        """What the address names last: its kind (`round`) and its id. Nothing when it names nothing."""
        for name, value in reversed(list(dict(self.room.get("path_params") or {}).items())):
            if name.endswith("_id"):
                try:
                    return name.removesuffix("_id")[:40], UUID(str(value))
                except ValueError:
                    return "", None
        return "", None


CURRENT: ContextVar[Act | None] = ContextVar("act", default=None)
"""The act of this request. None in the worker, in commands and in tests that call the rooms themselves."""


@contextmanager
def doing(operation: str, at: datetime, actor: Actor | None = None) -> Iterator[None]:
    """What the block writes is written down under *operation*, although no request asked for it."""
    token = CURRENT.set(Act("", at, actor, named=operation))
    try:
        yield
    finally:
        CURRENT.reset(token)
