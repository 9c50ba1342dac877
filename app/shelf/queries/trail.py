"""From finding to finding: what one tried in its own place, and who tried it in theirs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import literal
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.fair import access as fair_access
from app.fair.tables import Finding
from app.kernel.actor import Scope
from app.shelf.queries.searching import rows_of
from app.web.pages import PageWish, beyond, cut

TRAIL_MAX = 20


def chain_up(session: Session, scope: Scope, row: Finding) -> tuple[list[Finding], bool]:
    """What *row* adapts, what that adapts, and so on; and whether there was more that *scope* may not read."""
    ids = [finding_id for finding_id in _ancestors(session, row.id) if finding_id != row.id]
    readable = {found.id: found for found in rows_of(session, scope, ids)}
    chain: list[Finding] = []
    following = row.adapts_id
    while following in readable:
        found = readable.pop(following)  # Each once: two findings may name one another.
        chain.append(found)
        following = found.adapts_id
    seen = {row.id, *(found.id for found in chain)}
    return chain[:TRAIL_MAX], following is not None and following not in seen


def adapted_by(session: Session, scope: Scope, finding_id: UUID, wish: PageWish) -> tuple[list[Finding], str | None]:
    """The published findings that tried this one in their own place, newest first."""
    statement = select(Finding).where(Finding.adapts_id == finding_id, fair_access.readable(scope))
    columns = (col(Finding.published_at), col(Finding.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.published_at, row.id))


def _ancestors(session: Session, finding_id: UUID) -> list[UUID]:
    """The ids on the way up, nearest first. Whether each may be read is decided when the findings are, by rows_of."""
    chain = (
        select(Finding.id, Finding.adapts_id, literal(0).label("depth"))
        .where(Finding.id == finding_id)
        .cte("chain", recursive=True)
    )
    up = aliased(Finding)
    chain = chain.union_all(
        select(up.id, up.adapts_id, (chain.c.depth + 1).label("depth"))
        .join(chain, col(up.id) == chain.c.adapts_id)
        .where(chain.c.depth < TRAIL_MAX)
    )
    rows = session.exec(select(chain.c.id).order_by(chain.c.depth).limit(TRAIL_MAX + 1))
    return list(dict.fromkeys(rows))
