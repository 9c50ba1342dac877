"""How much of a promise is tried: a share in `make test`, all of it in `make promises` (PROMISES=full)."""

import os
from typing import Protocol

FULL = os.environ.get("PROMISES") == "full"
MEASURES = "PROMISES" in os.environ
"""Whether `make promises` runs, the whole or a share."""
TIMES = int(os.environ.get("PROMISES_TIMES", "1"))
"""With PROMISES=full: how many times as many rounds of each race. 10 makes 1,000 rounds 10,000."""


class Record(Protocol):
    """pytest's `record_property`: figures that `make promises` writes onto its page."""

    def __call__(self, name: str, value: object) -> None: ...


def often(share: int, full: int) -> int:
    """How many rounds: *share* in `make test`, *full* in `make promises`."""
    return full * TIMES if FULL else share
