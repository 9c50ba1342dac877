"""HTTP in, HTTP out, for what schools do together. No decision is made here."""

from fastapi import APIRouter

from app.communities.routes.lessons import router as lessons
from app.communities.routes.side_by_side import router as side_by_side
from app.communities.routes.together import router as together
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (together, lessons, side_by_side):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
