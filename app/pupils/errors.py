"""What is refused about pupils' names, the roster and the keys to labels, each with the words that people read."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.kernel.errors import Conflict, Unreadable


class KeyCannotBeOpened(Conflict):
    """It was sealed under another secret: the server's has been changed since."""

    code = "pupils/key-cannot-be-opened"
    title = "This key cannot be opened any more"

    def __str__(self) -> str:
        return "The server's secret has been changed since it was kept. Delete it and keep it anew."


@dataclass(eq=False)
class TextsTooLong(Unreadable):
    """All texts together are looked through at once."""

    code: ClassVar[str] = "pupils/texts-too-long"
    title: ClassVar[str] = "That is more text than is looked through at once"
    bytes_max: int

    def __str__(self) -> str:
        return f"Send at most {self.bytes_max:,} bytes, or in parts."


@dataclass(eq=False)
class RosterUnreadable(Unreadable):
    """The file holds no list of names that can be understood."""

    code: ClassVar[str] = "pupils/roster-unreadable"
    title: ClassVar[str] = "No list of names was found in that file"
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.reason} Send a CSV file or a workbook with the columns Forename and Surname, "
            "or a text file with one name a line."
        )


@dataclass(eq=False)
class DateHasPassed(Unreadable):
    """What is to go on a date goes on one that is to come."""

    code: ClassVar[str] = "pupils/date-has-passed"
    title: ClassVar[str] = "Choose a day to come"
    earliest: date

    def __str__(self) -> str:
        return f"{self.earliest:%-d %B %Y} is the first that is possible."
