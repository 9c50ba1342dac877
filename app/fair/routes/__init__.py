"""HTTP in, HTTP out, for findings and the fair. No decision is made here."""

from fastapi import APIRouter

from app.fair.routes.files import router as files
from app.fair.routes.gate import router as gate
from app.fair.routes.making import router as making
from app.fair.routes.on_fair import router as on_fair
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (on_fair, making, gate, files):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
