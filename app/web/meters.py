"""What is counted about requests, for whoever watches the server. Nothing counted here says who asked or which school.

The counters themselves are in app/web/metering.py; without an address to read them at, nothing is counted.
"""

from typing import Protocol


class Meters(Protocol):
    """Counts. Names of operations, rooms and statuses come from small fixed sets."""

    def answered(self, operation: str, method: str, status: int, seconds: float) -> None:
        """A request was answered."""

    def refused(self, reason: str) -> None:
        """A request was turned away before it was worked on: by which room, or by the quota."""

    def inside(self, room: str, count: int) -> None:
        """So many requests are being worked on in a room."""

    def close(self) -> None:
        """The process ends."""


class NoMeters:
    """Nobody watches."""

    def answered(self, operation: str, method: str, status: int, seconds: float) -> None:
        del operation, method, status, seconds

    def refused(self, reason: str) -> None:
        del reason

    def inside(self, room: str, count: int) -> None:
        del room, count

    def close(self) -> None:
        """Nothing to send."""
