"""What is refused about calendar addresses, with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.kernel.errors import Conflict


@dataclass(eq=False)
class AddressesTooMany(Conflict):
    """Every address is a key to somebody's days: few enough to know each."""

    code: ClassVar[str] = "calendars/too-many"
    title: ClassVar[str] = "You have as many calendar addresses as one can have"
    addresses_max: int

    def __str__(self) -> str:
        return f"{self.addresses_max} addresses can be in use. End one that nothing reads any more, then make this."
