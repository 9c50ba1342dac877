"""Whether the server is ready: for monitors and deployments, who are nobody here."""

from fastapi import APIRouter, Request

from app.upkeep.errors import NotReadyYet
from app.upkeep.readiness import Readiness
from app.upkeep.schemas import ReadinessOut
from app.web.problems import problems
from app.web.retrying import RetryingRoute

RETRY_SECONDS = 5
router = APIRouter(tags=["health"], route_class=RetryingRoute)


@router.get("/ready", response_model=ReadinessOut, responses=problems(NotReadyYet))
def read_readiness(request: Request) -> ReadinessOut:
    """Whether the database answers, its schema is this release's, files can be reached, and a worker is there.

    Answers 503 when one of them is not so. Whether the process lives is another question: read_health.
    """
    readiness: Readiness = request.app.state.readiness
    checks = readiness.checks()
    if not all(checks.values()):
        raise NotReadyYet(retry_after_seconds=RETRY_SECONDS, checks=checks)
    return ReadinessOut(checks=checks)
