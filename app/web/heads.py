"""HTTP as uvicorn speaks it, with a bound to how large a request's head is and to how slowly a request may come.

The parser takes a head of any size and waits for what is missing for ever: a stranger could fill the memory, or hold
all the places for signing in with half a body each, before or behind the application's own limits.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES_MAX = 65_536
"""Of an address, headers, trailers and the sizes of chunks without a byte of a body among them."""
PATIENCE_SECONDS = 30.0
"""For a whole head, and for a body besides what its bytes are worth."""
BODY_BYTES_A_SECOND = 1_000
"""Whoever sends more slowly than this is not waited for."""
TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 31\r\nconnection: close\r\n\r\n"
    b"The request's head is too long."
)


class BoundedHeads(HttpToolsProtocol):
    """One connection. What is refused here belongs to no operation yet, so the answer is no problem document."""

    _head_bytes = _body_bytes = 0
    _body_began = 0.0
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(PATIENCE_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > HEAD_BYTES_MAX and not self.transport.is_closing():
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait(PATIENCE_SECONDS)

    def on_headers_complete(self) -> None:
        self._body_bytes, self._body_began = 0, self.loop.time()
        self._wait(PATIENCE_SECONDS)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._head_bytes = 0
        self._body_bytes += len(body)
        has_taken = self.loop.time() - self._body_began
        self._wait(PATIENCE_SECONDS + self._body_bytes / BODY_BYTES_A_SECOND - has_taken)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._head_bytes = 0
        self._stop_waiting()
        super().on_message_complete()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
