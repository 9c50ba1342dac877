"""What is refused about addresses, each with the words that people read."""

from dataclasses import dataclass
from typing import ClassVar

from app.db import faults
from app.kernel.errors import Conflict, Unreadable
from app.sources.rules import SOURCES_MAX


@dataclass(eq=False)
class AddressUnusable(Unreadable):
    """An address that is never asked, whoever answers there."""

    code: ClassVar[str] = "sources/address-unusable"
    title: ClassVar[str] = "That address cannot be asked"
    words: str

    def __str__(self) -> str:
        return f"{self.words} Copy the address from where the file or calendar is kept."


class SourceNameTaken(Conflict):
    """Two addresses of one name could not be told apart in messages."""

    code = "sources/name-taken"
    title = "Another address has that name: choose another, or change that one"


class TooManyAddresses(Conflict):
    """A school looks at so many addresses and no more."""

    code = "sources/too-many"
    title = f"A school can have {SOURCES_MAX} addresses. Remove one that is no longer needed"


class WhoseCalendar(Conflict):
    """One person's calendar is somebody's; a staff list is nobody's."""

    code = "sources/whose-calendar"
    title = "A staff list belongs to nobody in particular: leave out whose calendar it is"


class SourcePaused(Conflict):
    """A paused address is not asked."""

    code = "sources/paused"
    title = "That address is paused. Let it be looked at again first"


faults.means(SourceNameTaken, "uq_outside_source_name", "unique outside_source.school_id, outside_source.name")
