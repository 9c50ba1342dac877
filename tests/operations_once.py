"""FastAPI works out an app's 380 operations at its first request, in 3 s. The apps of one test process share them."""

from typing import Any

from fastapi import routing
from fastapi.routing import APIRouter


def install() -> None:
    """Let an included router be worked out once for each prefix.

    No test overrides a dependency, the only thing in which what is worked out differs from app to app: which app it
    was included in.
    """
    known: dict[tuple[int, str], tuple[APIRouter, list[Any]]] = {}
    worked_out = routing._IncludedRouter.effective_candidates

    def shared(router: routing._IncludedRouter) -> list[Any]:
        key = (id(router.original_router), router.include_context.prefix)
        if key not in known:  # The router is kept beside it, so that its id is no other's later.
            known[key] = router.original_router, worked_out(router)
        return known[key][1]

    routing._IncludedRouter.effective_candidates = shared  # type: ignore[method-assign]
