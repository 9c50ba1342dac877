"""The large texts of a run: its problem and its plans, read only where somebody needs them."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.planner import access
from app.planner.tables import PlannerRun


class Documents(NamedTuple):
    """Texts of the interchange format."""

    problem: str
    plan: str | None
    before: str | None


def documents(session: Session, actor: Actor, run_id: UUID) -> Documents:
    """Problem and plan of a run, and the plan that it changes if it is a repair."""
    statement = select_columns(col(PlannerRun.problem), col(PlannerRun.plan), col(PlannerRun.plan_before))
    found = session.execute(statement.where(access.visible(actor), col(PlannerRun.id) == run_id)).one_or_none()
    if found is None:
        raise NotFound
    return Documents(*found)
