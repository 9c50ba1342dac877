"""What travels over HTTP about addresses."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, Strict

from app.fetching.rules import ADDRESS_MAX
from app.sources.rules import EVERY_HOURS_MAX, OutsideKind
from app.web.bodies import Body, Flag, Line, Out, Plain

Address = Annotated[Plain, Field(min_length=1, max_length=ADDRESS_MAX)]
Hours = Annotated[int, Strict(), Field(ge=1, le=EVERY_HOURS_MAX)]


class OutsideSourceIn(Body):
    """`staff_id`: whose calendar it is, where it is one person's."""

    kind: OutsideKind
    name: Line
    address: Address
    staff_id: UUID | None = None
    every_hours: Hours = 24


class OutsideSourceEdit(Body):
    name: Line
    address: Address
    staff_id: UUID | None = None
    every_hours: Hours
    is_active: Flag


class OutsideSourceMay(Out):
    edit: bool


class OutsideSourceOut(Out):
    """`address` is whole for whoever may change it, and only the server's name for everybody else.

    `good_at`: when the copy that is kept was fetched. `trouble`: why the last look brought nothing. `failures`: how
    many looks in a row brought nothing. `import_id`: the dry run that the kept copy became.
    """

    id: UUID
    kind: OutsideKind
    name: str
    address: str
    staff_id: UUID | None
    staff_name: str | None
    every_hours: int
    is_active: bool
    looked_at: datetime | None
    next_at: datetime
    good_at: datetime | None
    failures: int
    trouble: str
    import_id: UUID | None
    version: int
    may: OutsideSourceMay
