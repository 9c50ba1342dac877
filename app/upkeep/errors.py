"""What upkeep says no to."""

from dataclasses import dataclass
from typing import ClassVar

from app.kernel.errors import Unavailable


@dataclass(eq=False)
class NotReadyYet(Unavailable):
    """Something that the server needs is not there."""

    code: ClassVar[str] = "not-ready"
    title: ClassVar[str] = "Something that this server needs is not there"
    checks: dict[str, bool]

    def __str__(self) -> str:
        lacking = ", ".join(name for name, is_well in self.checks.items() if not is_well)
        return f"Not as it should be: {lacking}. Whoever keeps this installation runs `kenkyu doctor`."
