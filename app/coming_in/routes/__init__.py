"""HTTP in, HTTP out, for passwords and visits. No decision is made here."""

from fastapi import APIRouter

from app.coming_in.routes.passwords import router as passwords
from app.coming_in.routes.visits import router as visits
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (passwords, visits):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
