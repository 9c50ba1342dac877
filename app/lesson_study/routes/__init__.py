"""HTTP in, HTTP out, for lesson study. No decision is made here."""

from fastapi import APIRouter

from app.lesson_study.routes.cycles import router as cycles
from app.lesson_study.routes.discussions import router as discussions
from app.lesson_study.routes.documents import router as documents
from app.lesson_study.routes.evidence import router as evidence
from app.lesson_study.routes.export import router as export
from app.lesson_study.routes.mechanisms import router as mechanisms
from app.lesson_study.routes.proposals import router as proposals
from app.lesson_study.routes.pupil_keys import router as pupil_keys
from app.lesson_study.routes.retention import router as retention
from app.lesson_study.routes.sources import router as sources
from app.web.retrying import RetryingRoute

router = APIRouter(route_class=RetryingRoute)
for part in (cycles, sources, proposals, mechanisms, evidence, discussions, documents, pupil_keys, retention, export):
    # Not include_router: it hides the routes in one thing, and the app asks each for its line in the policy.
    router.routes.extend(part.routes)
