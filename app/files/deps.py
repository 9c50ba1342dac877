"""The store, for every route that asks."""

from typing import Annotated

from fastapi import Depends, Request

from app.files.store import Store


async def files(request: Request) -> Store:
    store: Store = request.app.state.files
    return store


Files = Annotated[Store, Depends(files)]
