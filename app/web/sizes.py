"""Bodies have a limit. Starlette counts the bytes; here its plain refusal becomes a problem document."""

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web import problems


class Sizes:
    """ASGI: refuses a body of more than *max_body_size* bytes; a route may allow itself more."""

    def __init__(self, app: ASGIApp, max_body_size: int) -> None:
        self.app = RequestBodyLimitMiddleware(app, max_body_size=max_body_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_refused = False

        async def send_readably(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] == 413:
                is_refused = Headers(raw=message["headers"]).get("content-type", "").startswith("text/plain")
                if is_refused:
                    answer = problems.plain(413, "That is more than is taken here. Send less, or in parts.")
                    await answer(scope, receive, send)
            if not is_refused:
                await send(message)

        await self.app(scope, receive, send_readably)
