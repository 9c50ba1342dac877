"""A path that is written out keeps to its own methods, also where another path has a parameter in its place.

Without this a PUT to `/years/current`, which can only be read, would be a PUT to `/years/{year_id}` with a strange id.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException


def closed(routers: Sequence[APIRouter]) -> APIRouter:
    """Routes that refuse with 405 what the written-out paths of *routers* do not take. To be mounted before them."""
    taken: dict[str, set[str]] = defaultdict(set)
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                taken[route.path] |= route.methods or set()
    refusing = APIRouter()
    for path, methods in _shadowed(taken):
        allowed = ", ".join(sorted(taken[path]))
        refusing.add_api_route(path, _refusal(allowed), methods=sorted(methods), include_in_schema=False)
    return refusing


def unanswered(routers: Sequence[APIRouter]) -> Callable[[Request], Awaitable[None]]:
    """What a GET is told that no route takes: 405 at an address for other methods, 404 everywhere else."""
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    found = [(route.path_regex, route.methods or set()) for route in routes]

    async def not_here(request: Request) -> None:
        path = "/" + request.path_params["path"]
        if allowed := {method for pattern, taken in found if pattern.match(path) for method in taken}:
            raise HTTPException(405, "Method Not Allowed", {"Allow": ", ".join(sorted(allowed))})
        raise HTTPException(404, "There is no such address in the API.")

    return not_here


def _shadowed(taken: dict[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """Each path that a path with a parameter in place of a word would answer for too, and with which methods."""
    for path, own in taken.items():
        others = {method for other, methods in taken.items() if _covers(other, path) for method in methods}
        if others - own:
            yield path, others - own


def _covers(general: str, path: str) -> bool:
    parts, words = general.split("/"), path.split("/")
    if len(parts) != len(words) or general == path:
        return False
    return all(part == word or (part[:1] == "{" and word[:1] != "{") for part, word in zip(parts, words, strict=True))


def _refusal(allowed: str) -> Any:
    async def not_here(request: Request) -> None:
        raise HTTPException(405, "Method Not Allowed", {"Allow": allowed})

    return not_here
