"""What a child process may use, taken by itself before it looks at anything from outside."""

import resource


def take(*, seconds: int, memory_mb: int) -> None:
    """Limit this process for good: address space, processor time; it writes no file and leaves no core."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
