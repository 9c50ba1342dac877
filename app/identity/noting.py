"""What support sees is written down before they see it: no answer leaves until the school's log holds the question."""

from collections.abc import Callable

import anyio
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.types import Message, Receive, Scope, Send

from app.kernel.actor import Actor, Role
from app.web import problems


def noted(actor: Actor | None, scope: Scope, receive: Receive, send: Send, write: Callable[[Actor, int], None]) -> Send:
    """*send*, which for a request of support's first has *write* write the log. Where it cannot, 503 is the answer.

    Args:
        write: given who asked, and the status they are answered with. It opens a transaction of its own.
    """
    if actor is None or not actor.has(Role.SUPPORT):
        return send
    is_withheld = False

    async def noting(message: Message) -> None:
        nonlocal is_withheld
        if message["type"] == "http.response.start":
            try:
                await anyio.to_thread.run_sync(write, actor, message["status"])
            except (DBAPIError, PoolTimeout) as error:
                is_withheld = True
                await problems.unavailable(scope["path"], error)(scope, receive, send)
        if not is_withheld:
            await send(message)

    return noting
