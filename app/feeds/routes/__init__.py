"""HTTP in, HTTP out, for readers outside. Only what everyone may read ever passes here."""

from fastapi import APIRouter

from app.feeds.routes.feeds import router as of_feeds
from app.feeds.routes.harvest import router as of_harvesters
from app.feeds.routes.pages import router as of_pages
from app.feeds.routes.sitemap import router as of_sitemap
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute, include_in_schema=False)
for part in (of_feeds, of_pages, of_sitemap, of_harvesters):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
