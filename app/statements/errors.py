"""What is refused about statements and nudges, each with the words that people read."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from app.kernel.errors import Conflict, TooMany


@dataclass(eq=False)
class JustNudged(Conflict):
    """Somebody is reminded of the same thing at most once in seven days. Exactly seven days later is allowed."""

    code: ClassVar[str] = "statements/just-nudged"
    title: ClassVar[str] = "They have been reminded of that within the last seven days"
    again_from: datetime

    def __str__(self) -> str:
        return "They know. Give them time, or talk with them: what they need may be somebody to plan with."


class NothingToTell(Conflict):
    """A reminder is about minutes that are there."""

    code = "statements/nothing-to-tell"
    title = "There is nothing to remind them of: all of it has its place, or is logged"


class CannotBePrinted(Conflict):
    """The page could not be set within its limits of time and size."""

    code = "statements/cannot-be-printed"
    title = "This could not be set as a PDF: take the table instead, which holds the same figures"


@dataclass(eq=False)
class PrintersBusy(TooMany):
    """More pages are being set than the server sets at a time."""

    code: ClassVar[str] = "statements/printers-busy"
    title: ClassVar[str] = "Many pages are being printed just now; try again in a moment"
