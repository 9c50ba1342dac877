"""The filters of feeds and pages, read from an address."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from app.fair.rules import Phase
from app.feeds.asked import Asked
from app.web.bodies import OptionalLine

MECHANISM_MAX = 14


async def asked(
    focus: Annotated[OptionalLine, Query()] = "",
    subject: Annotated[OptionalLine, Query()] = "",
    phase: Phase | None = None,
    mechanism: Annotated[int | None, Query(ge=1, le=MECHANISM_MAX)] = None,
    school: UUID | None = None,
    group: UUID | None = None,
) -> Asked:
    return Asked(focus, subject, phase, mechanism, school, group)


Filters = Annotated[Asked, Depends(asked)]
