"""Runs of the planner, and the tickets by which workers find them.

A run is its school's own. A ticket tells no secret of a school, and stands there only while somebody is to work on it.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.db.base import TenantRow, text_enum, within_school
from app.planner.rules import RunKind, RunState


class PlannerRun(TenantRow, table=True):
    """One plan that was asked for: what for, how far it is, and what came out."""

    __tablename__ = "planner_run"
    __table_args__ = (
        within_school("requested_by", "staff", name="fk_planner_run_requested_by"),
        within_school("accepted_by", "staff", name="fk_planner_run_accepted_by"),
        within_school("parent_run_id", "planner_run", name="fk_planner_run_parent"),
        CheckConstraint("first_on <= last_on", name="runs_forward"),
        CheckConstraint("(accepted_at IS NOT NULL) = (state = 'accepted')", name="accepted"),
        CheckConstraint("(plan_before IS NOT NULL) = (kind = 'repair')", name="plan_before"),
        CheckConstraint("plan IS NOT NULL OR state NOT IN ('done', 'accepted', 'stale')", name="has_a_plan"),
        Index("ix_planner_run_requested", "school_id", "requested_at", "id"),
    )

    kind: RunKind = Field(default=RunKind.PLAN, sa_type=text_enum(RunKind, "kind"))
    state: RunState = Field(default=RunState.QUEUED, sa_type=text_enum(RunState, "state"))
    parent_run_id: UUID | None = Field(default=None)
    """The accepted plan that a repair changes."""
    requested_by: UUID
    requested_at: datetime
    started_at: datetime | None = Field(default=None)
    finished_at: datetime | None = Field(default=None)
    accepted_by: UUID | None = Field(default=None)
    accepted_at: datetime | None = Field(default=None)
    first_on: date
    """The first day that could be planned when the run was asked for."""
    last_on: date
    group_count: int
    teacher_count: int
    asked: int
    """Observations asked for."""
    digest: str = Field(max_length=64)
    """SHA-256 of the problem and of the timetables it stands on: what has to be the same when the plan is accepted."""
    request: dict[str, Any] = Field(sa_type=JSON)
    touched: list[Any] = Field(default_factory=list, sa_type=JSON)
    """What a repair has to plan anew, and what is settled (stored.Touched). Never shown: it knows who declined."""
    progress: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Stage, seconds and when it was said; empty before the planner began."""
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    bounds: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    greedy_figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reasons: list[Any] = Field(default_factory=list, sa_type=JSON)
    changes: list[Any] = Field(default_factory=list, sa_type=JSON)
    failure: str = Field(default="", max_length=500)
    # Large, and left out of every list: an instance and plans of the interchange format, as text.
    problem: str
    greedy_plan: str | None = Field(default=None)
    plan: str | None = Field(default=None)
    plan_before: str | None = Field(default=None)
    """The plan that a repair changes, as it stood when the repair was asked for."""


class PlannerTicket(SQLModel, table=True):
    """A run that a worker has, or is to take. Workers look here before they know any school.

    Whoever holds the lease works; a lease that has run out is anybody's. Without a ticket nobody works on a run, so
    taking it away is how a run is cancelled.
    """

    __tablename__ = "planner_ticket"
    __table_args__ = (
        within_school("run_id", "planner_run", name="fk_planner_ticket_run"),
        CheckConstraint("(claimed_by IS NULL) = (lease_until IS NULL)", name="claimed"),
        Index("ix_planner_ticket_queued", "queued_at"),
    )

    school_id: UUID = Field(primary_key=True, foreign_key="school.id")
    run_id: UUID = Field(primary_key=True)
    queued_at: datetime
    claimed_by: str | None = Field(default=None, max_length=100)
    lease_until: datetime | None = Field(default=None)
    attempts: int = Field(default=0)
    """How many workers have begun on it."""
