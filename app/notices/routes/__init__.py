"""HTTP in, HTTP out, for what people are told. No decision is made here."""

from fastapi import APIRouter

from app.notices.routes.choosing import router as choosing
from app.notices.routes.leaving import router as leaving
from app.notices.routes.push import router as push
from app.notices.routes.webhooks import router as webhooks
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (
    choosing,
    push,
    webhooks,
):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)

__all__ = ["leaving", "router"]
