"""Minutes of cover: what colleagues gave each other, and what it spared the school."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.cover import access as cover_access
from app.cover.rules import AGREED, CLOSED, OPEN, CoverKind, CoverState
from app.cover.tables import CoverSlot
from app.kernel.actor import Actor
from app.statements import rules
from app.statements.schemas import CoverBurden, CoverPart

LINES_MAX = 5_000


def cover_of(
    session: Session, actor: Actor, staff_ids: Collection[UUID], first: date, last: date
) -> dict[UUID, tuple[int, int]]:
    """Minutes that each gave and received, agreed between colleagues, from *first* to *last*. One key each."""
    found: dict[UUID, tuple[int, int]] = dict.fromkeys(staff_ids, (0, 0))
    agreed = (
        cover_access.of_school(actor), col(CoverSlot.held_on).between(first, last), col(CoverSlot.state).in_(AGREED),
    )  # fmt: skip
    for column, is_given in ((col(CoverSlot.coverer_id), True), (col(CoverSlot.released_id), False)):
        statement = (
            select(column, func.sum(CoverSlot.minutes))
            .where(*agreed, column.in_(set(staff_ids)))
            .group_by(column)
            .limit(LINES_MAX)
        )
        for staff_id, minutes in session.execute(statement):
            given, received = found[staff_id]
            found[staff_id] = (int(minutes), received) if is_given else (given, int(minutes))
    return found


def burden(session: Session, actor: Actor, first: date, last: date, pence_per_hour: int) -> CoverBurden:
    """What lesson study asked of cover from *first* to *last*, and who met it."""
    statement = (
        select(col(CoverSlot.kind), col(CoverSlot.state), func.count(), func.sum(CoverSlot.minutes))
        .where(cover_access.of_school(actor), col(CoverSlot.held_on).between(first, last))
        .group_by(col(CoverSlot.kind), col(CoverSlot.state))
        .limit(len(CoverKind) * len(CoverState))
    )
    parts: dict[str, list[int]] = {name: [0, 0] for name in ("needed", "mutual", "exchanged", "paid", "open")}
    for kind, state, slices, minutes in session.execute(statement):
        if state in CLOSED:
            continue
        for name in ("needed", _met(CoverKind(kind), CoverState(state))):
            parts[name][0] += slices
            parts[name][1] += int(minutes)
    told = {
        name: CoverPart(slices=slices, minutes=minutes, pence=rules.pence(minutes, pence_per_hour))
        for name, (slices, minutes) in parts.items()
    }
    return CoverBurden(
        **told, supply_pence_per_hour=pence_per_hour or None,
        saved_pence=rules.pence(parts["mutual"][1] + parts["exchanged"][1], pence_per_hour),
    )  # fmt: skip


def _met(kind: CoverKind, state: CoverState) -> str:
    """By whom a need is met. Cover that was escalated and then agreed after all is as mutual as any."""
    if state in OPEN:
        return "open"
    if state == CoverState.ARRANGED:
        return "paid"
    return "exchanged" if kind == CoverKind.EXCHANGE else "mutual"
