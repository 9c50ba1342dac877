"""What the school has decided about its protected minutes."""

from sqlmodel import Session

from app.kernel.actor import Actor
from app.time_budget import queries
from app.time_budget.schemas import TimePolicyIn
from app.time_budget.tables import TimePolicy
from app.web import etag


def edit_policy(session: Session, actor: Actor, wish: TimePolicyIn, if_match: str | None) -> TimePolicy:
    """Change the decisions; the first time a row is made for them."""
    row = queries.policy(session, actor, lock=True)
    etag.require_current(if_match, row.version)
    row.transfers, row.roll_over_minutes_max = wish.transfers, wish.roll_over_minutes_max
    row.log_within_days, row.supply_pence_per_hour = wish.log_within_days, wish.supply_pence_per_hour
    row.version += 1
    session.add(row)
    session.flush()
    return row
