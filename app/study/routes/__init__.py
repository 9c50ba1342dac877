"""HTTP in, HTTP out, for rounds, and for timetables and absences that they give way to. No decision is made here."""

from fastapi import APIRouter

from app.study.routes.away import router as away
from app.study.routes.rounds import router as rounds
from app.study.routes.timetables import router as timetables
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (rounds, timetables, away):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
