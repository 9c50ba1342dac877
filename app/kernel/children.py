"""Work that could run away, done in a process of its own: limits on time, memory, and how many at once.

The child is a module of ours that reads standard input, takes its limits first (kernel/limits.py), and writes what it
made to standard output. It gets no environment but what Python needs, so it holds nothing worth having.
"""

import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

START_SECONDS: Final = 5  # On top of the time it may compute: a busy machine may take that long to start Python.
_ROOT: Final = Path(__file__).resolve().parents[2]


class ChildrenBusy(Exception):
    """As many as may be at once are at work, and went on being."""


class ChildFailed(Exception):
    """It broke down, ran out of time or memory, or made more than it may."""


@dataclass(frozen=True, slots=True)
class Children:
    """Children of one kind.

    Args:
        module: what the child runs; it gets the caller's arguments, then seconds_max and memory_mb_max.
        memory_mb_max: of address space.
        at_once_max: of this kind, in this process; others wait up to wait_seconds.
    """

    module: str
    seconds_max: int
    memory_mb_max: int
    bytes_max: int
    at_once_max: int
    wait_seconds: int
    places: threading.BoundedSemaphore = field(init=False, repr=False, compare=False)
    """One is held for each child at work."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", threading.BoundedSemaphore(self.at_once_max))

    def make(self, given: bytes, *arguments: str, is_waiting: bool = True) -> bytes:
        """What the child made of *given*. No transaction may be open meanwhile.

        Args:
            is_waiting: for a place; without it somebody who finds none is told so at once.

        Raises:
            ChildrenBusy, ChildFailed.
        """
        if not self.places.acquire(timeout=self.wait_seconds if is_waiting else 0):
            raise ChildrenBusy
        try:
            return self._made(given, arguments)
        finally:
            self.places.release()

    def _made(self, given: bytes, arguments: tuple[str, ...]) -> bytes:
        command = [sys.executable, "-m", self.module, *arguments, str(self.seconds_max), str(self.memory_mb_max)]
        environment = {"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, env=environment, cwd=_ROOT,
                timeout=self.seconds_max + START_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise ChildFailed from late
        if done.returncode != 0 or len(done.stdout) > self.bytes_max:
            raise ChildFailed
        return done.stdout
