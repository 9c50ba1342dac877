"""Reads of the audit log."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit import access
from app.audit.tables import AuditEntry
from app.kernel.actor import Actor
from app.web.pages import PageWish, beyond, cut


def audit_page(
    session: Session, actor: Actor, wish: PageWish, *, action: str = "", subject_id: UUID | None = None
) -> tuple[list[AuditEntry], str | None]:
    """What was done in the school, newest first; of one *action* or about one thing only, if so asked."""
    statement = select(AuditEntry).where(access.visible(actor))
    if action:
        statement = statement.where(AuditEntry.action == action)
    if subject_id is not None:
        statement = statement.where(AuditEntry.subject_id == subject_id)
    columns = (col(AuditEntry.made_at), col(AuditEntry.id))
    if (where := beyond(wish.key(datetime, UUID), *columns, descending=True)) is not None:
        statement = statement.where(where)
    rows = session.exec(statement.order_by(*(column.desc() for column in columns)).limit(wish.limit + 1)).all()
    return cut(rows, wish, lambda row: (row.made_at, row.id))


def newest(session: Session, actor: Actor, action: str) -> AuditEntry | None:
    """The last time that *action* was done in the school; None when it never was."""
    statement = select(AuditEntry).where(access.visible(actor), AuditEntry.action == action)
    return session.exec(statement.order_by(col(AuditEntry.made_at).desc(), col(AuditEntry.id)).limit(1)).first()
