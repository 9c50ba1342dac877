"""The words in which `held.py` says of each table how a person is found in it, and what of a row is not given."""

from dataclasses import dataclass
from typing import Final

SECRET: Final = "opens something or proves something: nobody is given it, not even whom it belongs to"
PUPIL: Final = "tells which pupil was meant, or what a pupil said: the pupil's data, not yours"
SHARED: Final = "written together, or about many people: it is given with the thing it belongs to, not with a person"


@dataclass(frozen=True, slots=True)
class Via:
    """Rows whose *column* equals *theirs* in a row of *table* that concerns the person."""

    column: str
    table: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Held:
    """A table that holds something about a person of the school, and how to find it."""

    what: str
    """In the words of a heading."""
    by: tuple[str, ...] = ()
    """Columns that name the person whom the row concerns: `account_id` and `person_id` as such, others as staff."""
    via: tuple[Via, ...] = ()
    beside: tuple[str, ...] = ()
    """Columns that name whoever acted upon somebody else: given as a name, and found through the audit log."""
    secret: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    lettered: tuple[str, ...] = ()
    """Texts in which letters stand for pupils: the letters are struck out."""
    linked: tuple[str, ...] = ()
    """Texts with addresses that open without signing in: the addresses are struck out."""

    @property
    def closed(self) -> dict[str, str]:
        """Columns that are not given, each with its reason."""
        return (
            dict.fromkeys(self.secret, SECRET) | dict.fromkeys(self.pupils, PUPIL) | dict.fromkeys(self.shared, SHARED)
        )


@dataclass(frozen=True, slots=True)
class NotAbout:
    """A table in which no row concerns a member of staff."""

    why: str
