"""Every request has a number: in its answer, in its problem document, in its one line of the log.

The number is always our own: one that a stranger sends along could carry anything into the log.
"""

import secrets
import time
from collections.abc import Callable
from datetime import datetime

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel import act
from app.web.meters import Meters

log = structlog.get_logger()
HEADER = "X-Request-Id"


def current_id() -> str:
    """The number of the request that is being answered; a new one where none is."""
    asked = act.CURRENT.get()
    return asked.request_id if asked is not None else secrets.token_hex(8)


class Requests:
    """ASGI, outermost: gives each request its number and writes its line when it is answered.

    The line says which operation, which status, how long. Never an address with its query, a name or a person.
    """

    def __init__(self, app: ASGIApp, now: Callable[[], datetime], meters: Meters) -> None:
        self.app = app
        self.now = now
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = act.Act(secrets.token_hex(8), self.now(), room=scope)
        scope["request_id"] = asked.request_id  # Found again by who answers a crash, outside of all this.
        began, status = time.monotonic(), 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = asked.request_id
            await send(message)

        token = act.CURRENT.set(asked)
        try:
            await self.app(scope, receive, send_with_id)
        finally:
            act.CURRENT.reset(token)
            seconds = time.monotonic() - began
            self.meters.answered(asked.operation or "-", scope["method"], status, seconds)
            log.info(
                "request",
                request_id=asked.request_id,
                method=scope["method"],
                operation=asked.operation or "-",
                status=status,
                milliseconds=round(seconds * 1000),
            )
