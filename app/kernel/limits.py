"""What a child process may use, taken by itself before it looks at anything from outside."""

import os
import resource
from typing import Final

GIVES_WAY: Final = 5
"""Added to its niceness: where the processor is short, who waits for an answer gets three times as much of it."""


def take(*, seconds: int, memory_mb: int) -> None:
    """Limit this process for good: address space, processor time, and last in turn; it writes no file."""
    os.nice(GIVES_WAY)
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
