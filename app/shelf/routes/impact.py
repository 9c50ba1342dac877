"""Routes of impact: what came of a finding, and of a school's year, by Guskey's levels."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter

from app.fair import queries as fair
from app.identity.deps import CurrentActor
from app.kernel.errors import NotFound
from app.school_year import queries as calendar
from app.school_year.errors import NoYear
from app.shelf import queries
from app.shelf.rules import impact
from app.shelf.schemas import FindingImpact, ImpactLine, ImpactPeriod, ImpactStep, SchoolImpact
from app.web.deps import Db, Now
from app.web.problems import problems
from app.web.retrying import RetryingRoute

router = APIRouter(tags=["shelf"], route_class=RetryingRoute)


@router.get("/findings/{finding_id}/impact", response_model=FindingImpact, responses=problems(NotFound))
def read_finding_impact(finding_id: UUID, db: Db, actor: CurrentActor) -> FindingImpact:
    """What came of a finding, for those who wrote it, their group and the school's leads. Counted, never weighed."""
    with db.reading(actor.scope) as session:
        row, _ = fair.finding(session, actor, finding_id)
        counts = queries.finding_counts(session, actor, row)
    return FindingImpact(finding_id=finding_id, steps=_steps(counts), note=impact.NOTE)


@router.get("/impact", response_model=SchoolImpact, responses=problems(NoYear))
def read_school_impact(db: Db, actor: CurrentActor, now: Now) -> SchoolImpact:
    """What came of the school's findings this year, and in each half-term. Counted, never weighed."""
    with db.reading(actor.scope) as session:
        year = calendar.current_year(session, actor, calendar.today(session, actor, now))
        terms = calendar.half_terms(session, actor, year.id)
        happened = queries.school_periods(session, actor, year)
    return SchoolImpact(
        year_name=year.name, steps=_steps(impact.between(happened, year.starts_on, year.ends_on)), note=impact.NOTE,
        half_terms=[
            ImpactPeriod(
                name=f"Half-term {term.position}", starts_on=term.starts_on, ends_on=term.ends_on,
                steps=_steps(impact.between(happened, term.starts_on, term.ends_on)),
            )
            for term in terms
        ],
    )  # fmt: skip


def _steps(counts: Mapping[str, int]) -> list[ImpactStep]:
    return [
        ImpactStep(
            level=step.level, number=step.number, title=step.title,
            lines=[ImpactLine(name=line.name, count=line.count, words=line.words) for line in step.lines],
        )
        for step in impact.steps(counts)
    ]  # fmt: skip
