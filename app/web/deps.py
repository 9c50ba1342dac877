"""What a route may ask for."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from app.db.session import Database
from app.settings import Settings
from app.web.bodies import PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX
from app.web.pages import PageWish


# The four below are `async` so that FastAPI calls them where it stands: a thread for each costs more
# than what they do.
async def database(request: Request) -> Database:
    stored: Database = request.app.state.database
    return stored


async def settings(request: Request) -> Settings:
    chosen: Settings = request.app.state.settings
    return chosen


async def present(request: Request) -> datetime:
    instant: datetime = request.app.state.now()
    return instant


async def operation_words(request: Request) -> dict[str, str]:
    words: dict[str, str] = request.app.state.operation_words
    return words


async def page(
    after: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT_MAX)] = PAGE_LIMIT_DEFAULT,
) -> PageWish:
    return PageWish(after, limit)


Db = Annotated[Database, Depends(database)]
Config = Annotated[Settings, Depends(settings)]
Now = Annotated[datetime, Depends(present)]
Wish = Annotated[PageWish, Depends(page)]
OperationWords = Annotated[dict[str, str], Depends(operation_words)]
"""What each operation does, in words, by its name."""
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=100)]
