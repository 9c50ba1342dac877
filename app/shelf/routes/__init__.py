"""HTTP in, HTTP out, for the shelf. No decision is made here."""

from fastapi import APIRouter

from app.shelf.routes.asking import router as asking
from app.shelf.routes.following import router as following
from app.shelf.routes.impact import router as impact
from app.shelf.routes.leaving import router as leaving
from app.shelf.routes.searching import router as searching
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (searching, following, asking, impact):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)

__all__ = ["leaving", "router"]
