"""HTTP in, HTTP out, for learning fairs. No decision is made here."""

from fastapi import APIRouter

from app.fair_day.routes.day import router as day
from app.fair_day.routes.fairs import router as fairs
from app.fair_day.routes.posters import router as posters
from app.fair_day.routes.programme import router as programme
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (fairs, programme, day, posters):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
