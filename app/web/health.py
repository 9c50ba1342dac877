"""Whether the server lives and its database answers."""

from typing import Literal

from fastapi import APIRouter
from sqlalchemy import text

from app.kernel.actor import NOBODY
from app.web.bodies import Out
from app.web.deps import Db
from app.web.problems import PlainProblem

router = APIRouter(tags=["health"])


class Health(Out):
    status: Literal["ok"] = "ok"
    database: Literal["ok"] = "ok"


@router.get("/health", response_model=Health, responses={503: {"model": PlainProblem}})
def read_health(db: Db) -> Health:
    """Answers 200 when a statement reached the database and came back, else 503."""
    with db.reading(NOBODY) as session:
        session.execute(text("SELECT 1"))
    return Health()
