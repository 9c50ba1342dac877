"""Runs by what people ask for. Problem and plans are read only where somebody needs them."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.identity import queries as people
from app.kernel.actor import Actor
from app.kernel.errors import NotFound
from app.planner import access, rules, stored
from app.planner.queries.family import family, to_repair
from app.planner.rules import RunState
from app.planner.schemas import (
    BoundsOut,
    FiguresOut,
    PolicyWish,
    ProgressOut,
    ReasonOut,
    RunGroup,
    RunIn,
    RunOut,
    RunSummary,
)
from app.planner.tables import PlannerRun
from app.plc import queries as plc
from app.school_year import queries as years
from app.web.pages import PageWish, beyond, cut

_LARGE: tuple[Any, ...] = (PlannerRun.problem, PlannerRun.greedy_plan, PlannerRun.plan, PlannerRun.plan_before)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def run(session: Session, actor: Actor, run_id: UUID, *, lock: bool = False) -> PlannerRun:
    """One run without its problem and plans, or NotFound, which also hides other schools' runs."""
    statement = select(PlannerRun).where(PlannerRun.id == run_id, access.visible(actor))
    statement = statement.options(*(defer(column) for column in _LARGE))
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def runs_page(session: Session, actor: Actor, wish: PageWish) -> tuple[list[PlannerRun], str | None]:
    """The school's runs, newest first."""
    statement = select(PlannerRun).where(access.visible(actor)).options(*(defer(column) for column in _LARGE))
    columns = (col(PlannerRun.requested_at), col(PlannerRun.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.requested_at, row.id))


def waiting(session: Session, actor: Actor) -> int:
    """How many runs of the school are being made, or wait for it."""
    statement = select_columns(func.count()).select_from(PlannerRun)
    return session.scalars(statement.where(access.visible(actor), col(PlannerRun.state).in_(rules.WAITED_FOR))).one()


# ---- what travels ----------------------------------------------------------------------------------


def summaries(session: Session, actor: Actor, rows: Sequence[PlannerRun]) -> list[RunSummary]:
    """A page of runs, with one statement more however many there are."""
    names = people.names(session, actor, [row.requested_by for row in rows])
    return [RunSummary(**_summary(row, names)) for row in rows]


def _summary(row: PlannerRun, names: Mapping[UUID, str]) -> dict[str, Any]:
    figures, bounds = stored.figures_of(row.figures), stored.bounds_of(row.bounds)
    return {
        "id": row.id, "kind": row.kind, "state": row.state, "first_on": row.first_on, "last_on": row.last_on,
        "group_count": row.group_count, "teacher_count": row.teacher_count, "asked": row.asked,
        "requested_by_name": names.get(row.requested_by, ""), "requested_at": row.requested_at,
        "finished_at": row.finished_at, "figures": FiguresOut.model_validate(figures) if figures else None,
        "bounds": BoundsOut.model_validate(bounds) if bounds else None, "status": stored.status_of(figures, bounds),
    }  # fmt: skip


def run_out(session: Session, actor: Actor, row: PlannerRun, now: datetime) -> RunOut:
    """One run with everything but its plan."""
    wish = RunIn.model_validate(row.request)
    greedy = stored.figures_of(row.greedy_figures)
    staff = [row.requested_by, *([row.accepted_by] if row.accepted_by else [])]
    names = people.names(session, actor, staff)
    groups = plc.groups_by_ids(session, actor, [group.group_id for group in wish.groups])
    told = [
        RunGroup(
            group_id=group.group_id, name=groups[group.group_id].name if group.group_id in groups else "",
            observations_each=group.observations_each, whole_group=group.whole_group,
        )
        for group in wish.groups
    ]  # fmt: skip
    today = years.today(session, actor, now)
    broken = to_repair(session, actor, family(session, actor, row), today) if row.state == RunState.ACCEPTED else []
    return RunOut(
        **_summary(row, names), groups=sorted(told, key=lambda one: one.name), avoid_dates=sorted(wish.avoid_dates),
        policy=PolicyWish(**wish.policy.model_dump()), seconds=wish.seconds, started_at=row.started_at,
        progress=ProgressOut.model_validate(row.progress) if row.progress else None,
        greedy_figures=FiguresOut.model_validate(greedy) if greedy else None, failure=row.failure,
        changes=row.changes, reasons=reasons_out(session, actor, row.reasons), accepted_at=row.accepted_at,
        accepted_by_name=names.get(row.accepted_by) if row.accepted_by else None, parent_run_id=row.parent_run_id,
        to_repair=broken, may_accept=row.state == RunState.DONE, may_cancel=row.state in rules.WAITED_FOR,
        may_repair=bool(broken),
    )  # fmt: skip


def reasons_out(session: Session, actor: Actor, reasons: Sequence[Mapping[str, Any]]) -> list[ReasonOut]:
    """Reasons with names instead of ids: the planner itself knows nobody by name."""
    names = names_in(session, actor, reasons)
    return [
        ReasonOut(
            code=one["code"], group_id=_uuid(one["group"]), group_name=names.get(one["group"] or ""),
            staff_ids=[UUID(teacher) for teacher in one["teachers"] if _ID.fullmatch(teacher)],
            text=_ID.sub(lambda found: names.get(found.group(), "somebody who has left"), one["text"]),
        )
        for one in reasons
    ]  # fmt: skip


def names_in(session: Session, actor: Actor, said: object) -> dict[str, str]:
    """Names of all teachers and groups whose ids stand anywhere in *said*."""
    ids = [UUID(found) for found in sorted(set(_ID.findall(repr(said))))]
    if not ids:
        return {}
    groups = {str(key): group.name for key, group in plc.groups_by_ids(session, actor, ids).items()}
    return groups | {str(key): name for key, name in people.names(session, actor, ids).items()}


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text and _ID.fullmatch(text) else None
