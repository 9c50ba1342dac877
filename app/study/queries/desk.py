"""The desk of the CPD lead: minutes, groups, half-terms and cover. Time and stage, never notes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.cover.rules import CoverKind, CoverState
from app.identity import queries as people
from app.kernel import clock
from app.kernel.actor import Actor
from app.school_year import queries as years
from app.study.queries import groups, rounds
from app.study.queries.out import OPEN
from app.study.rules import LIVE, RoundState
from app.study.schemas import DeskOut, GroupLine, HalfTermLine
from app.time_budget import queries as time_budget
from app.time_budget.schemas import UnplacedOut
from app.web.pages import PageWish

_GONE = frozenset({CoverState.CANCELLED, CoverState.STALE})


def desk(session: Session, actor: Actor, now: datetime) -> DeskOut:
    """The school's year in figures, in ten statements however many people and rounds there are."""
    today = clock.local_date(now, ZoneInfo(people.school(session, actor.school_id).zone))
    year = years.current_year(session, actor, today)
    totals = time_budget.totals(session, actor, year.id)
    half_terms = years.half_terms(session, actor, year.id)
    placed = time_budget.placed_by_half_term(session, actor, year.id, half_terms)
    lines = groups.groups_with_unplaced(session, actor, year.id)
    counts = rounds.round_counts(session, actor, [line[0] for line in lines], year.starts_on, year.ends_on)
    cover = {
        key: count
        for key, count in groups.cover_counts(session, actor, year.starts_on, year.ends_on).items()
        if key[1] not in _GONE
    }
    return DeskOut(
        year_id=year.id, year_name=year.name, allocated_minutes=totals.allocated_minutes,
        committed_minutes=totals.committed_minutes, spent_minutes=totals.spent_minutes,
        unplaced_minutes=totals.allocated_minutes - totals.committed_minutes - totals.spent_minutes,
        teachers=totals.teachers, teachers_without_time=totals.teachers_without_time,
        half_terms=[
            HalfTermLine(
                position=one.position, starts_on=one.starts_on, ends_on=one.ends_on,
                placed_minutes=placed.get(one.position, 0),
            )
            for one in half_terms
        ],
        groups=[
            GroupLine(
                group_id=group_id, name=name, member_count=members, unplaced_minutes=unplaced,
                rounds_done=sum(counts.get((group_id, state), 0) for state in LIVE - {RoundState.SCHEDULED}),
                rounds_planned=counts.get((group_id, RoundState.SCHEDULED), 0),
            )
            for group_id, name, members, unplaced in lines
        ],
        cover_needed_slices=sum(cover.values()),
        cover_mutual_slices=sum(
            count for (kind, state), count in cover.items() if kind == CoverKind.MUTUAL and state not in OPEN
        ),
        cover_exchange_slices=sum(
            count for (kind, state), count in cover.items() if kind == CoverKind.EXCHANGE and state not in OPEN
        ),
        cover_residual_slices=sum(count for (kind, _), count in cover.items() if kind == CoverKind.RESIDUAL),
        cover_open_slices=sum(count for (_, state), count in cover.items() if state in OPEN),
        stale_rounds=rounds.stale_count(session, actor, today),
    )  # fmt: skip


def unplaced(session: Session, actor: Actor, wish: PageWish, now: datetime) -> tuple[list[UnplacedOut], str | None]:
    """Who has minutes without a place, or to log, by name, each with their group."""
    today = years.today(session, actor, now)
    year = years.current_year(session, actor, today)
    rows, following = time_budget.unplaced_page(session, actor, wish, year_id=year.id, today=today)
    belongs = groups.names_of_groups_of(session, actor, [row.staff_id for row in rows])
    items = [
        UnplacedOut(
            staff_id=row.staff_id,
            staff_name=row.staff_name,
            department=row.department,
            group_name=belongs.get(row.staff_id),
            allocated_minutes=row.allocated_minutes,
            committed_minutes=row.committed_minutes,
            spent_minutes=row.spent_minutes,
            unplaced_minutes=row.unplaced_minutes,
            to_log_minutes=row.to_log_minutes,
        )
        for row in rows
    ]
    return items, following
