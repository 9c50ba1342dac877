"""Run a transaction again that the database gave up for another's sake."""

import random
from collections.abc import Callable, Coroutine
from typing import Any

import anyio
from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError

from app.db import faults
from app.web.reading import OneMeaning

TRIES_MAX = 4


class RetryingRoute(APIRoute):
    """A route whose transaction may lose a deadlock or a lock: it is tried again, a little later.

    Safe because nothing of a failed transaction is stored and no answer has left.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_again(asked: Request) -> Response:
            request = OneMeaning(asked.scope, asked.receive)
            for tried in range(1, TRIES_MAX):
                try:
                    return await handle(request)
                except DBAPIError as error:
                    if not faults.is_worth_retrying(error):
                        raise
                    await anyio.sleep(random.uniform(0.01, 0.05) * 2**tried)
            return await handle(request)

        return handle_again
